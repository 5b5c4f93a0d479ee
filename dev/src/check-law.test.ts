import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { lawFaults } from './check-law.ts'

const LAW = fileURLToPath(new URL('../../law', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'anju-law-'))
after(() => rmSync(folder, { recursive: true }))

let copies = 0
/** The law with one file written otherwise, or added. */
function faultsWith(path: string, change: (text: string) => string, from = path): readonly string[] {
  copies += 1
  const copy = join(folder, String(copies))
  cpSync(LAW, copy, { recursive: true })
  writeFileSync(join(copy, path), change(readFileSync(join(LAW, from), 'utf8')))
  return lawFaults(copy)
}
const LINHE = 'packs/linhe/2017-04-24.yaml'
const NEXT = 'packs/linhe/2027-01-01.yaml'
const begun = (text: string) => text.replaceAll('2017-04-24', '2027-01-01')

describe('the check of a folder of law', () => {
  it('the law of this house has no fault', () => assert.deepEqual(lawFaults(LAW), []))
  it('a copy of a pack under a later first day has none either', () =>
    assert.deepEqual(faultsWith(NEXT, begun, LINHE), []))
  it('a copy that keeps the old id is told where it belongs', () => {
    assert.deepEqual(
      faultsWith(NEXT, (text) => text, LINHE),
      [
        `${NEXT}: its id says linhe/2017-04-24, so it belongs in ${LINHE}`,
        'packs: two packs begin on the first day of linhe/2017-04-24',
      ],
    )
  })
  for (const [what, from, to, fault] of [
    ['a key written wrong', '\nproduction:\n', '\nproductoin:\n', /production: Invalid input/],
    ['a value without a clause', '    law: LH-2017-36:三.二\n', '', /law: Invalid input/],
    [
      'a clause that is in no book',
      'LH-2017-36:三.二(5)',
      'LH-2017-36:三.二(9)',
      /LH-2017-36:三\.二\(9\) is not in books/,
    ],
    [
      'more than the regulation allows',
      '    value: 15\n',
      '    value: 16\n',
      /production\.days leaves the bounds.*CN-663:9\.6/,
    ],
    [
      'a step that nobody signs',
      'register: { roles: [registrar], signed: true',
      'register: { roles: [registrar], signed: false',
      /workflow\.duties\.register\.signed: who does this signs it \(FS-2016-14:三\.三\)/,
    ],
    ['a file that is no YAML', 'id: linhe', 'id: [linhe', /linhe\/2027-01-01\.yaml: /],
    ['a day that does not exist', 'inForceFrom: 2027-01-01', 'inForceFrom: 2027-02-30', /inForceFrom: Not a real day/],
  ] as const) {
    it(`${what} is told with its place`, () => {
      const faults = faultsWith(NEXT, (text) => begun(text).replace(from, to), LINHE)
      assert.ok(
        faults.some((one) => fault.test(one)),
        faults.join('\n') || 'no fault',
      )
    })
  }
  it('a calendar with a day of another year, and one that leaves a hole', () => {
    const other = faultsWith(
      'calendars/2027.yaml',
      (text) => text.replace('year: 2026', 'year: 2027'),
      'calendars/2026.yaml',
    )
    assert.match(other.join('\n'), /2026-01-01 stands in the calendar of 2027/)
    const hole = faultsWith('calendars/2028.yaml', (text) => text.replaceAll('2026', '2028'), 'calendars/2026.yaml')
    assert.match(hole.join('\n'), /the year before 2028 is missing/)
  })
})
