import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { generateKeySet } from '@anju/crypto/key-set.ts'
import { FieldError } from './field.ts'
import { parsePeer, peerOf, readPeers } from './peer.ts'

const folder = mkdtempSync(join(tmpdir(), 'anju-peers-'))
after(() => rmSync(folder, { recursive: true }))
const node = (role: 'registry' | 'card-service') => peerOf({ role, folderId: randomUUID(), keys: generateKeySet() })

it('a public identity comes back as it was written', () => {
  const peer = node('registry')
  assert.deepEqual(parsePeer(JSON.stringify(peer)), peer)
})

it('an identity whose key ids are not those of its keys, or whose key is no point of the curve, is refused', () => {
  const peer = node('registry')
  const other = node('registry')
  for (const wrong of [
    { ...peer, signingPublicKey: other.signingPublicKey },
    { ...peer, encryptionKeyId: other.encryptionKeyId },
    { ...peer, signingPublicKey: `04${'1'.repeat(128)}` },
    { ...peer, node: 'somebody' },
    { ...peer, secret: 'x' },
  ])
    assert.throws(() => parsePeer(JSON.stringify(wrong)), FieldError)
})

it('the current identity stands first, earlier ones after it, other nodes are left out; no folder is nobody', async () => {
  const [current, earlier, other] = [node('registry'), node('registry'), node('card-service')]
  writeFileSync(join(folder, 'registry.json'), JSON.stringify(current))
  writeFileSync(join(folder, 'registry-0000.json'), JSON.stringify(earlier))
  writeFileSync(join(folder, 'card-service.json'), JSON.stringify(other))
  assert.deepEqual(await readPeers(folder, 'registry'), [current, earlier])
  assert.deepEqual(await readPeers(join(folder, 'nowhere'), 'registry'), [])
})
