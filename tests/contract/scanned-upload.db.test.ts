import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { systemNow } from '@anju/server/app.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { IMAGE_BYTES_MAX } from '@anju/server/usecases/keep-blob.ts'
import { clamdScanner } from '@anju/server/blob/clamd-scanner.ts'
import { type ClamdSimulator, EICAR, openClamdSimulator } from '@anju/tests/clamd-simulator.ts'
import { PHOTO_BASE64 } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

/** A picture goes through the whole program with a scanner in front of the blob store. */
let registry: TestRegistry
let clamd: ClamdSimulator
const lines: string[] = []
type Opened = { readonly app: App; readonly cookie: string }
let scanning: Opened
let trusting: Opened

async function open(scanned: boolean, member: CastOfficial): Promise<Opened> {
  const scanner = scanned ? { scanner: clamdScanner(clamd.address, 10_000) } : {}
  const app = await openRegistry(
    { deps: { ...registry.deps, ...scanner }, now: systemNow },
    {
      dev: true,
      sweepAll: async () => ({}),
      faceFolder: '/nowhere',
      citizenFolder: '/nowhere',
      logLevel: 'info',
      edge: { logTo: { write: (line) => void lines.push(line) } },
    },
  )
  const link = { ownerUrl: registry.database.url, member, expiresInMinutes: 5 }
  const entered = await app.inject({ url: `/sign-in/${await createSignInLink(link)}` })
  return { app, cookie: String(entered.headers['set-cookie']).split(';')[0] ?? '' }
}
before(async () => {
  registry = await openTestRegistry()
  clamd = await openClamdSimulator()
  trusting = await open(false, OFFICIALS.coordinator)
  scanning = await open(true, OFFICIALS.clerk)
})
after(async () => {
  await Promise.all([scanning.app.close(), trusting.app.close()])
  await clamd.close()
  await registry.close()
})

const PICTURE = Buffer.from(PHOTO_BASE64, 'base64')
const INFECTED = Buffer.concat([PICTURE, Buffer.from(EICAR)])
const mime = PICTURE[0] === 0x89 ? 'image/png' : 'image/jpeg'
async function send({ app, cookie }: Opened, image: Buffer, blobId = randomUUID()) {
  const payload = { mime, base64: image.toString('base64') }
  const answer = await app.inject({
    method: 'PUT',
    url: `/api/foshan/blobs/${blobId}`,
    headers: { cookie },
    payload,
  })
  const { code } = answer.json<{ code?: string }>()
  const rows = await registry.asOwner('select 1 from foshan.blob where blob_id = $1', [blobId])
  return { status: answer.statusCode, code, kept: rows.length }
}

describe('上传先经病毒扫描 · nothing is kept that the scanner did not call clean', () => {
  it('a program without a scanner keeps the file that the scanner would stop (negative control)', async () => {
    assert.deepEqual(await send(trusting, INFECTED), { status: 200, code: undefined, kept: 1 })
    assert.equal(clamd.heard.files, 0)
  })

  it('clean: kept, and asked once; found: refused, in the security log by the name of what was found, nothing kept', async () => {
    const blobId = randomUUID()
    assert.deepEqual(await send(scanning, PICTURE, blobId), { status: 200, code: undefined, kept: 1 })
    assert.deepEqual(await send(scanning, PICTURE, blobId), { status: 200, code: undefined, kept: 1 })
    assert.equal(clamd.heard.files, 1)
    assert.deepEqual(await send(scanning, INFECTED), { status: 422, code: 'malicious-file', kept: 0 })
    const told = lines.map((line) => JSON.parse(line) as { refused?: object }).findLast(({ refused }) => refused)
    const { by, finding, status, codes } = (told?.refused ?? {}) as Record<string, unknown>
    assert.deepEqual(
      { by, finding, status, codes },
      { by: OFFICIALS.clerk.officialId, finding: 'Eicar-Test-Signature', status: 422, codes: ['malicious-file'] },
    )
  })

  it('more than four megabytes is malformed, more than the door takes is too large; neither reaches the scanner', async () => {
    const asked = clamd.heard.files
    const padded = (bytes: number) => Buffer.concat([PICTURE, Buffer.alloc(bytes - PICTURE.length)])
    const most = await send(scanning, padded(IMAGE_BYTES_MAX))
    assert.deepEqual(most, { status: 200, code: undefined, kept: 1 }, lines.at(-1) ?? '')
    assert.deepEqual(await send(scanning, padded(IMAGE_BYTES_MAX + 1)), { status: 400, code: undefined, kept: 0 })
    assert.deepEqual(await send(scanning, padded(9_000_000)), { status: 413, code: undefined, kept: 0 })
    assert.equal(clamd.heard.files, asked + 1)
  })

  it('no verdict, no file: refused until the scanner is back, and then the same file under the same id is kept', async () => {
    const blobId = randomUUID()
    for (const mood of ['gone', 'garbage', 'bare-ok'] as const) {
      clamd.mood = mood
      assert.deepEqual(await send(scanning, PICTURE, blobId), { status: 503, code: 'scanner-unavailable', kept: 0 })
      assert.match(lines.findLast((line) => line.includes('finding')) ?? '', /scanner-unavailable/)
    }
    clamd.mood = 'honest'
    assert.deepEqual(await send(scanning, PICTURE, blobId), { status: 200, code: undefined, kept: 1 })
    await clamd.close()
    assert.equal((await send(scanning, PICTURE)).code, 'scanner-unavailable')
    clamd = await openClamdSimulator()
  })
})
