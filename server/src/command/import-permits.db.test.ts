import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { driveEndorsements } from '@anju/tests/endorsement-driver.ts'
import { type OldLine, oldLine, oldRegister } from '@anju/tests/old-register.ts'
import { driveApplications, paper } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { changePermitAddress } from '../usecases/change-permit-address.ts'
import { endPermit } from '../usecases/end-permit.ts'
import { getResidence } from '../usecases/get-residence.ts'
import { importPermits } from './import-permits.ts'
import { verifyCity } from './verify.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveEndorsements>
const folder = mkdtempSync(join(tmpdir(), 'anju-import-'))
before(async () => {
  registry = await openTestRegistry()
  drive = driveEndorsements(registry, driveApplications(registry))
})
after(async () => {
  await registry.close()
  rmSync(folder, { recursive: true, force: true })
})

const said: string[] = []
const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')
const fileOf = (name: string, lines: readonly OldLine[]) => {
  const path = join(folder, name)
  writeFileSync(path, `\uFEFF${oldRegister(lines)}`)
  return path
}
const bring = (file: string, on = '2016-02-01', isDryRun = false) =>
  importPermits(registry.deps, registry.systemAct('foshan', on), { city: 'foshan', file, isDryRun }, (line) =>
    said.push(line),
  )
const holder = async (permitNo: string) => {
  const rows = await registry.asOwner(
    `select permit_id, person_id, registration_id from foshan.permit join foshan.registration using (person_id) where permit_no = $1 and registration.ended_on is null`,
    [permitNo],
  )
  return {
    permitId: String(rows[0]?.['permit_id']),
    personId: String(rows[0]?.['person_id']),
    registrationId: String(rows[0]?.['registration_id']),
  }
}
const standing = async (personId: string, on: string) => {
  const life = await getResidence(registry.deps, at(on), personId)
  const [permit] = life.permits
  return [permit?.state, permit?.validUntil, life.residenceStart]
}
const count = async (table: string) =>
  Number((await registry.asOwner(`select count(*)::int as n from foshan.${table}`))[0]?.['n'])

describe('import-permits 旧证导入', () => {
  it('居住证转入并用到证面有效期；届时签注不要半年；暂住证和 2016 年前到期的只计时间；再来一遍一个不多', async () => {
    const lines = [
      oldLine(1),
      oldLine(2, {
        证件种类: '暂住证',
        证件编号: 'ZZ0001',
        登记日期: '20130601',
        签发日期: '2013/6/1',
        有效期至: '2014年5月31日',
      }),
      oldLine(3, { 签发日期: '2012-12-15', 有效期至: '2015-12-14', 登记日期: '2012-12-01' }),
      oldLine(4, { 离开日期: '2015-03-01' }),
    ]
    const file = fileOf('first.csv', lines)
    const tried = await bring(file, '2016-02-01', true)
    assert.deepEqual([tried.permits, tried.times, await count('permit_import')], [2, 2, 0], 'a dry run writes nothing')
    const done = await bring(file)
    assert.deepEqual([done.lines, done.permits, done.times, done.known, done.rejected], [4, 2, 2, 0, 0])
    const { personId, permitId } = await holder('4406000000001')
    assert.deepEqual(await standing(personId, '2016-09-30'), ['in-force', '2016-09-30', '2013-09-20'])
    assert.deepEqual((await standing(personId, '2016-10-10')).slice(0, 2), ['suspended', '2016-09-30'])
    assert.ok((await drive.endorse(permitId, '2016-09-15')).ok, 'endorsed at its printed day')
    assert.deepEqual((await standing(personId, '2016-10-10')).slice(0, 2), ['in-force', '2017-09-30'])
    const there = await Promise.all(['permit', 'person', 'registration', 'permit_import', 'ledger'].map(count))
    const again = await bring(file)
    assert.deepEqual([again.known, again.permits, again.rejected], [4, 0, 0])
    assert.deepEqual(
      await Promise.all(['permit', 'person', 'registration', 'permit_import', 'ledger'].map(count)),
      there,
    )
  })

  it('一人两证：暂住证到居住证不断，年限从暂住证算起；人只有一个', async () => {
    const who = oldLine(20)
    const lines = [
      { ...who, 登记日期: '2015-06-01', 签发日期: '2015-06-10', 有效期至: '2018-06-09' },
      {
        ...who,
        证件种类: '暂住证',
        证件编号: 'ZZ0020',
        登记日期: '2013-06-01',
        签发日期: '2013-06-01',
        有效期至: '2015-05-31',
      },
      oldLine(21, { 签发日期: '2013-02-10', 有效期至: '2016-02-09', 签注日期: '2015-02-01；2016-01-20' }),
      oldLine(22, {
        签发日期: '2013-02-10',
        有效期至: '2016-02-09',
        签注日期: '2013-02-09;2016-02-02',
        离开日期: '2016-02-02',
      }),
    ]
    const done = await bring(fileOf('two.csv', lines))
    assert.deepEqual([done.permits, done.times, done.rejected], [2, 1, 1])
    assert.deepEqual(
      [...done.reasons.entries()].toSorted(([a], [b]) => a.localeCompare(b)),
      [
        ['import.days-impossible', 1],
        ['import.field-malformed', 2],
      ],
    )
    const endorsed = await holder('4406000000021')
    assert.deepEqual((await standing(endorsed.personId, '2016-03-01')).slice(0, 2), ['in-force', '2017-02-09'])
    const told = await registry.asOwner(
      `select e.accepted_on::text as accepted_on, e.seal is not null as sealed, l.kind from foshan.endorsement e join foshan.ledger l on l.stream_id = e.endorsement_id
       where e.permit_id = $1 order by e.accepted_on`,
      [endorsed.permitId],
    )
    assert.deepEqual(told, [
      { accepted_on: '2015-02-01', sealed: true, kind: 'take-over-endorsement' },
      { accepted_on: '2016-01-20', sealed: true, kind: 'take-over-endorsement' },
    ])
    const { personId } = await holder(String(who['证件编号']))
    assert.deepEqual(await standing(personId, '2016-03-01'), ['in-force', '2018-06-09', '2013-06-01'])
    const { findings } = await verifyCity(registry.deps, at('2016-03-01').city, {
      witnessKeys: [],
      anchors: [],
      without: ['seal', 'backlog', 'checkpoint'],
    })
    assert.deepEqual(findings, [])
  })

  it('认不出的地址照原文记下等候勘定；迟签恢复、变更地址、注销都能办', async () => {
    const late = oldLine(30, { 街路巷: '', 门牌: '', 楼栋: '', 单元: '', 居住地址: '张槎老市场旁李家大院' })
    const done = await bring(fileOf('life.csv', [late, oldLine(31, { 有效期至: '2018-06-30' })]))
    assert.equal(done.permits, 2)
    const written = await registry.asOwner(`select status, standard_text from foshan.address where normal_text = $1`, [
      late['居住地址'],
    ])
    assert.deepEqual(written, [{ status: 'pending-survey', standard_text: late['居住地址'] }])
    const one = await holder(String(late['证件编号']))
    assert.ok((await drive.endorse(one.permitId, '2016-11-01')).ok)
    assert.deepEqual((await standing(one.personId, '2016-11-02')).slice(0, 2), ['in-force', '2017-11-01'])
    const moved = await changePermitAddress(registry.deps, at('2016-12-01'), {
      intentId: randomUUID(),
      permitId: one.permitId,
      move: {
        registrationId: one.registrationId,
        expectedVersion: 1,
        home: { dwellingId: DWELLINGS.guichengFlat.dwellingId },
        movedOn: parsePlainDate('2016-12-01'),
      },
      materials: [paper('residence-permit')],
      inPerson: true,
      finding: null,
      write: 'paper',
      endorse: null,
      amendment: null,
    })
    assert.ok(moved.ok, JSON.stringify(moved))
    const other = await holder('4406000000031')
    const ended = await endPermit(registry.deps, at('2017-01-10'), {
      intentId: randomUUID(),
      permitId: other.permitId,
      event: 'local-hukou',
      happenedOn: parsePlainDate('2017-01-05'),
      note: '户口已迁入',
      document: '户口簿',
      cardTaken: true,
    })
    assert.ok(ended.ok, JSON.stringify(ended))
    assert.deepEqual((await standing(other.personId, '2017-01-11')).slice(0, 1), ['ended'])
  })

  it('有错的行带着全部理由退回，改好的退回文件可以再导；同号不同内容、同人不同名、已有证的都拦下', async () => {
    const bad = oldLine(40, {
      公民身份号码: '430524198104040000',
      民族: '火星',
      有效期至: '2013-02-30',
      移动电话: '123',
      村居区划: '440604011',
    })
    const young = oldLine(41, { 签发日期: '2016-01-04', 有效期至: '2017-01-03' })
    const elsewhere = oldLine(42, { 村居区划: '150802001001' })
    const sameNumber = oldLine(1, { 公民身份号码: String(oldLine(43)['公民身份号码']) })
    const otherName = oldLine(1, { 证件种类: '暂住证', 证件编号: 'ZZ0044', 姓名: '何大明', 有效期至: '2014-01-01' })
    const second = oldLine(1, { 证件编号: 'SECOND-1' })
    const file = fileOf('bad.csv', [bad, young, elsewhere, sameNumber, otherName, second, oldLine(45)])
    const done = await bring(file)
    assert.deepEqual([done.permits, done.rejected], [1, 6])
    assert.deepEqual(Object.fromEntries(done.reasons), {
      'id-number.check-digit-wrong': 1,
      'import.field-malformed': 4,
      'import.foreign-division': 1,
      'import.holds-permit': 1,
      'import.not-old': 1,
      'import.number-of-another': 1,
      'import.person-differs': 1,
    })
    const rejected = readFileSync(`${file}.rejected.csv`, 'utf8')
    assert.match(rejected, /^\uFEFF证件种类,.*原行号,原因\r\n/u)
    assert.match(rejected, /,2,最后一位.*民族.*火星/u)
    const mended = rejected.split('\r\n').filter((row) => row.includes('2016-01-04') || row.includes('原行号'))
    const next = join(folder, 'mended.csv')
    writeFileSync(next, mended.join('\r\n').replace('2016-01-04', '2015-12-04'))
    const again = await bring(next)
    assert.deepEqual([again.permits, again.rejected], [1, 0])
    assert.ok(!existsSync(`${next}.rejected.csv`))
  })

  it('开头的列不认识就停下，什么也不写', async () => {
    const file = join(folder, 'plain.csv')
    writeFileSync(file, 'a,b\r\n1,2\r\n')
    await assert.rejects(bring(file), /lacks the columns/)
  })

  it('一人有登记在先的：旧登记接到新登记之前，只多天数不多登记', async () => {
    const people = driveApplications(registry)
    const { person } = await people.register('2016-01-05', DWELLINGS.flat.dwellingId)
    const line = oldLine(60, { 姓名: person.name, 公民身份号码: person.idNumber, 登记日期: '2014-05-01' })
    assert.equal((await bring(fileOf('known.csv', [line]))).permits, 1)
    const { personId } = await holder(String(line['证件编号']))
    assert.equal((await standing(personId, '2016-03-01'))[2], '2014-05-01')
    assert.deepEqual(
      await registry.asOwner('select state from foshan.registration where person_id = $1 order by registered_on', [
        personId,
      ]),
      [{ state: 'ended' }, { state: 'recorded' }],
    )
  })
})
