import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { createStateFolder } from './state-folder.ts'
import type { StateFolder } from './state-folder.ts'
import { holdKeyCeremony } from './key-ceremony.ts'

describe('密钥仪式 · the key ceremony', () => {
  let state: StateFolder
  before(() => (state = createStateFolder(mkdtempSync(join(tmpdir(), 'anju-test-')))))
  after(() => rmSync(state.home, { recursive: true, force: true }))

  test('没有密钥又有数据时不造新钥 · keys are never made for a database that is there already', () => {
    assert.throws(() => holdKeyCeremony(state, { registry: false, cardService: true }), /backup/)
  })

  test('只交换公钥 · each side gets the public keys of the other, and no secret', () => {
    holdKeyCeremony(state, { registry: true, cardService: true })
    const registry = openKeyFolder(state.registry.keys, { role: 'registry', create: false })
    const cardService = openKeyFolder(state.cardService.keys, { role: 'card-service', create: false })
    assert.deepEqual(readdirSync(state.cardService.peers), ['registry.json'])
    const text = readFileSync(join(state.cardService.peers, 'registry.json'), 'utf8')
    const peer = JSON.parse(text) as Record<string, string>
    assert.equal(peer['signingPublicKey'], registry.keys.signing.publicKey)
    assert.equal(peer['encryptionPublicKey'], registry.keys.encryption.publicKey)
    for (const secret of [
      registry.keys.signing.privateKey,
      registry.keys.encryption.privateKey,
      registry.keys.rootKek.toString('hex'),
    ])
      assert.equal(text.includes(secret), false)
    assert.notEqual(registry.keys.signing.publicKey, cardService.keys.signing.publicKey)
  })

  test('再来一次什么也不变 · a second ceremony changes nothing', () => {
    const first = readFileSync(join(state.registry.peers, 'card-service.json'), 'utf8')
    holdKeyCeremony(state, { registry: false, cardService: false })
    assert.equal(readFileSync(join(state.registry.peers, 'card-service.json'), 'utf8'), first)
  })
})
