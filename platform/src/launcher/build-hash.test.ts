import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildHash, settingsHash } from './build-hash.ts'
import { parseEnvironment } from './environment.ts'

test('改动可见 · a changed, added or renamed file changes the hash; a test beside it does not', () => {
  const root = mkdtempSync(join(tmpdir(), 'anju-build-'))
  mkdirSync(join(root, 'server/src'), { recursive: true })
  const write = (name: string, text: string): string => {
    writeFileSync(join(root, 'server/src', name), text)
    return buildHash(root)
  }
  const first = write('app.ts', 'export const x = 1')
  assert.equal(buildHash(root), first)
  assert.equal(write('app.test.ts', 'anything'), first)
  const changed = write('app.ts', 'export const x = 2')
  assert.notEqual(changed, first)
  assert.notEqual(write('other.ts', ''), changed)
  rmSync(root, { recursive: true })
})

test('设置的指纹不含口令 · settings have a hash that changes with them and not with a password', () => {
  const of = (more: NodeJS.ProcessEnv) =>
    settingsHash(parseEnvironment({ ANJU_HOME: '/srv/anju', ...more }, 'registry'))
  const url = (password: string) => ({ DATABASE_URL: `postgresql://u:${password}@127.0.0.1:5432/d` })
  assert.equal(of(url('one-long-password')), of(url('two-long-password')))
  assert.notEqual(of({ PORT: '1' }), of({ PORT: '2' }))
})
