import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { openKeyFolder } from './key-folder.ts'
import type { KeyFolder } from './key-folder.ts'
import { verifyKeyList, wasSigningAt } from './key-list.ts'
import { destroyKey, rotateKey } from './key-rotation.ts'
import { softProvider } from './soft-provider.ts'
import { UnknownKey } from './unknown-key.ts'

const PERSON = '0198c0de-0000-7000-8000-000000000001'
const here = { table: 'person', column: 'idno', rowId: PERSON, personId: PERSON }
const AT = '2026-11-22T10:00:00.000Z'

let place = ''
let folder: KeyFolder
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'anju-rotate-'))
  folder = openKeyFolder(join(place, 'keys'), { role: 'registry', create: true })
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

test('after a change of the root key what was sealed opens, the same key wrapped anew opens it too, and the folder is the same one', () => {
  const before = softProvider(folder)
  const wrapped = before.newPersonKey(PERSON)
  const cell = before.seal(here, 'secret', wrapped)
  const after = rotateKey(folder, 'root-kek', AT)
  assert.equal(after.fingerprint, folder.fingerprint)
  const provider = softProvider(openKeyFolder(folder.path, { role: 'registry', create: false }))
  assert.equal(provider.open(here, cell, wrapped).toString(), 'secret')
  const again = provider.rewrapPersonKey(PERSON, wrapped)
  assert.ok(again !== undefined && !again.equals(wrapped))
  assert.equal(provider.open(here, cell, again).toString(), 'secret')
  assert.equal(provider.rewrapPersonKey(PERSON, again), undefined)
  // A program that still runs with the old picture meets the new name and reads the folder again.
  assert.equal(before.open(here, cell, again).toString(), 'secret')
  assert.deepEqual(
    provider.inventory().flatMap(({ name, state }) => (name === 'root-kek' ? [state] : [])),
    ['decrypt-only', 'active'],
  )
})

test('a destroyed root key leaves its name, and what was wrapped under it opens no more', () => {
  const wrapped = softProvider(folder).newPersonKey(PERSON)
  rotateKey(folder, 'root-kek', AT)
  const rotated = openKeyFolder(folder.path, { role: 'registry', create: false })
  const [retired] = rotated.keys.retired ?? []
  assert.ok(retired !== undefined)
  destroyKey(rotated, 'root-kek', retired.kid)
  const provider = softProvider(openKeyFolder(folder.path, { role: 'registry', create: false }))
  assert.throws(
    () => provider.open(here, Buffer.alloc(60), wrapped),
    (error) => error instanceof UnknownKey && error.kid === retired.kid && error.message.includes(retired.kid),
  )
  assert.equal(existsSync(join(folder.path, 'root-kek.json')), false)
  assert.equal(provider.inventory().find(({ kid }) => kid === retired.kid)?.state, 'destroyed')
  assert.throws(() =>
    destroyKey(openKeyFolder(folder.path, { role: 'registry', create: false }), 'root-kek', retired.kid),
  )
})

test('keyed hashes of before verify, new ones are under the new key', () => {
  const bytes = Buffer.from('row')
  const old = softProvider(folder)
  const [mac, kid] = [old.mac('row-seal', bytes), old.macKid('row-seal')]
  const provider = softProvider(rotateKey(folder, 'row-seal', AT))
  assert.notDeepEqual(provider.mac('row-seal', bytes), mac)
  assert.equal(provider.verifyMac('row-seal', bytes, mac), true)
  assert.equal(provider.verifyMac('row-seal', bytes, mac, kid), true)
  assert.equal(provider.verifyMac('row-seal', bytes, mac, provider.macKid('row-seal')), false)
  assert.equal(provider.verifyMac('ledger', bytes, mac), false)
})

test('a value is looked up under both index keys until the old one is destroyed', () => {
  const before = softProvider(folder).blindIndex('idno', '11010519491231002X')
  const rotated = rotateKey(folder, 'index-1', AT)
  const provider = softProvider(rotated)
  const both = provider.blindIndexes('idno', '11010519491231002X')
  assert.deepEqual(
    both.map(({ version }) => version),
    [1, 2],
  )
  assert.deepEqual(both[0]?.index, before)
  assert.deepEqual(both[1]?.index, provider.blindIndex('idno', '11010519491231002X'))
  const [retired] = rotated.keys.retired ?? []
  const last = softProvider(destroyKey(rotated, 'index-1', retired?.kid ?? ''))
  assert.deepEqual(last.blindIndexes('idno', '11010519491231002X'), [both[1]])
})

test('the keys of years are followed from the one of the ceremony, and no further than they were introduced', () => {
  const ceremony = softProvider(folder).identity.signingPublicKey
  let current = folder
  for (const at of [AT, '2027-11-22T10:00:00.000Z', '2028-11-22T10:00:00.000Z'])
    current = rotateKey(current, 'sm2-signing', at)
  const keys = softProvider(current).signingKeys
  const list = { format: 'anju-key-list/1', keys }
  assert.equal(verifyKeyList(list, [ceremony]).length, 4)
  assert.equal(verifyKeyList(list, [keys[2]?.publicKey ?? '']).length, 2)
  const stranger = softProvider(openKeyFolder(join(place, 'other'), { role: 'registry', create: true })).signingKeys
  assert.throws(() => verifyKeyList(list, [stranger[0]?.publicKey ?? '']), /trusted/)
  assert.throws(() => verifyKeyList({ keys: [...keys, ...stranger] }, [ceremony]), /not introduced/)
  const prolonged = keys.map((key, n) => (n === 1 ? { ...key, until: '2030-01-01T00:00:00.000Z' } : key))
  assert.throws(() => verifyKeyList({ keys: prolonged }, [ceremony]), /not introduced/)
  const [, second] = keys
  assert.ok(second !== undefined)
  assert.equal(wasSigningAt(second, '2026-11-22T09:00:00.000Z'), false)
  assert.equal(wasSigningAt(second, '2027-11-22T09:00:00.000Z'), true)
  assert.equal(wasSigningAt(second, '2027-11-23T00:00:00.000Z'), false)
})

test('a crash before the rename leaves the folder as it was, and the next change takes no notice of it', () => {
  const text = readFileSync(join(folder.path, 'folder.json'))
  rotateKey(folder, 'ledger', AT)
  // As if the rename had never come: the file of the new key is there and nothing names it.
  writeFileSync(join(folder.path, 'folder.json'), text)
  const opened = openKeyFolder(folder.path, { role: 'registry', create: false })
  assert.deepEqual(opened.keys, folder.keys)
  rotateKey(opened, 'ledger', AT)
  assert.equal(readdirSync(folder.path).filter((name) => name.startsWith('ledger.')).length, 3)
})

test('a retired key that was changed, or given another state, is found at the next start', () => {
  rotateKey(folder, 'ledger', AT)
  const path = join(folder.path, 'folder.json')
  const text = readFileSync(path, 'utf8')
  writeFileSync(
    join(folder.path, 'ledger.json'),
    readFileSync(join(folder.path, 'ledger.json'), 'utf8').replace(/[0-9a-f]{60}/, 'a'.repeat(60)),
  )
  assert.throws(() => openKeyFolder(folder.path, { role: 'registry', create: false }), /damaged/)
  assert.ok(text.includes('verify-only'))
})
