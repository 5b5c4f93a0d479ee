import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { driveEndorsements, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { openPaperPress } from '../paper/paper-press.ts'
import { loadPaperFacts } from './load-paper-facts.ts'
import { getPaper, listPapers, printPaper } from './print-paper.ts'
import { refuseEndorsement } from './refuse-endorsement.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry()
  drive = driveEndorsements(registry, driveApplications(registry))
})
after(() => registry.close())

const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')

describe('不予签注决定书', () => {
  it('none before the decision; then reasons, clauses, what was found and the remedies with their days, twice the same bytes', async () => {
    const { permitId } = await drive.issued()
    const open = grantedEndorsement(await drive.endorse(permitId, '2017-07-10', { write: null }))
    const press = openPaperPress()
    const endorsementId = open.subjectId
    const print = (on: string) => {
      const command = { intentId: randomUUID(), kind: 'endorsement-refusal', subjectId: endorsementId } as const
      return printPaper(registry.deps, at(on), command, press)
    }
    const offers = async (on: string) =>
      (await listPapers(registry.deps, at(on), endorsementId, 'endorsement')).offers.map(({ kind, refusals }) => [
        kind,
        refusals.map(({ code }) => code),
      ])
    assert.deepEqual(refusalCodes(await print('2017-07-11')), ['paper.not-yet'])
    assert.deepEqual(await offers('2017-07-11'), [['endorsement-refusal', ['paper.not-yet']]])
    const note = '查无此住处，\u{20BB7}某称已搬走'
    const decided = await refuseEndorsement(registry.deps, at('2017-07-14'), {
      intentId: randomUUID(),
      endorsementId,
      expectedVersion: open.version,
      reasons: [
        { code: 'not-residing', note },
        { code: 'papers-untrue', note },
      ],
    })
    assert.ok(decided.ok, JSON.stringify(decided))
    assert.deepEqual(await offers('2017-07-20'), [['endorsement-refusal', []]])

    const printed = await print('2017-07-20')
    assert.ok(printed.ok, JSON.stringify(printed))
    const again = await getPaper(registry.deps, at('2018-01-02'), printed.value.subjectId, press)
    assert.ok(again.pdf.equals(printed.value.pdf))

    const act = at('2017-07-20')
    const loaded = await act.city.pool.look(act.scope, (db) =>
      loadPaperFacts(registry.deps, act, db, 'endorsement-refusal', endorsementId),
    )
    assert.ok(loaded.ok)
    const words = JSON.stringify(press.compose(loaded.value.facts).content)
    for (const part of [
      '不予签注决定书',
      '2017年7月10日',
      '2017年7月14日',
      '没有在本地连续居住',
      '提交的证明材料不真实',
      '居住证暂行条例 第10条第2款',
      '居住证暂行条例 第18条',
      `查明的情况：${note}"`,
      '行政复议法 第9条',
      '2017年9月12日',
      '行政诉讼法 第46条',
      '2018年1月14日',
      OFFICIALS.clerk.name,
    ])
      assert.ok(words.includes(part), `${part}: ${words}`)
  })

  it('out of reach there is none', async () => {
    const command = { intentId: randomUUID(), kind: 'endorsement-refusal', subjectId: randomUUID() } as const
    await assert.rejects(
      printPaper(registry.deps, at('2017-07-20'), command, openPaperPress()),
      /No such endorsement within reach/,
    )
  })
})
