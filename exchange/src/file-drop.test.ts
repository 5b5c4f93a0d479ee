import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { archiveFile, dropName, listDrop, placeFile, quarantineFile, readDrop, removeUnfinished } from './file-drop.ts'
import { PACKAGE_BYTES_MAX } from './rpx1.ts'

let place = ''
let drop = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'anju 摆渡-'))
  drop = join(place, 'out')
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const name = dropName({ stream: 'foshan.orders', seq: 12, random: '0a1b' })
const bytes = Buffer.from('RPX1…')
const killed = () => {
  throw new Error('killed')
}

test('a placed file is listed and read whole', async () => {
  assert.equal(name, 'foshan.orders-00000012-0a1b.rpx1')
  assert.deepEqual(await listDrop(drop), [])
  await placeFile(drop, name, bytes)
  assert.deepEqual(await listDrop(drop), [name])
  assert.deepEqual(await readDrop(drop, name), bytes)
  assert.equal(await readDrop(drop, 'gone-1.rpx1'), undefined)
})

test('killed before the rename nothing is listed, and a second try completes it', async () => {
  await assert.rejects(placeFile(drop, name, bytes, { onBeforeRename: killed }), /killed/)
  assert.deepEqual(await listDrop(drop), [])
  assert.equal(readdirSync(drop).length, 1)
  await placeFile(drop, name, bytes)
  assert.deepEqual(await readDrop(drop, name), bytes)
  assert.deepEqual(readdirSync(drop), [name])
})

test('killed after the rename the file is there, and a second try changes nothing', async () => {
  await assert.rejects(placeFile(drop, name, bytes, { onAfterRename: killed }), /killed/)
  assert.deepEqual(await listDrop(drop), [name])
  await placeFile(drop, name, bytes)
  assert.deepEqual(await readDrop(drop, name), bytes)
})

test('leftovers of a killed sender are removed, placed files stay', async () => {
  await placeFile(drop, name, bytes)
  const second = dropName({ stream: 'foshan.orders', seq: 13, random: '0c' })
  await assert.rejects(placeFile(drop, second, bytes, { onBeforeRename: killed }), /killed/)
  await removeUnfinished(drop)
  assert.deepEqual(readdirSync(drop), [name])
  await removeUnfinished(join(place, 'absent'))
})

test('archiving moves once however often it is asked', async () => {
  const archive = join(place, 'archive')
  await placeFile(drop, name, bytes)
  await assert.rejects(archiveFile(drop, name, archive, { onAfterRename: killed }), /killed/)
  await archiveFile(drop, name, archive)
  assert.deepEqual(await listDrop(drop), [])
  assert.deepEqual(await listDrop(archive), [name])
})

test('quarantine keeps the file and says why in one line', async () => {
  const quarantine = join(place, 'quarantine')
  await placeFile(drop, name, bytes)
  await quarantineFile(drop, name, quarantine, 'signature:\nno known key')
  assert.deepEqual(await listDrop(drop), [])
  assert.deepEqual(await readDrop(quarantine, name), bytes)
  assert.equal(readFileSync(join(quarantine, `${name}.reason.txt`), 'utf8'), 'signature: no known key\n')
})

test('links, folders and other files are no packages', async () => {
  mkdirSync(drop)
  const outside = join(place, 'outside')
  writeFileSync(outside, 'secret')
  symlinkSync(outside, join(drop, 'link.rpx1'))
  mkdirSync(join(drop, 'folder.rpx1'))
  writeFileSync(join(drop, 'notes.txt'), '')
  writeFileSync(join(drop, '.placing-x.rpx1'), '')
  assert.deepEqual(await listDrop(drop), [])
  await assert.rejects(readDrop(drop, 'link.rpx1'))
  for (const bad of ['../outside', '..', '/etc/passwd', 'a/b.rpx1', '.placing-x.rpx1', 'UPPER.rpx1']) {
    await assert.rejects(readDrop(drop, bad), TypeError)
    await assert.rejects(placeFile(drop, bad, bytes), TypeError)
  }
  assert.throws(() => dropName({ stream: '../x', seq: 1, random: 'a' }), TypeError)
  assert.equal(existsSync(outside), true)
})

test('of an oversized file one byte too many is read, no more', async () => {
  mkdirSync(drop)
  writeFileSync(join(drop, name), '')
  truncateSync(join(drop, name), PACKAGE_BYTES_MAX * 50)
  assert.equal((await readDrop(drop, name))?.length, PACKAGE_BYTES_MAX + 1)
})
