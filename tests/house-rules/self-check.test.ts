import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ASVS_REQUIREMENTS, requirementsOf } from './asvs-requirement.ts'
import { linkFaults } from './document-fault.ts'
import { readFile } from './repository.ts'

const ASVS = 'docs/security/asvs-5-level-2.md'
const MLPS = 'docs/security/mlps-level-3.md'
const STATES = ['met', 'operator', 'n/a', 'not yet']

type Row = { readonly cells: readonly string[]; readonly state: string; readonly shownBy: string }

function rowsOf(text: string): readonly Row[] {
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('| ') || /^\| (requirement|项) /.test(line)) return []
    const cells = line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '').trim())
    return [{ cells, state: cells.at(-2) ?? '', shownBy: cells.at(-1) ?? '' }]
  })
}

/** What is wrong with the rows of a self-check: no state we know, nothing that shows a row that is met, no reason for another. */
function rowFaults(path: string, text: string): readonly string[] {
  return [
    ...linkFaults(path, text),
    ...rowsOf(text).flatMap(({ cells, state, shownBy }) => {
      const row = `${path}: ${cells[0] ?? ''}`
      if (!STATES.includes(state)) return [`${row} has the state ${state}`]
      if (state === 'met' && !/\]\(|`npm run/.test(shownBy) && shownBy.length < 30) return [`${row} is met by nothing`]
      return shownBy.length < 5 ? [`${row} has no reason`] : []
    }),
  ]
}

/** Numbers that are missing, doubled, or not of the standard. */
function numberFaults(text: string): readonly string[] {
  const named = rowsOf(text).flatMap(({ cells }) => requirementsOf(cells[0] ?? ''))
  return [
    ...ASVS_REQUIREMENTS.filter((number) => !named.includes(number)).map((number) => `${number} is missing`),
    ...named.filter((number) => !ASVS_REQUIREMENTS.includes(number)).map((number) => `${number} is not of level 2`),
    ...named.filter((number, at) => named.indexOf(number) !== at).map((number) => `${number} stands twice`),
  ]
}

test('ASVS 5.0 level 2: all 253 requirements, each once, each with its test or its reason', () => {
  assert.equal(ASVS_REQUIREMENTS.length, 253)
  assert.deepEqual(numberFaults(readFile(ASVS)), [])
  assert.deepEqual(rowFaults(ASVS, readFile(ASVS)), [])
})

test('等保三级: every item of 8.1.4, 8.1.5 and of GB/T 39786 8.4 has its test or its reason', () => {
  const text = readFile(MLPS)
  assert.deepEqual(rowFaults(MLPS, text), [])
  for (let item = 1; item <= 11; item += 1)
    assert.match(text, new RegExp(`^## .*8\\.1\\.4\\.${item}$`, 'm'), `8.1.4.${item}`)
  for (const item of ['8.1.5.1', '8.1.5.2', '8.1.5.3', '8.1.5.4']) assert.ok(text.includes(`| ${item} |`), item)
  const own = text.slice(text.indexOf('## 密码应用'))
  for (const item of 'abcdefgh') assert.ok(own.includes(`\n| ${item} |`), `39786 ${item}`)
})

test('a missing number, a dead link and an empty promise are found (negative control)', () => {
  assert.deepEqual(requirementsOf('1.2.6–1.2.8, 1.3.1'), ['1.2.6', '1.2.7', '1.2.8', '1.3.1'])
  const bad = '| 1.1.1 | met | yes |\n| 1.1.1, 1.9.9 | perhaps | [x](../../tests/nowhere.test.ts) |\n'
  assert.equal(numberFaults(bad).length, 254)
  assert.deepEqual(rowFaults(ASVS, bad), [
    `${ASVS}: ../../tests/nowhere.test.ts leads nowhere`,
    `${ASVS}: 1.1.1 is met by nothing`,
    `${ASVS}: 1.1.1, 1.9.9 has the state perhaps`,
  ])
})
