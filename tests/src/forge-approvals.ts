import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepOfficials } from '@anju/card-service/command/officials.ts'
import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import { verifyCaseBundle, type CaseBundle, type TrustedKeys } from '@anju/crypto/merkle-case-bundle.ts'
import { officialKeysSm3, parseOfficialKeys, type OfficialKeys } from '@anju/crypto/official-roster.ts'
import { signingChallenge, type SigningStatement } from '@anju/crypto/signing-evidence.ts'
import { checkout, programs } from '@anju/dev/checkout.ts'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Act, Signing } from '@anju/server/deps.ts'
import { bundleCase } from '@anju/server/store/case-bundle.ts'
import { SignatureRequired, statementOf, writeEvidence } from '@anju/server/store/signing.ts'
import { acceptApplication } from '@anju/server/usecases/accept-application.ts'
import type { ApplicationOutcome } from '@anju/server/usecases/application-step.ts'
import { applyForPermit } from '@anju/server/usecases/apply-for-permit.ts'
import { approveApplication } from '@anju/server/usecases/approve-application.ts'
import { keepBlob } from '@anju/server/usecases/keep-blob.ts'
import { textSm3 } from '@anju/server/usecases/sign-step.ts'
import { verifyApplication } from '@anju/server/usecases/verify-application.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { TINY_PNG } from '../../card-service/test/registry-side.ts'
import { HOME } from './key-desk.ts'
import { applicationOf, held, step, visitOf, type HeldCase, type Registered } from './permit-driver.ts'
import { softAuthenticator, type SoftAuthenticator } from './soft-authenticator.ts'
import type { TwoNodes } from './two-nodes.ts'

/** The three of a case of Foshan with a key each, and a way to sign with any of them. */
export type Signers = Readonly<Record<'clerk' | 'coordinator' | 'stationHead', SoftAuthenticator>>
export type Sign = (statement: SigningStatement) => Signing

const DISPLAY = '签名事项：审核通过\n当事人：唐国强'

/** A row of a bound key, as only the owner of the database writes it beside the programs. */
export async function insertKey({ registry }: TwoNodes, { officialId }: CastOfficial, key: SoftAuthenticator) {
  await registry.asOwner(
    `with leave as (
       insert into shared.enrolment (enrolment_id, official_id, reason, proposed_at, approved_at, code_sm3, expires_at)
       values ($1::uuid, $2, 'further', now(), now(), uuid_send($1::uuid), now()) returning enrolment_id
     )
     insert into shared.authenticator (authenticator_id, official_id, enrolment_id, kind, credential_id, public_key, sign_count, attestation, registered_at)
     select enrolment_id, $2, enrolment_id, 'webauthn', $3, $4, 0, '', now() from leave`,
    [randomUUID(), officialId, Buffer.from(key.id, 'base64url'), Buffer.from(key.publicKey, 'base64url')],
  )
}

/** Keys for the three, bound in the registry. */
export async function bindSigners(nodes: TwoNodes): Promise<Signers> {
  const signers = {
    clerk: softAuthenticator(HOME),
    coordinator: softAuthenticator(HOME),
    stationHead: softAuthenticator(HOME),
  }
  await insertKey(nodes, OFFICIALS.clerk, signers.clerk)
  await insertKey(nodes, OFFICIALS.coordinator, signers.coordinator)
  await insertKey(nodes, OFFICIALS.stationHead, signers.stationHead)
  return signers
}

/** What `officials` of the registry writes, pinned at the police by the digest that was read out. @returns path and keys */
export async function pinRoster(nodes: TwoNodes): Promise<{ readonly path: string; readonly officials: OfficialKeys }> {
  const { database } = nodes.registry
  const path = join(nodes.home, 'officials.json')
  const ended = await runProgram([programs.registry, 'officials', path], {
    ANJU_HOME: database.home,
    ANJU_KEYS: database.keys,
    ANJU_APP_DATABASE_URL: database.appUrl,
    DATABASE_URL: database.url,
  })
  assert.equal(ended.status, 0, ended.said)
  const officials = parseOfficialKeys(JSON.parse(readFileSync(path, 'utf8'))) ?? assert.fail()
  const digest = officialKeysSm3(officials)
  assert.ok(ended.said.includes(digest), 'the program tells the digest')
  keepOfficials(nodes.card.peers, { file: path, digest, at: '2016-07-01T00:00:00.000Z' }, () => {})
  return { path, officials }
}

/** What a key says to a statement, as its person signs it. */
export const signedBy =
  (key: SoftAuthenticator): Sign =>
  (statement) =>
    carried(statement, evidenceBy(key, statement))

/** A signature as a command carries it; whoever holds the server brings what they like. */
export function carried(statement: SigningStatement, evidence: string): Signing {
  return { kind: 'security-key', signingId: randomUUID(), statement, evidence, display: DISPLAY }
}

export function evidenceBy(key: SoftAuthenticator, statement: SigningStatement): string {
  const text = canonicalJson(statement)
  const { kind, clientDataJSON, authenticatorData, signature } = key.answer(
    signingChallenge(text, statement.nonce).toString('base64url'),
  )
  const { publicKey } = key
  return writeEvidence({ kind, statement: text, publicKey, clientDataJSON, authenticatorData, signature })
}

/** Carries a command out under a signature for exactly the step that it asks for. */
export async function carrySigned(
  act: Act,
  run: (act: Act) => Promise<Decision<ApplicationOutcome>>,
  sign: Sign,
): Promise<HeldCase> {
  return held(await runSigned(act, run, sign))
}

/** As {@link carrySigned}, for a command of any kind. */
export async function runSigned<T>(
  act: Act,
  run: (act: Act) => Promise<Decision<T>>,
  sign: Sign,
): Promise<Decision<T>> {
  const { signing: _, ...unsigned } = act
  const asked = await run(unsigned).then(
    (decision) => assert.fail(`the step asked for no signature: ${JSON.stringify(decision)}`),
    (error: unknown) => (error instanceof SignatureRequired ? error.step : assert.fail(String(error))),
  )
  const request = { route: 'test', intentId: randomUUID(), requestSm3: '0'.repeat(64), attachments: [] }
  const how = { assurance: 'security-key' as const, displaySm3: textSm3(DISPLAY) }
  return run({ ...act, signing: sign(statementOf(act, asked, request, how)) })
}

/** A case that clerk and coordinator passed with their own keys, and nobody has reviewed. */
export async function verifiedBySigners(
  { registry, drive, clerk }: TwoNodes,
  keys: Signers,
  who?: Registered,
): Promise<HeldCase> {
  const { deps } = registry
  const blobId = randomUUID()
  await keepBlob(deps, clerk('2016-07-05'), { blobId, mime: 'image/png', image: TINY_PNG })
  const command = applicationOf(who ?? (await drive.register()), {
    photo: { source: 'live', blobId, cardValidFrom: null },
  })
  const byClerk = signedBy(keys.clerk)
  const submitted = held(await applyForPermit(deps, clerk('2016-07-05'), command))
  const taken = step(submitted)
  const accepted = await carrySigned(clerk('2016-07-05'), (act) => acceptApplication(deps, act, taken), byClerk)
  const visited = { ...step(accepted), visit: visitOf('true', '2016-07-07') }
  return carrySigned(
    drive.by(OFFICIALS.coordinator, '2016-07-07'),
    (act) => verifyApplication(deps, act, visited),
    signedBy(keys.coordinator),
  )
}

/** The review of a case, under whatever stands in place of the head's signature. */
export function approveWith({ registry, drive }: TwoNodes, theCase: HeldCase, sign: Sign): Promise<HeldCase> {
  const command = { ...step(theCase), occupancyReason: '同住人已迁出' }
  const act = drive.by(OFFICIALS.stationHead, '2016-07-08')
  return carrySigned(act, (signed) => approveApplication(registry.deps, signed, command), sign)
}

/**
 * What somebody with everything of the server can put in place of the head's signature, and what the police must answer to it. What says yes to
 * something else the registry's own worker does not even send.
 */
export type Forgery = {
  readonly what: string
  readonly code: string
  readonly approve: (theCase: HeldCase) => Promise<HeldCase>
}

/** @param genuine - what the head's key once said, under another case */
export function forgeries(nodes: TwoNodes, keys: Signers, own: SoftAuthenticator, genuine: string): readonly Forgery[] {
  const approve = (sign: Sign) => (theCase: HeldCase) => approveWith(nodes, theCase, sign)
  const parts = (text: string): Record<string, unknown> => JSON.parse(text)
  const demo = async (theCase: HeldCase) => {
    const { registry, drive } = nodes
    const act = drive.by(OFFICIALS.stationHead, '2016-07-08')
    return held(await approveApplication(registry.deps, act, { ...step(theCase), occupancyReason: '同住人已迁出' }))
  }
  return [
    {
      what: 'no signature',
      code: 'order.unsigned',
      approve: async (theCase) => {
        const approved = await demo(theCase)
        await nodes.registry.asOwner(
          `update foshan.signature set signing_id = null where case_id = $1 and step = 'review'`,
          [theCase.applicationId],
        )
        return approved
      },
    },
    { what: 'a demo signature', code: 'order.demo-signature', approve: demo },
    {
      what: "a key of their own, entered as the head's",
      code: 'order.official-unknown',
      approve: approve(signedBy(own)),
    },
    {
      what: 'a signature of another case',
      code: 'order.unsigned',
      approve: approve((statement) => carried(statement, genuine)),
    },
    {
      what: 'another text than was shown',
      code: 'order.signature',
      approve: approve((statement) => {
        const shown = { ...statement, displaySm3: textSm3('签名事项：退回补正') }
        return carried(
          statement,
          canonicalJson({ ...parts(evidenceBy(keys.stationHead, shown)), statement: canonicalJson(statement) }),
        )
      }),
    },
    {
      what: 'replayed: what the head signed for this case earlier, to return it',
      code: 'order.unsigned',
      approve: approve((statement) => {
        const returned = { ...statement, event: 'return-incomplete', caseVersion: statement.caseVersion - 1 }
        return carried(statement, evidenceBy(keys.stationHead, returned))
      }),
    },
    {
      what: "the head's public key over what another key signed",
      code: 'order.signature',
      approve: approve((statement) =>
        carried(
          statement,
          canonicalJson({ ...parts(evidenceBy(own, statement)), publicKey: keys.stationHead.publicKey }),
        ),
      ),
    },
    {
      what: "the clerk's key in place of the head's",
      code: 'order.signature',
      approve: approve(signedBy(keys.clerk)),
    },
  ]
}

/** Seals what happened and writes the bundle of each case, as `bundle` does. */
export async function bundlesOf({ registry }: TwoNodes, cases: readonly HeldCase[]): Promise<readonly CaseBundle[]> {
  const { deps } = registry
  const city = deps.cities.get('foshan') ?? assert.fail()
  const at = new Date().toISOString()
  while ((await sealLedger(city, 'test', at)) > 0);
  await sealCheckpoint(deps, city, 'test', at, 0)
  const bundles: CaseBundle[] = []
  for (const { applicationId } of cases)
    bundles.push(await city.pool.look(wholeCity(city), (db) => bundleCase(db, 'foshan', applicationId)))
  return bundles
}

export function faultsOf(nodes: TwoNodes, officials: OfficialKeys, bundle: CaseBundle): readonly string[] {
  const trusted: TrustedKeys = {
    registry: [nodes.registry.deps.crypto.identity.signingPublicKey],
    witness: [],
    officials,
  }
  return verifyCaseBundle(bundle, trusted).faults
}

/** The stand-alone program over one bundle. @returns its exit code */
export async function verifyByProgram(
  nodes: TwoNodes,
  officialsPath: string,
  bundle: CaseBundle,
): Promise<number | null> {
  const file = (name: string, value: unknown) => {
    const path = join(nodes.home, name)
    writeFileSync(path, JSON.stringify(value))
    return path
  }
  const registry = file('registry.json', { signingPublicKey: nodes.registry.deps.crypto.identity.signingPublicKey })
  const police = file('police.json', { signingPublicKey: nodes.card.peer.signingPublicKey })
  const script = join(checkout, 'crypto/src/verify-case.ts')
  return (await runProgram([script, file('case.json', bundle), registry, police, officialsPath], {})).status
}

function runProgram(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ status: number | null; said: string }> {
  return new Promise((done, failed) => {
    let said = ''
    const child = spawn(process.execPath, [...args], { cwd: checkout, env })
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    child.on('error', failed)
    child.on('close', (status) => done({ status, said }))
  })
}
