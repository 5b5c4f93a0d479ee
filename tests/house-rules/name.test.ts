import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALLOWED_NAMES, exportFaults, pathFaults, UNNAMED_FILES } from './name-fault.ts'
import { exists, listFiles, listSources, readFile } from './repository.ts'
import { parseSource, sourceOf } from './source.ts'

const LINES_MAX = 500
const exportFaultsOf = (path: string, text: string) => exportFaults(parseSource(path, text))

/** Files that have more lines than a reader keeps in mind. */
function longFaults(path: string, text: string): readonly string[] {
  const lines = text.trimEnd().split('\n').length
  return lines > LINES_MAX ? [`${path}: ${lines} lines`] : []
}

test('files and folders are kebab-case, and no name says nothing', () => {
  assert.deepEqual(listFiles().flatMap(pathFaults), [])
})

test('a badly named file or folder is found (negative control)', () => {
  for (const path of [
    'domain/src/permit/decideFee.ts',
    'domain/src/Permit/decide-fee.ts',
    'domain/src/permit/decide_fee.ts',
    'domain/src/permit-helpers/decide-fee.ts',
    'domain/src/permit/permit-utils.ts',
    'server/src/permit-manager.ts',
    'server/src/process/permit.ts',
    'docs/Adr-one.md',
  ]) {
    assert.equal(pathFaults(path).length, 1, path)
  }
  for (const path of [
    'README.md',
    'server/migrations/city/20260101T120000Z-registry.sql',
    'law/packs/foshan/2016-01-01.yaml',
    'platform/src/database/pool.ts',
    '.ci/run',
    'docs/adr/0001-why.md',
  ]) {
    assert.deepEqual(pathFaults(path), [], path)
  }
})

test('exports have names, are imported where they are made, and give the file its name', () => {
  assert.deepEqual(
    listSources()
      .map(sourceOf)
      .flatMap((source) => exportFaults(source)),
    [],
  )
})

test('a default export, a barrel, an empty word and a file named after nothing are found (negative control)', () => {
  const bad: [string, string][] = [
    ['domain/src/permit/permit.ts', 'export const permit = 1\nexport default permit'],
    ['domain/src/permit/permit.ts', `export * from './permit-id.ts'\nexport const permit = 1`],
    ['domain/src/permit/permit.ts', `export { feeOf } from './fee.ts'\nexport const permit = 1`],
    ['domain/src/permit/permit.ts', 'export const permitManager = 1'],
    ['domain/src/permit/permit.ts', 'export type PermitInfo = string'],
    ['domain/src/permit/permit.ts', 'export const permit = 1\nfunction processAll() {}'],
    ['domain/src/permit/decide-fee.ts', 'export const feeOf = 1'],
    ['domain/src/permit/lane.ts', 'export const permit = 1'],
    ['domain/src/permit/permit.ts', 'const permit = 1'],
  ]
  for (const [path, text] of bad) assert.equal(exportFaultsOf(path, text).length, 1, text)
  assert.deepEqual(exportFaultsOf('domain/src/permit/decide-fee.ts', 'export function decideFee() {}'), [])
  assert.deepEqual(exportFaultsOf('domain/src/permit/permit.ts', 'export const permit = 1\nconst database = 2'), [])
})

test('every exception is of a file that is still there', () => {
  const paths = [...ALLOWED_NAMES, ...UNNAMED_FILES].map(({ path }) => path)
  assert.deepEqual(
    paths.filter((path) => !exists(path)),
    [],
  )
})

test(`no source file has more than ${LINES_MAX} lines`, () => {
  const files = listFiles().filter((path) => /\.(ts|tsx|mjs|sql|css)$/.test(path) && !path.endsWith('.generated.ts'))
  assert.deepEqual(
    files.flatMap((path) => longFaults(path, readFile(path))),
    [],
  )
  assert.equal(longFaults('x.ts', 'line\n'.repeat(LINES_MAX)).length, 0)
  assert.equal(longFaults('x.ts', 'line\n'.repeat(LINES_MAX + 1)).length, 1)
})
