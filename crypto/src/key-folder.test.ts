import assert from 'node:assert/strict'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { KeyFolderError } from './key-folder-error.ts'
import type { KeyFolderFault } from './key-folder-error.ts'
import { hasKeyFolder, openKeyFolder } from './key-folder.ts'
import { softProvider } from './soft-provider.ts'

let place = ''
let dir = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'anju 钥匙-'))
  dir = join(place, 'state', 'keys')
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const registry = { role: 'registry', create: false } as const
const initialise = { role: 'registry', create: true } as const

function assertFault(fault: KeyFolderFault, run: () => unknown): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof KeyFolderError)
    assert.equal(error.fault, fault)
    assert.match(error.message, /\. \S.{20,}\.$/, 'the message says the way out')
    return true
  })
}

test('made once, it opens again with the same keys and fingerprint, private to its owner', () => {
  assert.equal(hasKeyFolder(dir), false)
  const made = openKeyFolder(dir, initialise)
  const opened = openKeyFolder(dir, registry)
  assert.deepEqual(opened, made)
  assert.equal(hasKeyFolder(dir), true)
  assert.equal(statSync(dir).mode & 0o777, 0o700)
  for (const name of readdirSync(dir)) assert.equal(statSync(join(dir, name)).mode & 0o777, 0o600, name)
  assert.deepEqual(readdirSync(join(place, 'state')), ['keys'])
  const provider = softProvider(opened)
  assert.equal(
    provider.verify(provider.identity.signingPublicKey, Buffer.of(1), softProvider(made).sign(Buffer.of(1))),
    true,
  )
})

test('the fingerprint tells two installations apart and shows no secret', () => {
  const made = openKeyFolder(dir, initialise)
  const another = openKeyFolder(join(place, 'another'), initialise)
  assert.match(made.fingerprint, /^[0-9a-f]{64}$/)
  assert.notEqual(another.fingerprint, made.fingerprint)
  const shown = readFileSync(join(dir, 'folder.json'), 'utf8')
  const { rootKek, index, ledger, material, rowSeal, signing, encryption } = made.keys
  const secrets = [rootKek, index, ledger, material, rowSeal].map((key) => key.toString('hex'))
  for (const secret of [...secrets, signing.privateKey, encryption.privateKey])
    assert.equal(shown.includes(secret), false)
})

test('an absent folder stops the start; nothing is made silently', () => {
  assertFault('missing', () => openKeyFolder(dir, registry))
  assert.equal(existsSync(dir), false)
})

test('a new folder is never made over anything: keys, other files, or a file in its place', () => {
  const made = openKeyFolder(dir, initialise)
  assertFault('already-there', () => openKeyFolder(dir, initialise))
  assert.deepEqual(openKeyFolder(dir, registry), made)

  const occupied = join(place, 'occupied')
  mkdirSync(occupied)
  writeFileSync(join(occupied, 'letter.txt'), 'mine')
  assertFault('already-there', () => openKeyFolder(occupied, initialise))
  const file = join(place, 'file')
  writeFileSync(file, 'mine')
  assertFault('already-there', () => openKeyFolder(file, initialise))
  assert.deepEqual(readdirSync(occupied), ['letter.txt'])
  assert.deepEqual(readdirSync(place).toSorted(), ['file', 'occupied', 'state'])
})

test('an empty folder, as a mount gives it, may be taken', () => {
  mkdirSync(dir, { recursive: true, mode: 0o755 })
  openKeyFolder(dir, initialise)
  assert.equal(statSync(dir).mode & 0o777, 0o700)
})

test('a folder or file that others may read is refused, and so is a link', () => {
  openKeyFolder(dir, initialise)
  const key = join(dir, 'index-1.json')
  chmodSync(key, 0o640)
  assertFault('not-private', () => openKeyFolder(dir, registry))
  chmodSync(key, 0o600)
  chmodSync(dir, 0o705)
  assertFault('not-private', () => openKeyFolder(dir, registry))
  chmodSync(dir, 0o700)
  renameSync(key, join(place, 'moved.json'))
  symlinkSync(join(place, 'moved.json'), key)
  assertFault('not-private', () => openKeyFolder(dir, registry))
})

test('each missing file stops the start and is not replaced', () => {
  openKeyFolder(dir, initialise)
  for (const name of readdirSync(dir)) {
    const away = join(place, name)
    renameSync(join(dir, name), away)
    assertFault('incomplete', () => openKeyFolder(dir, registry))
    assert.equal(existsSync(join(dir, name)), false)
    renameSync(away, join(dir, name))
  }
  openKeyFolder(dir, registry)
})

test("a file from another folder, a damaged file and the other node's folder are told apart", () => {
  openKeyFolder(dir, initialise)
  const another = join(place, 'another')
  openKeyFolder(another, initialise)
  const key = join(dir, 'ledger.json')
  const own = readFileSync(key, 'utf8')

  copyFileSync(join(another, 'ledger.json'), key)
  assertFault('foreign', () => openKeyFolder(dir, registry))
  writeFileSync(
    key,
    own.replace(/"secret":"(.)/, (_, digit: string) => `"secret":"${digit === '0' ? '1' : '0'}`),
  )
  assertFault('damaged', () => openKeyFolder(dir, registry))
  writeFileSync(key, own.slice(0, 40))
  assertFault('damaged', () => openKeyFolder(dir, registry))
  writeFileSync(key, own)
  openKeyFolder(dir, registry)
  assertFault('wrong-role', () => openKeyFolder(dir, { role: 'card-service', create: false }))
})
