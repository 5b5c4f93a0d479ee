import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { stateFolder } from '@anju/platform/launcher/state-folder.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'
import { getMaterialImage } from './get-material-image.ts'
import { isImage, keepBlob } from './keep-blob.ts'
import { registerResidence } from './register-residence.ts'

/** The smallest PNG: one transparent point. */
const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

describe('images 影像', () => {
  it('tells an image by its first bytes, whatever it is called', () => {
    assert.equal(isImage('image/png', POINT), true)
    assert.equal(isImage('image/jpeg', POINT), false)
    assert.equal(isImage('image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])), true)
    assert.equal(isImage('image/png', Buffer.from('<svg/>')), false)
    assert.equal(isImage('image/png', Buffer.alloc(0)), false)
  })

  it('is kept once under its id, encrypted; another image under the same id is stopped', async () => {
    const act = registry.act(OFFICIALS.clerk, '2016-01-05')
    const blobId = randomUUID()
    const kept = await keepBlob(registry.deps, act, { blobId, mime: 'image/png', image: POINT })
    assert.deepEqual(kept, { blobId, bytes: POINT.length })
    assert.deepEqual(await keepBlob(registry.deps, act, { blobId, mime: 'image/png', image: POINT }), kept)
    const other = Buffer.concat([POINT, Buffer.of(0)])
    await assert.rejects(() => keepBlob(registry.deps, act, { blobId, mime: 'image/png', image: other }), {
      code: 'version-conflict',
    })
    const root = stateFolder(registry.database.home).registry.blobs
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    assert.ok(files.length > 0)
    for (const file of files)
      assert.equal(readFileSync(join(file.parentPath, file.name)).includes(POINT.subarray(0, 8)), false)
  })

  it('is read through a paper in reach, and by nobody else', async () => {
    const act = registry.act(OFFICIALS.clerk, '2016-01-05', 'city')
    const blobId = randomUUID()
    await keepBlob(registry.deps, act, { blobId, mime: 'image/png', image: POINT })
    const declaration = declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-05')
    const materials = [
      { kind: 'identity-document', provenance: 'window-scan', originalSeen: true, copyKept: true, blobId } as const,
    ]
    const done = await registerResidence(registry.deps, act, { intentId: randomUUID(), ...declaration, materials })
    assert.ok(done.ok, JSON.stringify(done))
    const owner = new Client({ connectionString: registry.database.url })
    await owner.connect()
    const { rows } = await owner.query<{ material_id: string }>(
      'select material_id from foshan.material where blob_id = $1',
      [blobId],
    )
    await owner.end()
    const materialId = rows[0]?.material_id ?? ''
    const shown = await getMaterialImage(registry.deps, registry.act(OFFICIALS.coordinator, '2016-01-06'), materialId)
    assert.equal(shown.mime, 'image/png')
    assert.ok(shown.image.equals(POINT))
    await assert.rejects(
      () => getMaterialImage(registry.deps, registry.act(OFFICIALS.guichengClerk, '2016-01-06'), materialId),
      { code: 'not-found' },
    )
    await assert.rejects(
      () => getMaterialImage(registry.deps, registry.act(OFFICIALS.coordinator, '2016-01-06'), blobId),
      { code: 'not-found' },
    )
  })
})
