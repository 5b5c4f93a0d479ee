import assert from 'node:assert/strict'
import { test } from 'node:test'
import { globalFaults } from './forbidden-global.ts'
import { listSources } from './repository.ts'
import { parseSource, sourceOf } from './source.ts'

const faultsOf = (path: string, text: string) => globalFaults(parseSource(path, text))

test('clock, random, environment and network are read only where the house allows it', () => {
  assert.deepEqual(
    listSources()
      .map(sourceOf)
      .flatMap((source) => globalFaults(source)),
    [],
  )
})

test('a forbidden read is found (negative control)', () => {
  const forbidden: [string, string][] = [
    ['domain/src/x.ts', 'export const a = Date.now()'],
    ['domain/src/x.ts', 'export const a = new Date(2016, 0, 5)'],
    ['domain/src/x.ts', 'export const a = Math.random()'],
    ['domain/src/x.ts', 'export const a = globalThis.Math.random()'],
    ['standards/src/x.ts', 'export const a = process.platform'],
    ['standards/src/x.ts', 'setTimeout(() => undefined, 1)'],
    ['contract/src/x.ts', `export const a = fetch('/api')`],
    ['contract/src/x.ts', `export const a = globalThis.fetch('/api')`],
    ['server/src/usecases/x.ts', 'export const today = new Date()'],
    ['server/src/store/x.ts', 'export const at = Date.now()'],
    ['server/src/store/x.ts', `export const url = process.env['DATABASE_URL']`],
    ['server/src/usecases/x.ts', 'export const id = crypto.randomUUID()'],
    ['platform/src/database/x.ts', 'export const at = performance.now()'],
    ['crypto/src/sm3.ts', 'export const a = Math.random()'],
    ['domain/src/x.ts', `import { Temporal } from 'temporal-polyfill'\nexport const a = Temporal.Now.instant()`],
  ]
  for (const [path, text] of forbidden) assert.equal(faultsOf(path, text).length, 1, `${path}: ${text}`)
})

test('an argument, a member, a key or a type of the same name is let through', () => {
  const allowed: [string, string][] = [
    ['contract/src/x.ts', 'export const call = (options: { fetch: typeof globalThis.fetch }) => options.fetch'],
    ['contract/src/x.ts', 'export function call({ fetch }: { fetch: (path: string) => void }) {\n  fetch("/api")\n}'],
    ['contract/src/x.ts', 'export function call(options: Options) {\n  const { fetch } = options\n  return fetch\n}'],
    ['domain/src/x.ts', 'export const a = { process: 1 }'],
    ['domain/src/x.ts', 'export const a = Math.floor(2.5)'],
    ['server/src/http/x.ts', 'export const at = Date.now()'],
    ['server/src/usecases/x.ts', 'export const instant = (at: string) => new Date(at)'],
    ['server/src/usecases/x.test.ts', 'export const at = Date.now()'],
  ]
  for (const [path, text] of allowed) assert.deepEqual(faultsOf(path, text), [], text)
})
