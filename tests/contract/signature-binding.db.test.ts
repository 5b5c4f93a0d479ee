import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { SigningAsked } from '@anju/contract/key-answer.ts'
import { canonicalJson, canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { verifyCaseBundle, type CaseBundle, type TrustedKeys } from '@anju/crypto/merkle-case-bundle.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { bundleCase } from '@anju/server/store/case-bundle.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { enrolledKey, openBrowser, trySignIn, type KeyBrowser } from '@anju/tests/key-desk.ts'
import { driveApplications, PHOTO_BASE64, type Registered } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'
import type { SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'
import { SHOWN } from '@anju/tests/transfer-driver.ts'

const MOVED_ON = '2016-04-05'

let house: RegistryHouse
let key: SoftAuthenticator
let drive: ReturnType<typeof driveApplications>
before(async () => {
  house = await openRegistryHouse()
  key = await enrolledKey(house, OFFICIALS.clerk)
  drive = driveApplications(house.registry)
  await house.signIn(OFFICIALS.stationHead)
  await house.setDay(MOVED_ON)
})
after(() => house.close())

/** The clerk at a window; what they were asked to sign is told. */
async function window(isSigning = true): Promise<KeyBrowser & { readonly asked: SigningAsked[] }> {
  const asked: SigningAsked[] = []
  const browser = openBrowser(house, {
    sign: (signing) => {
      asked.push(signing)
      return isSigning ? key.answer(signing.key.challenge) : undefined
    },
  })
  valueOf(await trySignIn(browser, key))
  return { ...browser, asked }
}

async function keepImage({ api }: KeyBrowser): Promise<string> {
  const blobId = randomUUID()
  valueOf(
    await api.call('keepBlob', {
      params: { city: 'foshan', blobId },
      body: { mime: 'image/png', base64: PHOTO_BASE64 },
    }),
  )
  return blobId
}

function move({ api }: KeyBrowser, { registrationId }: Registered, intentId: string, blobId: string) {
  const lease = { kind: 'lease', provenance: 'window-scan', originalSeen: true, copyKept: true, blobId } as const
  return api.call('moveResidence', {
    params: { city: 'foshan', registrationId },
    body: {
      intentId,
      expectedVersion: 2,
      home: { dwellingId: DWELLINGS.dormitory.dwellingId },
      movedOn: parsePlainDate(MOVED_ON),
      materials: [lease],
    },
  })
}

/** Registered and visited, so that one can move. */
async function registered(): Promise<Registered> {
  const who = await drive.register()
  await house.registry.asOwner(
    `update foshan.registration set state = 'active', version = 2, registered_on = declared_on where registration_id = $1`,
    [who.registrationId],
  )
  return who
}

async function bundleOf(caseId: string): Promise<CaseBundle> {
  const { deps } = house.registry
  const city = deps.cities.get('foshan') ?? assert.fail()
  const at = new Date().toISOString()
  while ((await sealLedger(city, 'test', at)) > 0);
  await sealCheckpoint(deps, city, 'test', at, 0)
  return city.pool.look(wholeCity(city), (db) => bundleCase(db, 'foshan', caseId))
}

const trusted = (): TrustedKeys => ({
  registry: [house.registry.deps.crypto.identity.signingPublicKey],
  witness: [],
  officials: { [OFFICIALS.clerk.officialId]: [key.publicKey] },
})

describe('一次签名，写明它办的每一件事', () => {
  it('变更居住地址：签名写明随之开始的登记，离线核验认得', async () => {
    const desk = await window()
    const blobId = await keepImage(desk)
    const done = valueOf(await move(desk, await registered(), randomUUID(), blobId))
    const followUp = await bundleOf(done.registrationId)
    assert.deepEqual(verifyCaseBundle(followUp, trusted()).faults, [])
    assert.match(desk.asked[0]?.display ?? '', /同时办理：/)
  })

  it('外地居住证连同签注：一次签名写明两件，案卷离线核验认得', async () => {
    const { registrationId } = await registered()
    const rows = await house.registry.asOwner('select person_id from foshan.registration where registration_id = $1', [
      registrationId,
    ])
    const desk = await window()
    const opened = valueOf(
      await desk.api.call('openTransfer', {
        params: { city: 'foshan', personId: String(rows[0]?.['person_id']) },
        body: {
          intentId: randomUUID(),
          permitNo: 'GZ000001',
          issuedOn: parsePlainDate('2014-04-20'),
          printedExpiryOn: parsePlainDate('2016-04-20'),
          issuedIn: '440106',
          issuingOffice: '广州市公安局天河区分局',
          oldAddress: '广州市天河区石牌西路1号',
          materials: SHOWN,
          inPerson: true,
          endorse: { condition: 'dwelling' },
        },
      }),
    )
    assert.equal(opened.version, 2)
    const { display } = desk.asked[0] ?? assert.fail()
    assert.match(display, /^签名事项：记录外地居住证（变更居住证地址：记录外地居住证）$/m)
    assert.match(display, /同时办理：办理签注：核查期间受理签注/)
    assert.match(display, /^同时签注·符合的条件：合法稳定住所$/m)
    const bundle = await bundleOf(opened.transferId)
    assert.deepEqual(verifyCaseBundle(bundle, trusted()).faults, [])
  })

  it('真签名下伪造随之开始的登记：50 次 0 次通过', async () => {
    const desk = await window()
    const done = valueOf(await move(desk, await registered(), randomUUID(), await keepImage(desk)))
    const genuine = await bundleOf(done.registrationId)
    assert.deepEqual(verifyCaseBundle(genuine, trusted()).faults, [], 'the control')
    let accepted = 0
    for (let n = 0; n < 50; n += 1) {
      const { faults } = verifyCaseBundle(otherFollowUp(genuine, randomUUID()), trusted())
      if (faults.every((fault) => fault.includes('not in the log'))) accepted += 1
    }
    assert.equal(accepted, 0)
  })
})

describe('附件随签名绑定', () => {
  it('文字和陈述里有附件密文的 SM3；询问之后换了图像，签名不算', async () => {
    const desk = await window(false)
    const blobId = await keepImage(desk)
    const [who, intentId] = [await registered(), randomUUID()]
    const ask = async () => problemOf(await move(desk, who, intentId, blobId)).signing ?? assert.fail()
    const [kept] = await house.registry.asOwner(
      `select encode(cipher_sm3, 'hex') as sm3 from foshan.blob where blob_id = $1`,
      [blobId],
    )
    const asked = await ask()
    assert.ok(asked.display.includes(String(kept?.['sm3'])), asked.display)
    const exchange = (sm3: unknown) =>
      house.registry.asOwner(`update foshan.blob set cipher_sm3 = decode($2, 'hex') where blob_id = $1`, [blobId, sm3])
    await exchange('00'.repeat(32))
    const bring = async (signing: SigningAsked) => {
      const brings = { signingId: signing.signingId, answer: key.answer(signing.key.challenge) }
      return move(openBrowser(house, { cookie: desk.cookie(), brings }), who, intentId, blobId)
    }
    assert.equal(problemOf(await bring(asked)).status, 428)
    // The control: with the image as it was, the signature is taken.
    await exchange(kept?.['sm3'])
    const done = valueOf(await bring(await ask()))
    const genuine = await bundleOf(done.registrationId)
    assert.deepEqual(verifyCaseBundle(genuine, trusted()).faults, [])
    await exchange('00'.repeat(32))
    const { faults } = verifyCaseBundle(await bundleOf(done.registrationId), trusted())
    assert.deepEqual(faults, ['signature under event 1: an image is not the one that was signed'])
  })
})

describe('演示会话也看得见要签的文字', () => {
  it('先显示，再以演示签名；陈述写明背后没有任何人的密钥', async () => {
    const token = await createSignInLink({
      ownerUrl: house.registry.database.url,
      member: OFFICIALS.clerk,
      expiresInMinutes: 5,
    })
    const redeemed = await fetch(`${house.address}/sign-in/${token}`, {
      redirect: 'manual',
      headers: { 'user-agent': 'desk' },
    })
    const cookie = /anju_session=[^;]+/.exec(redeemed.headers.get('set-cookie') ?? '')?.[0] ?? assert.fail()
    const asked: SigningAsked[] = []
    const open = (answer: boolean) =>
      openBrowser(house, {
        cookie,
        showsDemoSigning: true,
        sign: (signing) => {
          asked.push(signing)
          return answer ? { kind: 'demo' } : undefined
        },
      })
    const [who, intentId] = [await registered(), randomUUID()]
    const blobId = await keepImage(open(false))
    assert.equal(problemOf(await move(open(false), who, intentId, blobId)).status, 428)
    assert.match(asked[0]?.display ?? '', /演示签名：背后没有任何人的密钥/)
    const done = valueOf(await move(open(true), who, intentId, blobId))
    const { registry, witness } = trusted()
    const verdict = verifyCaseBundle(await bundleOf(done.registrationId), { registry, witness })
    assert.deepEqual(verdict.faults, [])
    assert.deepEqual(
      verdict.signed.map(({ by }) => by),
      ['demo'],
    )
    const { faults } = verifyCaseBundle(await bundleOf(done.registrationId), trusted())
    assert.match(faults.join(), /a demo: nobody's key stands under it/)
  })
})

/** The registration that follows a move, under another id and with the signature of the genuine one, by somebody with the server's own key. */
function otherFollowUp(genuine: CaseBundle, caseId: string): CaseBundle {
  const [event] = genuine.events
  const [signature] = genuine.signatures
  assert.ok(event && signature)
  const envelope = { ...event.envelope, streamId: caseId }
  const said = { ...JSON.parse(signature.statement), caseId, contentSm3: sm3Hex(canonicalJsonBytes(envelope)) }
  const statement = canonicalJson(said)
  const { crypto } = house.registry.deps
  const countersignature = crypto.sign(Buffer.from(`anju:responsibility:v1\0${statement}`)).toString('hex')
  return {
    ...genuine,
    caseId,
    events: [{ ...event, envelope }],
    signatures: [{ ...signature, statement, countersignature }],
  }
}
