import { canonicalJson, canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { StepBeside } from '@anju/crypto/signing-evidence.ts'
import type { Ground } from '@anju/domain/kernel/decision.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, StepToSign } from '../deps.ts'
import type { Intent } from './intent.ts'
import { evidenceBeside, evidenceFor, type KeptEvidence } from './signing.ts'
import { contentSm3, envelopeBytes, envelopeMac, ledgerLeaf } from './ledger-envelope.ts'

/** Something that happened to a case. `facts` may be personal: they are kept under the person's key. */
export type HappenedEvent = {
  readonly kind: string
  readonly version: number
  readonly facts: Readonly<Record<string, unknown>>
  readonly grounds: readonly Ground[]
  /** The step that the actor confirms with their signature (签名负责); absent when the pack asks for none. */
  readonly signedStep?: string
  /** The card that the signature has to name; only with `signedStep`. */
  readonly stockNo?: string
}

/** An effect to be made outside after the commit. References only. */
export type Effect = {
  readonly topic: string
  readonly payload?: Readonly<Record<string, unknown>>
  readonly availableAt?: string
}

export type Recording = {
  readonly act: Act
  /** Absent for a second stream of the same command: the first one carries the intent. */
  readonly intent: Intent | undefined
  /** The intent of the first stream, under whose signature a second one stands. */
  readonly signedWith?: Pick<Intent, 'intentId'>
  /** Steps of the other streams of the command, so that the signature of this one names them. */
  readonly beside?: readonly StepBeside[]
  readonly streamId: string
  readonly pack: string
  /** Null for a dwelling: its facts stand in its own row, and the ledger keeps their keyed hash. */
  readonly person: { readonly personId: string; readonly wrappedKey: Buffer } | null
  readonly events: readonly HappenedEvent[]
  readonly effects: readonly Effect[]
}

const RECORD = `
with event as (
  insert into ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, person_id, facts_enc, facts_mac, signed_step, envelope_mac)
  select $1, version, $2::timestamptz, kind, $3, $4, $5, $6, grounds::jsonb, $7, facts_enc, facts_mac, signed_step, envelope_mac
  from unnest($8::int[], $9::text[], $10::text[], $11::bytea[], $12::bytea[], $29::text[], $30::bytea[]) as e(version, kind, grounds, facts_enc, facts_mac, signed_step, envelope_mac)
), pending as (
  insert into ledger_pending (stream_id, stream_version, at, leaf)
  select $1, version, $2::timestamptz, leaf from unnest($8::int[], $13::bytea[]) as p(version, leaf)
), effect as (
  insert into outbox (outbox_id, topic, subject_id, payload, available_at)
  select outbox_id, topic, $1, payload::jsonb, available_at
  from unnest($14::uuid[], $15::text[], $16::text[], $17::timestamptz[]) as o(outbox_id, topic, payload, available_at)
), signed as (
  insert into signature (case_id, case_version, step, official_id, post_id, signed_on, signed_at, content_sm3, statement, countersignature, key_id, signing_id, signer_class)
  select $1, version, s.step, $4, $5, $3, $2::timestamptz, content_sm3, statement, countersignature, $18, $31, c.class
  from unnest($19::int[], $20::text[], $21::bytea[], $22::text[], $23::bytea[]) as s(version, step, content_sm3, statement, countersignature)
  left join signer_class c on c.step = s.step
), proven as (
  insert into signing_evidence (signing_id, kind, official_id, person_id, evidence, evidence_sm3, display_enc, used_at)
  select $31::uuid, $32, $4, $7, $33, $34::bytea, $35::bytea, $2::timestamptz where $31::uuid is not null and $24::uuid is not null
)
insert into intent (intent_id, actor_id, route, request_sm3, outcome_ref, at)
select $24::uuid, $25::uuid, $26, $27::bytea, $28, $2::timestamptz where $24::uuid is not null`

/**
 * Writes what happened: ledger rows, their leaves, outbox rows, signatures and the intent, in one statement and in the
 * transaction that changes the state. A twin of the same intent makes it fail with 23505 on `intent_pkey`, a signature that
 * was used before with 23505 on `signing_evidence_pkey`.
 *
 * @throws SignatureRequired before anything is written, when a step must be signed and the act brings no signature for it
 */
export async function recordEvents(
  tx: Tx,
  crypto: CryptoProvider,
  newId: () => string,
  recording: Recording,
): Promise<void> {
  const { act, intent, streamId, pack, person, events, effects } = recording
  const actorId = actorIdOf(act)
  const postId = act.actor.kind === 'official' ? act.actor.postId : null
  const evidence = findEvidence(recording)
  const written = events.map((event) => writeEvent(crypto, recording, event, { actorId, postId, evidence }))
  const signed = written.flatMap((event) => event.signature ?? [])
  const last = events.at(-1)
  if (last === undefined) throw new Error('Nothing happened, so there is nothing to record')
  await tx.write(RECORD, [
    streamId,
    act.at,
    act.legalOn,
    actorId,
    postId,
    pack,
    person?.personId ?? null,
    events.map((event) => event.version),
    events.map((event) => event.kind),
    written.map((event) => event.grounds),
    written.map((event) => event.factsEnc),
    written.map((event) => event.factsMac),
    written.map((event) => event.leaf),
    effects.map(() => newId()),
    effects.map((effect) => effect.topic),
    effects.map((effect) => JSON.stringify({ legalOn: act.legalOn, ...effect.payload })),
    effects.map((effect) => effect.availableAt ?? act.at),
    crypto.identity.signingKid,
    signed.map((signature) => signature.version),
    signed.map((signature) => signature.step),
    signed.map((signature) => signature.contentSm3),
    signed.map((signature) => signature.statement),
    signed.map((signature) => signature.countersignature),
    intent?.intentId ?? null,
    actorId,
    intent?.route ?? '',
    intent?.requestSm3 ?? null,
    `${streamId}:${last.version}`,
    events.map((event) => event.signedStep ?? null),
    written.map((event) => event.envelopeMac),
    evidence?.signingId ?? null,
    evidence?.kind ?? null,
    evidence?.evidence ?? null,
    evidence === undefined ? null : Buffer.from(evidence.evidenceSm3, 'hex'),
    evidence === undefined ? null : sealDisplay(crypto, recording, evidence),
  ])
}

/** The first event of a stream that nobody signs and that has no effect outside: what a bulk load brings, many at once. */
export type TakenOver = {
  readonly streamId: string
  readonly person: { readonly personId: string; readonly wrappedKey: Buffer }
  readonly event: Omit<HappenedEvent, 'version' | 'signedStep'>
}

const RECORD_MANY = `
with event as (
  insert into ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, person_id, facts_enc, facts_mac, signed_step, envelope_mac)
  select stream_id, 1, $1::timestamptz, kind, $2, $3, $4, $5, grounds::jsonb, person_id, facts_enc, facts_mac, null, envelope_mac
  from unnest($6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::bytea[], $11::bytea[], $12::bytea[]) as e(stream_id, kind, grounds, person_id, facts_enc, facts_mac, envelope_mac)
)
insert into ledger_pending (stream_id, stream_version, at, leaf) select stream_id, 1, $1::timestamptz, leaf from unnest($6::uuid[], $13::bytea[]) as p(stream_id, leaf)`

/** As {@link recordEvents}, for the first events of many streams in one statement. */
export async function recordTakenOver(
  tx: Tx,
  crypto: CryptoProvider,
  { act, pack }: Pick<Recording, 'act' | 'pack'>,
  streams: readonly TakenOver[],
): Promise<void> {
  if (streams.length === 0) return
  const actorId = actorIdOf(act)
  const postId = act.actor.kind === 'official' ? act.actor.postId : null
  const written = streams.map(({ streamId, person, event }) => {
    const recording = { act, intent: undefined, streamId, pack, person, events: [], effects: [] }
    return writeEvent(crypto, recording, { ...event, version: 1 }, { actorId, postId, evidence: undefined })
  })
  await tx.write(RECORD_MANY, [
    act.at,
    act.legalOn,
    actorId,
    postId,
    pack,
    streams.map(({ streamId }) => streamId),
    streams.map(({ event }) => event.kind),
    written.map(({ grounds }) => grounds),
    streams.map(({ person }) => person.personId),
    written.map(({ factsEnc }) => factsEnc),
    written.map(({ factsMac }) => factsMac),
    written.map(({ envelopeMac: mac }) => mac),
    written.map(({ leaf }) => leaf),
  ])
}

/** One signature for a command: it names the first of its signed steps. */
function findEvidence(recording: Recording): KeptEvidence | undefined {
  const { act, pack, person, events, intent, signedWith, beside = [] } = recording
  const signed = events.find(({ signedStep }) => signedStep !== undefined)
  const [own] = stepsBeside(recording)
  if (own === undefined || signed === undefined) return undefined
  const step: StepToSign = {
    ...own,
    pack,
    facts: signed.facts,
    ...(signed.stockNo === undefined ? {} : { stockNo: signed.stockNo }),
    beside,
    personId: person?.personId ?? null,
  }
  if (intent !== undefined) return evidenceFor(act, step, intent.intentId)
  if (signedWith === undefined) throw new Error(`The step ${step.step} is signed under no intent`)
  return evidenceBeside(act, step, signedWith.intentId)
}

/** The signed step of a stream, as a signature names it; none when nothing of it is signed. */
export function stepsBeside({ streamId, events }: Pick<Recording, 'streamId' | 'events'>): readonly StepBeside[] {
  const [first] = events
  const signed = events.find(({ signedStep }) => signedStep !== undefined)
  if (first === undefined || signed?.signedStep === undefined) return []
  return [{ caseId: streamId, caseVersion: first.version - 1, step: signed.signedStep, event: signed.kind }]
}

/** What the official saw goes under the key of the person it was about, and is erased with it. */
function sealDisplay(
  crypto: CryptoProvider,
  { person }: Recording,
  { signingId, display }: KeptEvidence,
): Buffer | null {
  if (person === null || display === null) return null
  const place = { table: 'signing_evidence', column: 'display_enc', rowId: signingId, personId: person.personId }
  return crypto.seal(place, display, person.wrappedKey)
}

/** Ledger id of whoever acts: the official, the resident's account, or the nil id of the system. */
export function actorIdOf(act: Pick<Act, 'actor'>): string {
  if (act.actor.kind === 'official') return act.actor.officialId
  if (act.actor.kind === 'resident') return act.actor.accountId
  return '00000000-0000-0000-0000-000000000000'
}

function writeEvent(
  crypto: CryptoProvider,
  recording: Recording,
  event: HappenedEvent,
  { actorId, postId, evidence }: { actorId: string; postId: string | null; evidence: KeptEvidence | undefined },
) {
  const { act, streamId, pack, person } = recording
  const facts = canonicalJsonBytes(withoutFractions(event.facts))
  const factsMac = crypto.mac('ledger', facts)
  const grounds = withoutFractions(event.grounds)
  const envelope = envelopeBytes({
    city: act.city.city,
    streamId,
    version: event.version,
    at: act.at,
    kind: event.kind,
    legalOn: act.legalOn,
    actorId,
    postId,
    pack,
    grounds,
    personId: person?.personId ?? null,
    factsMac: factsMac.toString('hex'),
    signedStep: event.signedStep ?? null,
  })
  return {
    grounds: JSON.stringify(grounds),
    factsEnc:
      person === null
        ? null
        : crypto.seal(
            { table: 'ledger', column: 'facts_enc', rowId: streamId, personId: person.personId },
            facts,
            person.wrappedKey,
          ),
    factsMac,
    leaf: ledgerLeaf(envelope),
    envelopeMac: envelopeMac(crypto, envelope),
    signature:
      event.signedStep === undefined
        ? undefined
        : countersign(crypto, recording, event, event.signedStep, contentSm3(envelope), evidence),
  }
}

/** The registry's own signature over what was recorded, when, and under which evidence of the official's key. */
function countersign(
  crypto: CryptoProvider,
  { act, streamId: caseId }: Recording,
  event: HappenedEvent,
  step: string,
  content: Buffer,
  evidence: KeptEvidence | undefined,
) {
  if (act.actor.kind !== 'official' || evidence === undefined) throw new Error('Only an official signs a step')
  const statement = canonicalJson({
    v: 2,
    type: 'responsibility',
    caseId,
    caseVersion: event.version,
    step,
    event: event.kind,
    contentSm3: content.toString('hex'),
    evidenceSm3: evidence.evidenceSm3,
    assurance: evidence.kind,
    official: act.actor.officialId,
    post: act.actor.postId,
    session: act.sessionRef,
    legalOn: act.legalOn,
    at: act.at,
  })
  const countersignature = crypto.sign(Buffer.from(`anju:responsibility:v1\0${statement}`))
  return { version: event.version, step, contentSm3: content, statement, countersignature }
}

/** Hashed text holds no fractions: an area or a position is written as text. Undefined fields are left out. */
export function withoutFractions(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(withoutFractions)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, withoutFractions(item)]),
    )
  }
  return value
}
