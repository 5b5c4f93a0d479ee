import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkFaults } from './document-fault.ts'
import { readFile } from './repository.ts'

const THREATS = 'docs/security/threats.md'
const NAMES = Array.from({ length: 21 }, (_, at) => `T${at + 1}`)

/** What is wrong with the table of threats: one missing or doubled, a file that is not there, a measure or a figure left out. */
function threatFaults(text: string): readonly string[] {
  const rows = text.split('\n').flatMap((line) => {
    const [, name, ...cells] = line.split(/(?<!\\)\|/).map((cell) => cell.trim())
    const [, number] = /^(T\d+) /.exec(name ?? '') ?? []
    return number === undefined ? [] : [{ number, cells: cells.slice(0, 3) }]
  })
  const named = rows.map(({ number }) => number)
  return [
    ...linkFaults(THREATS, text),
    ...NAMES.filter((name) => !named.includes(name)).map((name) => `${name} is missing`),
    ...named
      .filter((name, at) => !NAMES.includes(name) || named.indexOf(name) !== at)
      .map((name) => `${name} is too many`),
    ...rows.flatMap(({ number, cells: [measures = '', tests = '', figure = ''] }) => [
      ...(measures === '' || figure === '' ? [`${number} says no measure or no figure`] : []),
      ...(/\]\([^)]*\.(?:test\.ts|yaml)\)/.test(tests) || tests === 'not built' ? [] : [`${number} names no test`]),
    ]),
  ]
}

test('威胁表 · each threat has its measures, tests that are there, and a figure or that there is none', () => {
  assert.deepEqual(threatFaults(readFile(THREATS)), [])
})

test('a threat that is missing, doubled, without test or with one that is gone is found (negative control)', () => {
  const text = readFile(THREATS)
  const line = text.split('\n').find((each) => each.startsWith('| T8 ')) ?? ''
  assert.deepEqual(threatFaults(text.replace(line, '')), ['T8 is missing'])
  assert.deepEqual(threatFaults(text.replace(line, `${line}\n${line}`)), ['T8 is too many'])
  assert.deepEqual(threatFaults(text.replace(line, '| T8 x | measured | by nobody | – |')), ['T8 names no test'])
  assert.equal(threatFaults(text.replaceAll('ledger-tampering.long.test.ts', 'gone.test.ts')).length, 1)
})
