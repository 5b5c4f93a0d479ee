import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IMPORT_EXCEPTIONS } from './import-exception.ts'
import { importCycles, importFaults, undeclaredFaults } from './import-fault.ts'
import { ownPath } from './import-table.ts'
import { exists, listSources, readFile } from './repository.ts'
import { parseSource, sourceOf } from './source.ts'

const sources = listSources().map(sourceOf)

/** Faults of a made-up file. */
const faultsOf = (path: string, text: string) => importFaults(parseSource(path, text))

test('every file imports only what the table of its part allows', () => {
  assert.deepEqual(sources.flatMap(importFaults), [])
})

test('every exception is still needed', () => {
  const stale = IMPORT_EXCEPTIONS.filter(({ path, specifier }) => {
    const source = sources.find((one) => one.path === path)
    return source?.imports.some((one) => one.specifier === specifier) !== true
  })
  assert.deepEqual(stale, [])
})

test('an import that the table forbids is found (negative control)', () => {
  const forbidden: [string, string][] = [
    ['domain/src/permit/x.ts', `import { pool } from '@anju/platform/database/pool.ts'`],
    ['domain/src/permit/x.ts', `import type { Pool } from '@anju/platform/database/pool.ts'`],
    ['domain/src/permit/x.ts', `import { join } from 'node:path'`],
    ['standards/src/x.ts', `import pg from 'pg'`],
    ['standards/src/x.ts', `export { a } from '@anju/domain/kernel/id.ts'`],
    ['contract/src/x.ts', `import { deps } from '@anju/server/deps.ts'`],
    ['server/src/store/x.ts', `import { endorse } from '../usecases/endorse-permit.ts'`],
    ['server/src/store/x.ts', `import { decideFee } from '@anju/domain/fee/decide-fee.ts'`],
    ['server/src/usecases/x.ts', `import { ROUTES } from '@anju/contract/route-table.ts'`],
    ['server/src/http/x.ts', `import { findPerson } from '../store/person.ts'`],
    ['server/src/workers/x.ts', `import { mount } from '../http/mount.ts'`],
    ['card-service/src/x.ts', `import { PlainDate } from '@anju/domain/kernel/plain-date.ts'`],
    ['exchange/src/x.ts', `const late = await import('@anju/domain/kernel/id.ts')`],
    ['faces/counter/src/x.tsx', `import { work } from '@anju/server/work.ts'`],
    ['faces/kit/src/x.tsx', `import { page } from '@anju/face-counter/page.tsx'`],
    ['platform/src/x.ts', `import { hash } from 'node:crypto'`],
    ['server/src/x.ts', `import { cast } from '@anju/dev/cast.ts'`],
    ['dev/src/x.ts', `import { walk } from '@anju/tests/walk.ts'`],
    ['domain/src/permit/x.ts', `import { a } from '../kernel/index.ts'`],
    ['somewhere/x.ts', ''],
    ['domain/src/permit/x.ts', `import { heldLaw } from '../../test/held-law.ts'`],
  ]
  for (const [path, text] of forbidden) assert.equal(faultsOf(path, text).length, 1, `${path}: ${text}`)
})

test('an import that the table allows is let through', () => {
  const allowed: [string, string][] = [
    ['domain/src/permit/x.ts', `import { z } from 'zod'\nimport { isSex } from '@anju/standards/code/sex.ts'`],
    ['server/src/store/x.ts', `import type { Fee } from '@anju/domain/fee/decide-fee.ts'`],
    ['server/src/store/x.db.test.ts', `import { start } from '@anju/platform/launcher/postgres.ts'`],
    ['faces/counter/src/x.tsx', `import { Button } from 'antd'\nimport { api } from '@anju/face-kit/api.tsx'`],
    ['tests/journeys/x.test.ts', `import { start } from '@anju/dev/start.ts'`],
  ]
  for (const [path, text] of allowed) assert.deepEqual(faultsOf(path, text), [])
})

test('every import of our own leads to a file', () => {
  const lost = sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, line }) => {
      const own = ownPath(specifier, path)
      return own === undefined || exists(own) ? [] : [`${path}:${line} ${specifier}`]
    }),
  )
  assert.deepEqual(lost, [])
})

test('no file imports itself by a detour, types included', () => {
  assert.deepEqual(importCycles(sources), [])
})

test('a cycle is found, also one of types only (negative control)', () => {
  const cycle = [
    parseSource('a/x.ts', `import type { Y } from './y.ts'`),
    parseSource('a/y.ts', `import { z } from './z.ts'`),
    parseSource('a/z.ts', `export { x } from './x.ts'`),
  ]
  assert.deepEqual(importCycles(cycle), ['a/x.ts → a/y.ts → a/z.ts → a/x.ts'])
})

/** What the package of a file names, itself included; tools that every package uses stand at the root. */
function declaredFor(path: string): ReadonlySet<string> {
  const folders = path.split('/').slice(0, -1)
  while (folders.length > 0 && !exists([...folders, 'package.json'].join('/'))) folders.pop()
  const own = [...folders, 'package.json'].join('/')
  return new Set([own, 'package.json'].flatMap((file) => namesIn(readFile(file))))
}

function namesIn(text: string): readonly string[] {
  const house = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, string>> & string>>
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
  return [String(house['name']), ...kinds.flatMap((kind) => Object.keys(house[kind] ?? {}))]
}

test('every package names what it imports', () => {
  // Tests use what the tests' own package names, and a build's set-up what dev names.
  const shipped = sources.filter(({ path }) => !/\.test\.tsx?$|\/test\/|vite\.config\.ts$/.test(path))
  assert.deepEqual(
    shipped.flatMap((source) => undeclaredFaults(source, declaredFor)),
    [],
  )
})

test('a package that is not named is found (negative control)', () => {
  const source = parseSource('domain/src/x.ts', `import { z } from 'zod'\nimport pg from 'pg'\nimport './y.ts'`)
  assert.deepEqual(undeclaredFaults(source, declaredFor), [
    'domain/src/x.ts:2 imports pg, which its package.json does not name',
  ])
})
