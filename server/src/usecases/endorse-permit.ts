import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { type Endorsement, decideEndorsement } from '@anju/domain/endorsement/decide-endorsement.ts'
import { type EndorsementState, endorsementState, needsCheck } from '@anju/domain/endorsement/endorsement-machine.ts'
import { granted, ground, refusal, refusalsOf, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { announce } from '../store/announcement.ts'
import { findEndorsement, type HeldPermit, lockPermit, recordEndorsement, type Written } from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { recordEvents, type Recording } from '../store/record-event.ts'
import { requireSealed } from '../store/row-seal.ts'
import { PORTRAIT_KINDS } from './application-case.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { type AskedEndorsement, endorsementFacts } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { holdMandate } from './hold-mandate.ts'
import { newCaseId } from './new-case-id.ts'
import { officeFor } from './office-for.ts'
import { portraitPaper } from './taken-photo.ts'
import { withdrawEnd } from './withdraw-end.ts'

export type EndorsePermit = Omit<AskedEndorsement, 'channel' | 'confirmsNothingChanged' | 'materials'> & {
  readonly intentId: string
  readonly permitId: string
  readonly materials: readonly Material[]
  /** The agent as they stood at the window; the id of the picture. */
  readonly agentPortrait?: string | null
  /** Where it is written in this same visit; null when that is done later. */
  readonly write: Exclude<Written, 'register'> | null
}

export type EndorsementOutcome = CarriedOut & {
  readonly permitId: string
  readonly state: EndorsementState
  readonly acceptedOn: PlainDate
}

/**
 * What else the same visit brings: a change of address, of employer. It runs in the transaction of the endorsement, after the permit is
 * locked and before the rule looks, so that the rule judges the life with the change in it; a refusal undoes both, and the reasons of both
 * are told. Ledger rows of its own carry no intent: the endorsement's stands for the visit, so `record` writes them after it.
 */
export type SameVisit = (
  tx: Tx,
  permit: HeldPermit,
) => Promise<
  Decision<{
    readonly facts: Readonly<Record<string, unknown>>
    /** Where the permit belongs from now on, when the visit moved it. */
    readonly divisionCode?: string
    readonly record?: () => Promise<unknown>
    /** The steps of those rows: the signature of the endorsement names them. */
    readonly beside?: NonNullable<Recording['beside']>
  }>
>

/**
 * Takes an endorsement (签注) at the window: in time, or late and then the functions come back. Where the city has no second look and the
 * chip is at hand it is written in the same visit, signed for both steps. Who may not be endorsed hears every reason at once, with the day on
 * which the window opens, and nothing is stored.
 */
export async function endorsePermit(
  deps: Deps,
  act: Act,
  command: EndorsePermit,
  sameVisit?: SameVisit,
): Promise<Decision<EndorsementOutcome>> {
  const portrait = command.agent === null ? [] : portraitPaper(PORTRAIT_KINDS.agent, command.agentPortrait ?? null)
  const asked: AskedEndorsement = { ...command, channel: 'counter', confirmsNothingChanged: false }
  const taken = { ...command, materials: [...command.materials, ...portrait] }
  return takeEndorsement(deps, act, taken, asked, command.write, sameVisit)
}

/** The part that the window and the online confirmation share. */
export async function takeEndorsement(
  deps: Deps,
  act: Act,
  command: { readonly intentId: string; readonly permitId: string; readonly materials: readonly Material[] },
  asked: AskedEndorsement,
  write: Written | null,
  sameVisit?: SameVisit,
): Promise<Decision<EndorsementOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const isOnline = asked.channel === 'online'
  const authority = mayPerform(act.actor, isOnline ? 'resident' : 'endorse', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, isOnline ? 'endorsement/confirm' : 'endorsement/accept', command)
  const endorsementId = newCaseId(deps, act)
  const done = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const held = await lockPermit(tx, command.permitId)
      if (held === undefined) throw new RegistryError('not-found', 'No such permit within reach')
      const visit: Awaited<ReturnType<SameVisit>> =
        sameVisit === undefined ? granted({ facts: {} }, []) : await sameVisit(tx, held)
      const ofPermit = { column: 'permit_id', id: held.permit_id }
      const [known] = await Promise.all([
        endorsementFacts(deps, act, tx, held, asked),
        requireSealed(tx, deps.crypto, 'permit', ofPermit),
        requireSealed(tx, deps.crypto, 'endorsement', ofPermit),
      ])
      const decision = decideEndorsement(known, act.legalOn, lawOf(deps, act.city))
      const mandated = await mandateFor(deps, act, tx, held, asked)
      if (!visit.ok || !decision.ok || mandated?.ok === false)
        return refused(...refusalsOf(visit, decision, ...(mandated === undefined ? [] : [mandated])))
      const mandate = mandated?.value
      const check = needsCheck(pack, decision.value.secondReview)
      const written = check ? null : write
      const version = written === null ? 1 : 2
      const signedStep = authority.value.signed ? { signedStep: 'endorse' } : {}
      const accepted = [
        ground('CN-663:10.2', 'endorsement.accept'),
        ...decision.grounds,
        ...visit.grounds,
        ...(mandated?.grounds ?? []),
      ]
      const { person_id: personId, dek_wrapped: wrappedKey } = held
      const divisionCode = visit.value.divisionCode ?? held.division_code
      await recordEndorsement(
        tx,
        { crypto: deps.crypto, act },
        {
          endorsementId,
          permitId: held.permit_id,
          personId,
          officeId: (await officeFor(deps, act, divisionCode)).officeId,
          divisionCode,
          channel: asked.channel,
          condition: asked.condition === 'none' || isOnline ? null : asked.condition,
          pack: pack.id,
          acceptedOn: act.legalOn,
          bookedOnlineOn: asked.bookedOnlineOn,
          needsCheck: check,
          written,
          version,
        },
      )
      const { takesBack } = decision.value
      const back =
        takesBack === undefined
          ? {}
          : await withdrawEnd(deps, act, tx, held, takesBack, { endorsementId, pack: pack.id })
      const facts = { permitId: held.permit_id, asked, ...visit.value.facts, ...back }
      const isTold = written === null || decision.value.kind === 'in-time'
      await Promise.all([
        recordMaterials(tx, deps, act, { personId, endorsementId, divisionCode }, command.materials),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: endorsementId,
          pack: pack.id,
          person: { personId, wrappedKey },
          events: [
            { kind: 'accept', version: 1, facts, grounds: accepted, ...signedStep },
            ...(written === null
              ? []
              : [
                  {
                    kind: 'complete',
                    version: 2,
                    facts: { written, ...outcomeFacts(decision.value) },
                    grounds: [ground('CN-663:10.2', 'endorsement.complete')],
                    ...signedStep,
                  },
                ]),
          ],
          ...(visit.value.beside === undefined ? {} : { beside: visit.value.beside }),
          effects: [
            ...(isTold ? [{ topic: written === null ? 'notice.endorsement-accepted' : 'notice.endorsed' }] : []),
            ...(takesBack === undefined ? [] : [{ topic: 'notice.end-withdrawn' }]),
            ...(mandate === undefined ? [] : [mandate.effect]),
          ],
        }),
        ...(isTold ? [] : [tellRestored(deps, act, tx, held, pack.id, act.legalOn)]),
      ])
      await visit.value.record?.()
      await mandate?.count(tx, endorsementId)
      return granted({ subjectId: endorsementId, version }, accepted)
    },
    (constraint) =>
      constraint === 'endorsement_open_once'
        ? refused(refusal('endorsement.already-accepted', 'CN-663:10.2', { acceptedOn: act.legalOn }))
        : undefined,
  )
  return done.ok
    ? granted({ ...done.value, ...(await endorsementStanding(act, done.value.subjectId)) }, done.grounds)
    : done
}

/** The mandate of an agent's endorsement; undefined when no agent came. */
function mandateFor(deps: Deps, act: Act, tx: Tx, held: HeldPermit, { agent, mandateId = null }: AskedEndorsement) {
  if (agent === null) return undefined
  const acting = { mandateId, principalId: held.person_id, agentIdNumber: agent.idNumber }
  return holdMandate(
    deps,
    act,
    tx,
    { ...acting, scope: 'endorsement' },
    packInForce(deps.packs, act.city.jurisdiction, act.legalOn),
  )
}

/** What an endorsement did, for the ledger. */
export function outcomeFacts({ kind, anniversaryOn, baseOn, timesEndorsed, validUntil, cost }: Endorsement) {
  return {
    kind,
    anniversaryOn,
    baseOn,
    timesEndorsed,
    validUntil,
    ...(cost === undefined ? {} : { cost: { ...cost } }),
  }
}

/** Tells that the functions came back (恢复使用功能), once: a sweep that finds it later finds it told. */
export async function tellRestored(
  deps: Deps,
  act: Act,
  tx: Tx,
  {
    permit_id: permitId,
    person_id: personId,
    division_code: divisionCode,
  }: Pick<HeldPermit, 'permit_id' | 'person_id' | 'division_code'>,
  pack: string,
  restoredOn: PlainDate,
): Promise<number> {
  const notice = {
    outboxId: deps.newId(),
    topic: 'notice.restored',
    aboutId: permitId,
    payload: { legalOn: restoredOn },
  }
  const one = {
    subjectId: permitId,
    transition: 'restored' as const,
    onDay: restoredOn,
    personId,
    divisionCode,
    pack,
    notice,
  }
  return announce(tx, [one], act.at)
}

/** Where an endorsement stands, as every command answers it. */
export async function endorsementStanding(act: Act, endorsementId: string) {
  const row = await act.city.pool.look(act.scope, (db) => findEndorsement(db, endorsementId))
  if (row === undefined) throw new RegistryError('not-found', 'No such endorsement within reach')
  const { permit_id: permitId, accepted_on: acceptedOn } = row
  const state = endorsementState({
    checkedOn: row.checked_on,
    completedOn: row.completed_on,
    refusedOn: row.refused_on,
  })
  return { permitId, state, acceptedOn }
}
