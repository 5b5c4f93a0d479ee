import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { openKeyFolder, type KeyFolder } from '@anju/crypto/key-folder.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import { POLICE_WITNESS, verifyCaseBundle } from '@anju/crypto/merkle-case-bundle.ts'
import { cosignedBytes, parseNote, signatureLine } from '@anju/crypto/merkle-checkpoint.ts'
import { sm2Sign } from '@anju/crypto/sm2.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { peerOf } from '@anju/exchange/peer.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { findNewestCheckpoint, recordCosignature } from '@anju/server/store/checkpoint.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { enrolledKey, openBrowser, trySignIn, type KeyBrowser } from '@anju/tests/key-desk.ts'
import { driveApplications, type HeldCase } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'
import type { SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'

type Audited = AnswerOf<Routes['auditCase']>
type Step = Audited['steps'][number]
const city = 'foshan'
const NAME = '唐国强'
let house: RegistryHouse
let police: KeyFolder
let folder = ''
let auditor: KeyBrowser
let auditorKey: SoftAuthenticator
let headKey: SoftAuthenticator
let held: HeldCase

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anju-audit-'))
  const peers = join(folder, 'peers')
  house = await openRegistryHouse({ peers })
  police = openKeyFolder(join(folder, 'police'), { role: 'card-service', create: true })
  mkdirSync(peers, { mode: 0o700 })
  writeFileSync(join(peers, 'card-service.json'), JSON.stringify(peerOf(police)))
  const key = await enrolledKey(house, OFFICIALS.stationHead)
  headKey = key
  auditorKey = await enrolledKey(house, OFFICIALS.auditAdministrator)
  await house.signIn(OFFICIALS.clerk)
  await house.setDay('2016-07-08')
  held = await driveApplications(house.registry).verified()
  const head = openBrowser(house, { sign: ({ key: { challenge } }) => key.answer(challenge) })
  valueOf(await trySignIn(head, key))
  const params = { city, applicationId: held.applicationId }
  const body = { intentId: randomUUID(), expectedVersion: held.version, occupancyReason: '' }
  valueOf(await head.api.call('approveApplication', { params, body }))
  auditor = openBrowser(house)
  valueOf(await trySignIn(auditor, auditorKey))
})
after(async () => {
  rmSync(folder, { recursive: true, force: true })
  await house.close()
})

const audit = async (): Promise<Audited> =>
  valueOf(await auditor.api.call('auditCase', { params: { city, caseId: held.applicationId } }))
const approved = ({ steps }: Audited): Step => steps.find(({ event }) => event === 'approve') ?? assert.fail()
const standing = (step: Pick<Step, 'checks'>) =>
  Object.fromEntries(step.checks.map(({ check, standing: how }) => [check, how]))
const broken = (audited: Audited) =>
  [audited, ...audited.steps].flatMap((part) => {
    const place = 'version' in part ? `${part.version} ` : ''
    return part.checks.filter((each) => each.standing === 'broken').map(({ check }) => `${place}${check}`)
  })

async function seal(): Promise<void> {
  const served = house.registry.deps.cities.get(city) ?? assert.fail()
  const at = new Date().toISOString()
  while ((await sealLedger(served, 'test', at)) > 0);
  await sealCheckpoint(house.registry.deps, served, 'test', at, 0)
}

async function cosign(): Promise<void> {
  const served = house.registry.deps.cities.get(city) ?? assert.fail()
  const newest = (await served.pool.look(NO_SCOPE, findNewestCheckpoint)) ?? assert.fail()
  const { signing } = police.keys
  const bytes = cosignedBytes((parseNote(newest.note) ?? assert.fail()).body)
  const line = signatureLine(POLICE_WITNESS, publicKeyId(signing.publicKey), sm2Sign(bytes, signing))
  const cosigned = { size: newest.size, witness: POLICE_WITNESS, line, at: new Date().toISOString() }
  await served.pool.transact(NO_SCOPE, (tx) => recordCosignature(tx, cosigned))
}

describe('审计页：逐步复核 · each signed step is checked again', () => {
  it('在下一个检查点之前，什么也没有错，只是还在等', async () => {
    const audited = await audit()
    assert.deepEqual(broken(audited), [])
    assert.equal(standing(approved(audited))['event'], 'waiting')
    await seal()
    const sealed = await audit()
    assert.equal(standing(sealed)['witness'], 'waiting')
    await cosign()
  })

  it('如实的一步：文字、密钥、加签、台账、检查点、公安加签，全部成立', async () => {
    const audited = await audit()
    assert.deepEqual(standing(audited), { checkpoint: 'holds', witness: 'holds' })
    assert.deepEqual(audited.log?.witnessKids, [publicKeyId(police.keys.signing.publicKey)])
    const step = approved(audited)
    assert.deepEqual(standing(step), {
      event: 'holds',
      signature: 'holds',
      countersignature: 'holds',
      key: 'holds',
      owner: 'holds',
      images: 'holds',
      shown: 'holds',
    })
    assert.equal(step.official, OFFICIALS.stationHead.name)
    assert.equal(step.signature?.key?.isUserVerified, true)
    assert.match(step.leaf?.sm3 ?? '', /^[0-9a-f]{64}$/)
    // The steps of before were signed by demo links: nobody's key, and it is told.
    assert.ok(audited.steps.some((each) => standing(each)['owner'] === 'broken'))
  })

  it('不是任何人的案卷：委托岗位的签名成立；文字没有留存，不算遗失，摘要在签名里', async () => {
    const head = openBrowser(house, { sign: ({ key: { challenge } }) => headKey.answer(challenge) })
    valueOf(await trySignIn(head, headKey))
    const body = {
      intentId: randomUUID(),
      postId: OFFICIALS.clerk.postId,
      delegateId: OFFICIALS.coordinator.officialId,
      divisionPrefix: null,
      time: { kind: 'temporary', hours: 2 } as const,
      reason: '顶班',
    }
    valueOf(await head.api.call('lendPost', { params: { city }, body }))
    await seal()
    await cosign()
    const audited = valueOf(await auditor.api.call('auditCase', { params: { city, caseId: body.intentId } }))
    assert.deepEqual(broken(audited), [])
    const [step] = audited.steps
    assert.ok(step)
    assert.deepEqual([standing(step)['key'], standing(step)['shown']], ['holds', 'absent'])
  })

  it('先看到的文字里没有当事人；全文要事由、要核验，并且记下来', async () => {
    const step = approved(await audit())
    assert.match(step.shown.shownText ?? '', /签名事项：审核通过/)
    assert.match(step.shown.shownText ?? '', /当事人：\*\*\*\*/)
    assert.doesNotMatch(JSON.stringify(await audit()), new RegExp(NAME))
    const params = { city, caseId: held.applicationId }
    const { version } = step
    const none = problemOf(await auditor.api.call('showSignedText', { params, body: { version } }))
    assert.deepEqual(
      none.refusals?.map(({ code }) => code),
      ['look.purpose-missing'],
    )
    const asked = { version, purpose: 'supervision', words: '抽查' }
    const shown = valueOf(await auditor.api.call('showSignedText', { params, body: asked }))
    assert.match(shown.shownText, new RegExp(`当事人：${NAME}`))
    const [look] = await house.registry.asOwner(
      `select kind, in_full, purpose, words, case_id from foshan.look where route = 'showSignedText'`,
    )
    assert.deepEqual(look, {
      kind: 'reveal',
      in_full: true,
      purpose: 'supervision',
      words: '抽查',
      case_id: held.applicationId,
    })
  })

  it('签名办理记录按经办人、环节、日期、编号查；不办业务的人以外没有人看得到', async () => {
    const list = async (query: Record<string, string>) =>
      valueOf(await auditor.api.call('listSignedSteps', { params: { city }, body: query })).steps
    const found = await list({ official: OFFICIALS.stationHead.name, step: 'review', on: '2016-07-08' })
    assert.ok(found.some(({ caseId, signedWith }) => caseId === held.applicationId && signedWith === 'security-key'))
    const number = found.find(({ caseId }) => caseId === held.applicationId)?.caseNumber ?? assert.fail()
    assert.deepEqual([...new Set((await list({ number })).map(({ caseId }) => caseId))], [held.applicationId])
    assert.deepEqual(await list({ on: '2015-01-01' }), [])
    const clerk = await house.signIn(OFFICIALS.clerk)
    const refused = problemOf(await clerk.call('auditCase', { params: { city, caseId: held.applicationId } }))
    assert.equal(refused.status, 403)
  })

  it('下载的存证包由独立的程序验证；不是近旁核验过的人拿不到', async () => {
    const params = { city, caseId: held.applicationId }
    const got = valueOf(await auditor.api.call('exportCaseBundle', { params }))
    const keyIn = (text: string) => String(JSON.parse(text).signingPublicKey)
    const verdict = verifyCaseBundle(JSON.parse(got.bundle), {
      registry: [keyIn(got.registry)],
      witness: [keyIn(got.police ?? '')],
      officials: JSON.parse(got.officials),
    })
    assert.ok(verdict.isWitnessed && verdict.signed.some(({ by, isKeyKnown }) => by === 'security-key' && isKeyKnown))
    assert.doesNotMatch(got.bundle, new RegExp(NAME))
    await house.registry.asOwner(`update shared.session set verified_at = verified_at - interval '3 minutes'`)
    assert.equal(problemOf(await auditor.api.call('exportCaseBundle', { params })).code, 'step-up')
    valueOf(await trySignIn(auditor, auditorKey))
  })
})

describe('改过的行标为不成立 · a bent row is shown as such, each at its own check', () => {
  const bends: Readonly<Record<string, { readonly sql: string; readonly found: readonly string[] }>> = {
    'the day of the event': {
      sql: `update foshan.ledger set legal_on = legal_on + 1 where stream_id = $1 and kind = 'approve'`,
      found: ['event', 'signature', 'key'],
    },
    'what the key said': {
      sql: `update foshan.signing_evidence e set evidence = replace(evidence, '"legalOn\\":\\"2016-07-08', '"legalOn\\":\\"2016-07-09') from foshan.signature s
            where s.signing_id = e.signing_id and s.case_id = $1 and s.step = 'review'`,
      found: ['key'],
    },
    'the text that was shown': {
      sql: `update foshan.signing_evidence e set display_enc = (select o.display_enc from foshan.signing_evidence o where o.display_enc is not null and o.signing_id <> e.signing_id limit 1)
            from foshan.signature s where s.signing_id = e.signing_id and s.case_id = $1 and s.step = 'review'`,
      found: ['shown'],
    },
    "the registry's countersignature": {
      sql: `update foshan.signature set countersignature = decode(repeat('00', 64), 'hex') where case_id = $1 and step = 'review'`,
      found: ['countersignature'],
    },
    'the signature taken away': {
      sql: `delete from foshan.signature where case_id = $1 and step = 'review'`,
      found: ['signature'],
    },
  }

  for (const [what, { sql, found }] of Object.entries(bends)) {
    it(what, async () => {
      const honest = broken(await audit())
      const { version } = approved(await audit())
      await house.registry.asOwner('create table if not exists public.kept as select 1 as kept')
      for (const table of ['ledger', 'signature', 'signing_evidence'])
        await house.registry.asOwner(`create table public.kept_${table} as table foshan.${table}`)
      try {
        await house.registry.asOwner(sql, [held.applicationId])
        const now = broken(await audit()).filter((each) => !honest.includes(each))
        assert.deepEqual(
          now,
          found.map((check) => `${version} ${check}`),
        )
      } finally {
        for (const table of ['signature', 'signing_evidence', 'ledger']) {
          await house.registry.asOwner(`delete from foshan.${table}`)
          await house.registry.asOwner(`insert into foshan.${table} select * from public.kept_${table}`)
          await house.registry.asOwner(`drop table public.kept_${table}`)
        }
      }
      assert.deepEqual(broken(await audit()), honest, 'put back as it was, nothing is found')
    })
  }

  it('an event taken away: no proof can be made, and that is told', async () => {
    await house.registry.asOwner(`delete from foshan.ledger where stream_id = $1 and kind = 'approve'`, [
      held.applicationId,
    ])
    const audited = await audit()
    assert.equal(standing(audited)['checkpoint'], 'broken')
    assert.match(audited.checks[0]?.faults[0] ?? '', /is gone/)
  })
})
