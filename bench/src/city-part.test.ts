import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { generateKeySet } from '@anju/crypto/key-set.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { ARRIVALS, OFFICIALS, RESIDENTS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { parseIdNumber } from '@anju/standards/id-number.ts'
import { makeCityPart } from './city-part.ts'
import type { CityPlan } from './city-plan.ts'
import { CITY_TABLES, type CityTable } from './city-table.ts'
import { arrivalNumber, cityNumbers } from './invented-number.ts'
import { HUKOU_PROVINCES } from './invented-person.ts'
import { fillTemplate, templateOf } from './replay.ts'

const crypto = softProvider({ keys: generateKeySet(), fingerprint: '0' })
const station = {
  officeId: '01520000-0000-7000-8000-000100001000',
  officialId: '01520000-0000-7000-8000-000200001000',
  postId: '01520000-0000-7000-8000-000300001000',
  code: '300',
  division: '440604011',
  zh: '张槎流管服务站',
}
const plan: CityPlan = {
  seed: 7,
  persons: 600,
  partSize: 300,
  endsOn: '2018-12-31',
  ledgerShare: 0.1,
  villages: [{ code: '440604011209', lanes: ['一街', '二街'] }],
  weights: [1],
  towns: {
    '440604011': { code: '440604011', names: { city: '佛山市', district: '禅城区', town: '张槎街道' }, station },
  },
  counties: Object.fromEntries(
    HUKOU_PROVINCES.map(({ code }) => [code, [{ code: `${code}0524`, name: '某省某市某县' }]]),
  ),
}
const parts = [0, 1].map((part) => makeCityPart(plan, part, crypto))

/** One column of a table over both parts. */
function column(table: CityTable, name: string): string[] {
  const at = (CITY_TABLES[table] as readonly string[]).indexOf(name)
  return parts.flatMap(({ lines }) => lines.get(table) ?? []).map((line) => line.trimEnd().split('\t')[at] ?? '')
}
const bytes = (hex: string | undefined) => Buffer.from((hex ?? '').slice(3), 'hex')

describe('a part of the generated city 生成的城市', () => {
  it("has every person once, with a valid number that is not the cast's, sealed under the person's own key", () => {
    const [ids, keys, cells, births] = ['person_id', 'dek_wrapped', 'id_enc', 'birth_on'].map((name) =>
      column('foshan.person', name),
    )
    assert.equal(ids?.length, 600)
    const cast = new Set(
      [...Object.values(ARRIVALS), ...Object.values(OFFICIALS), ...Object.values(RESIDENTS)].map(
        ({ idNumber }) => idNumber,
      ),
    )
    const numbers = (ids ?? []).map((personId, at) => {
      const place = { table: 'person', column: 'id_enc', rowId: personId, personId }
      const idNumber = crypto.open(place, bytes(cells?.[at]), bytes(keys?.[at])).toString()
      const parsed = parseIdNumber(idNumber, parsePlainDate('2016-12-31'))
      assert.ok(parsed.ok && parsed.value.birthOn === births?.[at], idNumber)
      assert.ok(!cast.has(idNumber))
      return idNumber
    })
    assert.equal(new Set(numbers).size, 600)
  })

  it('gives no address, receipt, acceptance, permit or card number twice', () => {
    const unique = [
      ['foshan.address', 'normal_text'],
      ['foshan.registration', 'receipt_no'],
      ['foshan.application', 'acceptance_no'],
      ['foshan.permit', 'permit_no'],
      ['foshan.card', 'stock_no'],
    ] as const
    for (const [table, name] of unique) {
      const values = column(table, name)
      assert.ok(values.length > 100, table)
      assert.equal(new Set(values).size, values.length, `${table}.${name}`)
    }
  })

  it('counts occupants and permits as the tables have them, and leaves the ledger without a gap', () => {
    const sum = (values: readonly string[]) => values.reduce((total, each) => total + Number(each), 0)
    assert.equal(
      sum(column('foshan.dwelling', 'occupants')),
      column('foshan.registration', 'ended_on').filter((on) => on === '\\N').length,
    )
    assert.equal(
      sum(column('foshan.dwelling', 'permits')),
      column('foshan.permit', 'state').filter((state) => state === 'in-force').length,
    )
    const seqs = column('foshan.ledger_leaf', 'seq')
      .map(Number)
      .sort((a, b) => a - b)
    assert.deepEqual(
      seqs,
      Array.from({ length: 120 }, (_, at) => at),
    )
  })

  it('has lives that a change of rules could touch: endorsed in time, late and not at all, moved, gone, from before 2016', () => {
    const permits = column('foshan.permit', 'permit_id')
    const endorsed = column('foshan.endorsement', 'permit_id')
    assert.ok(endorsed.length > permits.length / 3 && permits.some((id) => !endorsed.includes(id)))
    const years = new Map(permits.map((id, at) => [id, column('foshan.permit', 'issued_on')[at]?.slice(5) ?? '']))
    const days = column('foshan.endorsement', 'accepted_on')
    assert.ok(
      days.some((day, at) => day.slice(5) > (years.get(endorsed[at] ?? '') ?? '')),
      'somebody comes late',
    )
    assert.ok(column('foshan.permit', 'printed_expiry_on').some((day) => day > '2016-01-01' && day !== '\\N'))
    assert.ok(column('foshan.permit', 'end_reason').includes('left-city'))
    const follows = column('foshan.registration', 'follows')
    assert.ok(follows.some((id) => id !== '\\N') && follows.includes('\\N'))
  })

  it('is the same from the same seed, but for keys and nonces', () => {
    const again = makeCityPart(plan, 1, crypto)
    for (const table of [
      'foshan.address',
      'foshan.dwelling',
      'foshan.permit',
      'foshan.endorsement',
      'foshan.card',
    ] as const) {
      assert.deepEqual(again.lines.get(table), parts[1]?.lines.get(table), table)
    }
    assert.notDeepEqual(
      makeCityPart({ ...plan, seed: 8 }, 1, crypto).lines.get('foshan.address'),
      parts[1]?.lines.get('foshan.address'),
    )
  })

  it('has numbers for five million without a clash in any bucket, and arrivals that never meet them', () => {
    const numberOf = cityNumbers(5_000_000)
    for (const bucket of [0, 17, 4_999]) {
      const numbers = Array.from(
        { length: 1_000 },
        (_, turn) => numberOf(turn * 5_000 + bucket, (turn % 97) / 97).idNumber,
      )
      assert.equal(new Set(numbers).size, 1_000, `bucket ${bucket}`)
    }
    const arrivals = Array.from({ length: 20_000 }, (_, n) => arrivalNumber(n * 3_000 + (n % 3_000)).idNumber)
    assert.equal(new Set(arrivals).size, 20_000)
    assert.ok(arrivals.every((idNumber) => Number(idNumber.slice(14, 17)) < 500 && !idNumber.startsWith('440699')))
  })
})

describe('replay of captured statements', () => {
  it('makes ids and bytes afresh, the same wherever they stood twice, and keeps what is given', () => {
    const id = '01520000-0000-7000-8000-000000000001'
    const kept = '01520000-0000-7000-8000-000000000002'
    const token = Buffer.alloc(32, 1)
    const mac = Buffer.alloc(32, 2)
    const template = templateOf([
      [{ sql: 'begin', parameters: [] }],
      [{ sql: 'insert', parameters: [id, `${id}:2`, [kept, null], token, mac, [mac], 7] }],
    ])
    const [begin, insert] = fillTemplate(template, new Map([[kept, kept]]), new Set([token.toString('latin1')])).flat()
    assert.equal(begin?.name, undefined)
    const values = insert?.values ?? []
    assert.notEqual(values[0], id)
    assert.equal(values[1], `${String(values[0])}:2`)
    assert.deepEqual(values[2], [kept, null])
    assert.deepEqual(values[3], token)
    assert.notDeepEqual(values[4], mac)
    assert.deepEqual(values[5], [values[4]])
    assert.equal(values[6], 7)
  })
})
