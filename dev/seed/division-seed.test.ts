import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parseTable, toRow, writeCsv } from './build-division-seed.ts'

const file = new URL('../../server/seed/divisions.csv.gz', import.meta.url)
const lines = gunzipSync(await readFile(file))
  .toString('utf8')
  .trimEnd()
  .split('\n')
const rows = new Map(
  lines.slice(1).map((line) => {
    const [code = '', name = '', level = '', parentCode = '', statistical = '', validFrom = '', source = ''] =
      line.split(',')
    return [code, { name, level, parentCode, isStatistical: statistical === 't', validFrom, source }]
  }),
)

function below(parent: string, level: string): string[] {
  return [...rows].filter(([code, row]) => row.level === level && code.startsWith(parent)).map(([code]) => code)
}

function counted(level: string, isStatistical: boolean): number {
  return [...rows.values()].filter((row) => row.level === level && row.isStatistical === isStatistical).length
}

test('the whole country: counts per level, administrations and statistical units', () => {
  const levels = ['province', 'prefecture', 'county', 'town', 'village']
  const counts = levels.map((level) => [counted(level, false), counted(level, true)])
  assert.deepEqual(counts, [
    [34, 0],
    [333, 9],
    [2855, 124],
    [38641, 2710],
    [605498, 15074],
  ])
})

test('sorted, no code twice, every parent present, every line whole', () => {
  assert.equal(lines[0], 'code,name,level,parent_code,is_statistical,valid_from,source')
  assert.equal(rows.size, lines.length - 1)
  const codes = [...rows.keys()]
  assert.ok(codes.every((code, at) => at === 0 || code > (codes[at - 1] ?? '')))
  const orphans = [...rows].filter(([, { level, parentCode }]) => (level === 'province') !== (parentCode === ''))
  assert.deepEqual(orphans, [])
  assert.deepEqual(
    [...rows.values()].filter(({ parentCode }) => parentCode !== '' && !rows.has(parentCode)),
    [],
  )
  assert.deepEqual(
    [...rows.values()].filter(({ name }) => name === '' || name !== name.trim()),
    [],
  )
})

test('佛山: five districts and their 32 towns and subdistricts', () => {
  const towns: Readonly<Record<string, string>> = {
    '440604 禅城区': '010石湾镇街道 011张槎街道 012祖庙街道 100南庄镇',
    '440605 南海区': '011桂城街道 121九江镇 122西樵镇 123丹灶镇 124狮山镇 125大沥镇 126里水镇',
    '440606 顺德区':
      '003伦教街道 004勒流街道 005大良街道 006容桂街道 101陈村镇 102北滘镇 103乐从镇 104龙江镇 105杏坛镇 106均安镇',
    '440607 三水区': '001西南街道 004云东海街道 101大塘镇 103乐平镇 104白坭镇 105芦苞镇 106南山镇',
    '440608 高明区': '004荷城街道 106杨和镇 107明城镇 108更合镇',
  }
  assert.equal(rows.get('4406')?.name, '佛山市')
  assert.deepEqual(
    below('4406', 'county').map((code) => `${code} ${rows.get(code)?.name}`),
    Object.keys(towns),
  )
  const expected = Object.entries(towns).flatMap(([district, names]) =>
    names.split(' ').map((town) => district.slice(0, 6) + town),
  )
  const found = below('4406', 'town').filter((code) => rows.get(code)?.isStatistical === false)
  assert.deepEqual(
    found.map((code) => code + rows.get(code)?.name),
    expected,
  )
  assert.equal(found.length, 32)
  assert.equal(below('4406', 'town').length, 41)
  assert.equal(below('4406', 'village').length, 818)
})

test('临河区 150802 of 巴彦淖尔市: 22 towns, two of them farms, 241 villages', () => {
  assert.equal(rows.get('150802')?.name, '临河区')
  assert.equal(rows.get('1508')?.name, '巴彦淖尔市')
  const towns = below('150802', 'town')
  assert.equal(towns.length, 22)
  assert.equal(towns.filter((code) => rows.get(code)?.isStatistical).length, 2)
  assert.equal(below('150802', 'village').length, 241)
})

test('cities without counties have their towns directly below', () => {
  assert.equal(rows.has('441900'), false)
  assert.equal(rows.get('441900003')?.parentCode, '4419')
  assert.ok(below('4420', 'town').length > 20)
})

test('new counties are there from the day they were announced; what is older has no first day', () => {
  assert.deepEqual(rows.get('653229'), {
    name: '和安县',
    level: 'county',
    parentCode: '6532',
    isStatistical: false,
    validFrom: '2024-12-27',
    source: 'announced',
  })
  assert.equal([...rows.values()].filter(({ validFrom }) => validFrom !== '').length, 2)
})

test('the file stays small enough to be committed', async () => {
  assert.ok((await stat(file)).size < 6_000_000)
})

test('a line of another shape stops the build', () => {
  assert.throws(() => parseTable('code,name\n44,"广东省"\nx,"?"'), /not a row/)
  assert.throws(() => toRow('4406041', '错', 'test'), /not a division/)
  assert.deepEqual(toRow('441900', '东莞市', 'test'), [])
})

test('rows are written in the order of their codes', () => {
  const csv = writeCsv(['4406', '44', '440604'].flatMap((code) => toRow(code, '某地', 'test')))
  assert.deepEqual(
    csv.split('\n').map((line) => line.split(',')[0]),
    ['code', '44', '4406', '440604', ''],
  )
})
