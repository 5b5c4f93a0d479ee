import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WORD_TABLES } from '@anju/contract/message/find-word.ts'
import { APPLICATION_EVENTS, APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { CHANNELS, DUTIES, ROLES, STEPS } from '@anju/domain/policy/workflow-policy.ts'
import { REGISTRATION_EVENTS, REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import { glossaryFaults, glossaryRows, librariesOf, linkFaults, wordsOf } from './document-fault.ts'
import { isKnownClause } from '@anju/dev/law-reference.ts'
import { exists, listFiles, listSources, readFile } from './repository.ts'
import { sourceOf } from './source.ts'

const documents = listFiles().filter((path) => path.endsWith('.md'))
const decisions = documents.filter((path) => /^docs\/adr\/\d{4}-/.test(path))
const rows = glossaryRows(readFile('GLOSSARY.md'))

test('every link between documents leads somewhere', () => {
  assert.ok(documents.length > 8)
  assert.deepEqual(
    documents.flatMap((path) => linkFaults(path, readFile(path))),
    [],
  )
})

test('a dead link is found (negative control)', () => {
  assert.equal(linkFaults('README.md', 'See [there](docs/nowhere.md).').length, 1)
  assert.equal(linkFaults('docs/x.md', 'See [there](README.md).').length, 1)
  assert.equal(linkFaults('README.md', 'See [below](#nowhere).').length, 1)
  assert.deepEqual(
    linkFaults('docs/x.md', '# Here\n[up](../package.json) [web](https://example.org) [here](#here)'),
    [],
  )
})

test('every decision stands in the index, under its own number', () => {
  const index = readFile('docs/adr/README.md')
  assert.deepEqual(
    decisions.filter((path) => !index.includes(`(${path.replace('docs/adr/', '')})`)),
    [],
  )
  const numbers = decisions.map((path) => /\d{4}/.exec(path)?.[0] ?? '')
  assert.deepEqual(
    numbers.filter((number, at) => numbers.indexOf(number) !== at),
    [],
  )
})

test('every decision that is mentioned exists', () => {
  const numbers = decisions.map((path) => /\d{4}/.exec(path)?.[0] ?? '')
  const mentioned = listFiles()
    .filter((path) => /\.(md|ts|tsx|mjs|sql|yaml)$/.test(path))
    .flatMap((path) =>
      [...readFile(path).matchAll(/\bADR[ -](\d{4})\b/g)].map(([, number = '']) => `${path} ${number}`),
    )
  assert.deepEqual(
    mentioned.filter((mention) => !numbers.includes(mention.slice(-4))),
    [],
  )
})

test('every library has a reason in a decision', () => {
  const text = decisions.map(readFile).join('\n')
  const packages = listFiles().filter((path) => /(^|\/)package\.json$/.test(path))
  const libraries = [...new Set(packages.flatMap((path) => librariesOf(readFile(path))))]
  assert.ok(libraries.length > 20)
  assert.deepEqual(libraries.filter((name) => !text.includes(`\`${name}\``)).toSorted(), [])
  assert.deepEqual(librariesOf('{"dependencies":{"@anju/x":"*","left-pad":"1"},"devDependencies":{"y":"1"}}'), [
    'left-pad',
    'y',
  ])
})

const code = wordsOf(
  listFiles()
    .filter((path) => /\.(ts|tsx|sql|yaml)$/.test(path) && !path.startsWith('tests/house-rules/'))
    .map(readFile)
    .join('\n'),
)

test('every word of the glossary is used by the code and comes from a clause, or is ours', () => {
  assert.ok(rows.length > 150)
  assert.deepEqual(
    rows.flatMap((row) => glossaryFaults(row, (name) => code.has(name), isKnownClause)),
    [],
  )
})

test('a bad row of the glossary is found (negative control)', () => {
  const bad = '| 月亮 | moon | `moonPhase` | XX-1:1 | sun |\n| 太阳 |  | `permit` | ours |  |'
  const faults = glossaryRows(bad).flatMap((row) => glossaryFaults(row, (name) => name === 'permit', isKnownClause))
  assert.deepEqual(faults, [
    'GLOSSARY.md:1 cites XX-1:1',
    'GLOSSARY.md:1 names moonPhase, which the code does not have',
    'GLOSSARY.md:2 has an empty cell',
  ])
})

/** Types that only give a rule its parts are no words of the trade. */
const SHAPE_OF_A_RULE = /(Facts|Policy|Guard|Event|State|Key|Kind|Use|Progress|Subject|Outcome|Business)$/

test('every noun that the domain exports is in the glossary', () => {
  const known = new Set(rows.flatMap(({ identifiers }) => identifiers))
  const nouns = listSources()
    .filter((path) => path.startsWith('domain/src/') && !path.endsWith('.test.ts'))
    .flatMap((path) => sourceOf(path).exports)
    .filter(({ name, isType }) => isType && /^[A-Z]/.test(name) && !SHAPE_OF_A_RULE.test(name))
    .map(({ name }) => name)
  assert.ok(nouns.length > 40)
  assert.deepEqual(nouns.filter((name) => !known.has(name)).toSorted(), [])
})

test('the glossary and the screens have the same words for states, events, steps, duties, roles and channels', () => {
  const tables = [
    ['registration-state', REGISTRATION_STATES],
    ['registration-event', REGISTRATION_EVENTS],
    ['application-state', APPLICATION_STATES],
    ['application-event', APPLICATION_EVENTS],
    ['step', STEPS],
    ['duty', DUTIES],
    ['role', ROLES],
    ['channel', CHANNELS],
  ] as const
  const words = rows.map(({ zh, en, identifiers }) => `${identifiers[0]}|${zh}|${en}`)
  const absent = tables.flatMap(([table, keys]) => {
    const screen: Readonly<Record<string, { zh: string; en: string }>> = WORD_TABLES[table]
    return keys.map((key) => `${key}|${screen[key]?.zh}|${screen[key]?.en}`)
  })
  assert.deepEqual(
    absent.filter((row) => !words.includes(row)),
    [],
  )
})

test('the pages that a newcomer looks for are there', () => {
  const pages = ['README', 'ARCHITECTURE', 'GLOSSARY', 'CONTRIBUTING', 'CHANGELOG', 'SECURITY'].map(
    (name) => `${name}.md`,
  )
  assert.deepEqual(
    [...pages, 'LICENSE', 'docs/adr/README.md'].filter((path) => !exists(path)),
    [],
  )
})
