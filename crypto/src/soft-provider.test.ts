import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CELL_OVERHEAD_BYTES, cellKeyVersion } from './cell.ts'
import type { CellAddress } from './cell.ts'
import { generateKeySet } from './key-set.ts'
import { newPersonKey, unwrapPersonKey, WRAPPED_PERSON_KEY_BYTES } from './person-key.ts'
import { sm2Encrypt } from './sm2.ts'
import { NotAuthentic } from './sm4-gcm.ts'
import { softProvider } from './soft-provider.ts'

const provider = softProvider({ keys: generateKeySet(), fingerprint: '0' })
const other = softProvider({ keys: generateKeySet(), fingerprint: '1' })

const PERSON = '0198c0de-0000-7000-8000-000000000001'
const NEIGHBOUR = '0198c0de-0000-7000-8000-000000000002'
const here: CellAddress = { table: 'person', column: 'idno', rowId: PERSON, personId: PERSON }

test('a cell opens at its place and only there', () => {
  const key = provider.newPersonKey(PERSON)
  const cell = provider.seal(here, '11010519491231002X', key)
  assert.equal(key.length, WRAPPED_PERSON_KEY_BYTES)
  assert.equal(cell.length, 18 + CELL_OVERHEAD_BYTES)
  assert.equal(cellKeyVersion(cell), 1)
  assert.equal(provider.open(here, cell, key).toString(), '11010519491231002X')

  const elsewhere: readonly Partial<CellAddress>[] = [
    { column: 'phone' },
    { table: 'landlord' },
    { rowId: NEIGHBOUR },
    // Without lengths in front, these two names together would read the same.
    { table: 'personi', column: 'dno' },
  ]
  for (const place of elsewhere) assert.throws(() => provider.open({ ...here, ...place }, cell, key), NotAuthentic)
})

test('a key serves one person, one version, one installation', () => {
  const key = provider.newPersonKey(PERSON)
  const cell = provider.seal(here, 'secret', key)
  const theirs = { ...here, personId: NEIGHBOUR }
  assert.throws(() => provider.open(theirs, cell, key), NotAuthentic)
  assert.throws(() => provider.seal(theirs, 'secret', key), NotAuthentic)
  assert.throws(() => provider.open(theirs, cell, provider.newPersonKey(NEIGHBOUR)), NotAuthentic)
  assert.throws(() => provider.open(here, cell, provider.newPersonKey(PERSON)), NotAuthentic)
  assert.throws(() => provider.open(here, cell, provider.newPersonKey(PERSON, 2)), NotAuthentic)
  assert.throws(() => other.open(here, cell, key), NotAuthentic)
})

test('a wrapped key opens under the root key it names', () => {
  const root = { kid: Buffer.of(1, 2, 3, 4), key: Buffer.alloc(16, 1) }
  const wrapped = newPersonKey(root, PERSON, 3)
  assert.equal(unwrapPersonKey(root, PERSON, wrapped).keyVersion, 3)
  assert.throws(() => unwrapPersonKey({ ...root, kid: Buffer.of(1, 2, 3, 5) }, PERSON, wrapped), NotAuthentic)
  assert.throws(() => unwrapPersonKey({ ...root, key: Buffer.alloc(16, 2) }, PERSON, wrapped), NotAuthentic)
  assert.throws(() => unwrapPersonKey(root, NEIGHBOUR, wrapped), NotAuthentic)
})

test('every byte of cell and wrapped key counts', () => {
  const key = provider.newPersonKey(PERSON)
  const cell = provider.seal(here, 'secret', key)
  for (let at = 0; at < cell.length; at += 1)
    assert.throws(() => provider.open(here, flipped(cell, at), key), NotAuthentic)
  for (let at = 0; at < key.length; at += 1)
    assert.throws(() => provider.open(here, cell, flipped(key, at)), NotAuthentic)
  assert.throws(() => provider.open(here, cell.subarray(0, 20), key), NotAuthentic)
  assert.throws(() => provider.open(here, Buffer.alloc(0), key), NotAuthentic)
})

test('the same value seals differently each time; empty values and whole images seal too', () => {
  const key = provider.newPersonKey(PERSON)
  assert.notDeepEqual(provider.seal(here, 'a', key), provider.seal(here, 'a', key))
  const image = Buffer.alloc(300_000, 9)
  assert.deepEqual(provider.open(here, provider.seal(here, image, key), key), image)
  assert.equal(provider.open(here, provider.seal(here, '', key), key).length, 0)
})

test('a blind index finds equal values of one kind in one installation', () => {
  const index = provider.blindIndex('idno', '11010519491231002X')
  assert.equal(index.length, 32)
  assert.deepEqual(provider.blindIndex('idno', '11010519491231002X'), index)
  assert.notDeepEqual(provider.blindIndex('phone', '11010519491231002X'), index)
  assert.notDeepEqual(provider.blindIndex('idno', '11010519491231002x'), index)
  assert.notDeepEqual(other.blindIndex('idno', '11010519491231002X'), index)
  assert.throws(() => provider.blindIndex('idno', ''), TypeError)
})

test('a keyed hash serves one purpose in one installation', () => {
  const bytes = Buffer.from('photo')
  const mac = provider.mac('material', bytes)
  assert.equal(provider.verifyMac('material', bytes, mac), true)
  assert.equal(provider.verifyMac('ledger', bytes, mac), false)
  assert.equal(provider.verifyMac('row-seal', bytes, mac), false)
  assert.equal(other.verifyMac('material', bytes, mac), false)
  assert.equal(provider.verifyMac('material', bytes, mac.subarray(0, 16)), false)
})

test('a node signs under its identity and opens package keys wrapped for it, of 16 bytes only', () => {
  const bytes = Buffer.from('checkpoint')
  const { signingPublicKey, encryptionPublicKey } = provider.identity
  assert.equal(other.verify(signingPublicKey, bytes, provider.sign(bytes)), true)
  assert.equal(other.verify(other.identity.signingPublicKey, bytes, provider.sign(bytes)), false)
  const wrapped = sm2Encrypt(Buffer.alloc(16, 5), encryptionPublicKey)
  assert.deepEqual(provider.unwrapPackageKey(wrapped), Buffer.alloc(16, 5))
  assert.equal(other.unwrapPackageKey(wrapped), undefined)
  assert.equal(provider.unwrapPackageKey(sm2Encrypt(Buffer.alloc(15), encryptionPublicKey)), undefined)
})

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0x10
  return copy
}
