import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ValueType, Workbook } from '@cj-tech-master/excelts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { driveApplications } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { LIST_WORDS } from '@anju/server/http/list-words.ts'
import { exportList } from '@anju/server/usecases/export-list.ts'
import { listQueue } from '@anju/server/usecases/list-queue.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const everything = {
  official: '',
  person: '',
  purpose: '',
  from: undefined,
  to: undefined,
  words: '',
  all: true,
  part: '',
}

describe('导出的待办清单', () => {
  it('days are dates, names and addresses text, states Chinese words, as a reader of workbooks sees them', async () => {
    const drive = driveApplications(registry)
    await drive.register('2016-01-05')
    await drive.submit(await drive.register('2016-01-05'))
    const act = registry.act(OFFICIALS.stationHead, '2016-07-08')
    const { items } = await listQueue(registry.deps, act, { all: true, part: '' })
    const done = await exportList(registry.deps, act, { ...everything, list: 'queue', format: 'xlsx' }, LIST_WORDS)
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(done.value.rows, items.length)
    const book = new Workbook()
    await book.xlsx.load(Buffer.from(done.value.base64, 'base64'))
    const sheet = book.getWorksheet(1) ?? assert.fail()
    assert.ok(items.some(({ dueOn }) => dueOn !== null) && items.some(({ state }) => state === 'recorded'))
    for (const [at, item] of items.entries()) {
      const cells = sheet.getRow(at + 3)
      const [kind, name, state, since, dueOn, address] = [1, 2, 3, 4, 5, 6].map((column) => cells.getCell(column))
      for (const text of [kind, name, state, address]) assert.equal(text?.type, ValueType.String)
      for (const words of [kind, state])
        assert.match(typeof words?.value === 'string' ? words.value : 'none', /^[^a-z]+$/)
      assert.equal(name?.value, item.name)
      for (const [cell, on] of [
        [since, item.since],
        [dueOn, item.dueOn],
      ] as const) {
        if (on === null) {
          assert.equal(cell?.type, ValueType.Null)
          continue
        }
        assert.equal(cell?.type, ValueType.Date)
        assert.equal(cell?.numFmt, 'yyyy-mm-dd')
        assert.equal(cell?.value instanceof Date ? cell.value.toISOString() : '', `${on}T00:00:00.000Z`)
      }
    }
  })
})
