import { mayPerform } from '@anju/domain/access/may-perform.ts'
import {
  granted,
  ground,
  refusal,
  type Refusal,
  refusalsOf,
  refused,
  type Decision,
} from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Particular } from '@anju/domain/policy/replacement-policy.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { type CardCaseState, needsReview } from '@anju/domain/replacement/card-case-machine.ts'
import type { NewCard } from '@anju/domain/replacement/decide-replacement.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findCardCase, listCardCasesOf, recordCardCase, sealCardAgent } from '../store/card-case.ts'
import { type HeldPermit, lockPermit } from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { voidCard } from '../store/permit.ts'
import { recordEvents } from '../store/record-event.ts'
import { type AskedCard, cardCaseFacts, decideCardCase } from './card-case-facts.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { lawOf } from './get-residence.ts'
import { holdMandate } from './hold-mandate.ts'
import { newCaseId } from './new-case-id.ts'
import { officeFor } from './office-for.ts'

/** What an entry on the card said and what it says from now on; both stand in the ledger, under the key of the person. */
export type Particulars = readonly { readonly field: Particular; readonly before: string; readonly after: string }[]

export type OpenCardCase = Omit<AskedCard, 'materials'> & {
  readonly intentId: string
  readonly permitId: string
  readonly materials: readonly Material[]
  readonly particulars: Particulars
  /** In the official's words: how it was damaged or lost, where the office erred. */
  readonly note: string
  /** The mandate (委托) under which an agent acts. */
  readonly mandateId?: string | null
}

export type CardCaseOutcome = CarriedOut & {
  readonly permitId: string
  readonly business: NewCard['business']
  readonly state: CardCaseState
  readonly dueOn: PlainDate
}

/**
 * Accepts a replacement (换领), a reissue (补领) or the correction of an error of the office (更正), signed. Who asks for a reissue reports the loss with it:
 * the old card is void from that minute. Another one is void as soon as nobody has to pass the case any more. The permit keeps its calendar.
 */
export async function openCardCase(deps: Deps, act: Act, command: OpenCardCase): Promise<Decision<CardCaseOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'accept', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'card-case/accept', command)
  const cardCaseId = newCaseId(deps, act)
  const done = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const held = await lockPermit(tx, command.permitId)
      if (held === undefined) throw new RegistryError('not-found', 'No such permit within reach')
      const before = refuseBeforehand(held, pack)
      if (before.length > 0) return refused(...before)
      const open = (await listCardCasesOf(tx, held.permit_id)).find(({ closed_on: on }) => on === null)
      if (open !== undefined) return refused(caseOpen(open.accepted_on))
      const facts = await cardCaseFacts(act, tx, held, command)
      const decision = decideCardCase(facts, act.legalOn, lawOf(deps, act.city))
      const mandated = await mandateFor(deps, act, tx, held, command, pack)
      if (!decision.ok || mandated?.ok === false)
        return refused(...refusalsOf(decision, ...(mandated === undefined ? [] : [mandated])))
      const mandate = mandated?.value
      const isReviewed = needsReview(pack, decision.value.secondReview)
      const { person_id: personId, dek_wrapped: wrappedKey, division_code: divisionCode } = held
      const because = [ground('CN-663:11.1', 'card-case.accept'), ...decision.grounds, ...(mandated?.grounds ?? [])]
      await recordCardCase(tx, {
        card_case_id: cardCaseId,
        permit_id: held.permit_id,
        person_id: personId,
        office_id: (await officeFor(deps, act, divisionCode)).officeId,
        division_code: divisionCode,
        business: decision.value.business,
        reason: command.reason.kind,
        particulars:
          command.reason.kind === 'changed'
            ? command.reason.particulars
            : command.particulars.map(({ field }) => field),
        pack: pack.id,
        needs_review: isReviewed,
        agent_enc:
          command.agent === null
            ? null
            : sealCardAgent(deps.crypto, { card_case_id: cardCaseId, person_id: personId }, command.agent, wrappedKey),
        accepted_on: act.legalOn,
        due_on: decision.value.due.extendedOn,
      })
      const { reason, particulars, note, inPerson, materials } = command
      await Promise.all([
        recordMaterials(tx, deps, act, { personId, cardCaseId, divisionCode }, materials),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: cardCaseId,
          pack: pack.id,
          person: { personId, wrappedKey },
          events: [
            {
              kind: 'accept',
              version: 1,
              facts: { permitId: held.permit_id, reason, particulars, note, inPerson },
              grounds: because,
              ...(authority.value.signed ? { signedStep: 'accept' } : {}),
            },
          ],
          effects: [{ topic: 'notice.card-accepted' }, ...(mandate === undefined ? [] : [mandate.effect])],
        }),
      ])
      if (reason.kind === 'lost' || !isReviewed) await voidOldCard(deps, act, tx, held.permit_id, reason.kind)
      await mandate?.count(tx, cardCaseId)
      return granted({ subjectId: cardCaseId, version: 1 }, because)
    },
    (constraint) => (constraint === 'card_case_open_once' ? refused(caseOpen(act.legalOn)) : undefined),
  )
  return done.ok
    ? granted({ ...done.value, ...(await cardCaseStanding(act, done.value.subjectId)) }, done.grounds)
    : done
}

/** The mandate of an agent's case; undefined when no agent came. Nobody acts for another in a correction. */
function mandateFor(
  deps: Deps,
  act: Act,
  tx: Tx,
  held: HeldPermit,
  { agent, mandateId = null, reason }: OpenCardCase,
  pack: Pack,
) {
  if (agent === null) return undefined
  const acting = { mandateId, principalId: held.person_id, agentIdNumber: agent.idNumber }
  const scope = reason.kind === 'lost' ? 'reissue' : 'replacement'
  return holdMandate(deps, act, tx, { ...acting, scope }, pack)
}

/** What no paper mends and the rule does not know of: where the card is, and who makes cards. */
export function refuseBeforehand(held: Pick<HeldPermit, 'state'>, pack: Pack): readonly Refusal[] {
  const { path } = pack.workflow.application
  return [
    ...(path.value.includes('export') ? [refusal('card.made-by-police', path.law)] : []),
    ...(held.state === 'pending-pick-up' ? [refusal('card.not-handed-over', 'CN-663:11.1')] : []),
  ]
}

export function caseOpen(acceptedOn: PlainDate): Refusal {
  return refusal('card.case-open', 'CN-663:11.1', { acceptedOn })
}

/** The card that is replaced must never be taken for a permit again. One that was reported lost before is void already. */
export async function voidOldCard(
  deps: Deps,
  act: Act,
  tx: Tx,
  permitId: string,
  reason: AskedCard['reason']['kind'],
): Promise<void> {
  await voidCard(tx, { crypto: deps.crypto, act }, permitId, reason, act.legalOn)
}

/** Where a case stands, as every command answers it. */
export async function cardCaseStanding(act: Act, cardCaseId: string) {
  const row = await act.city.pool.look(act.scope, (db) => findCardCase(db, cardCaseId))
  if (row === undefined) throw new RegistryError('not-found', 'No such case within reach')
  return { permitId: row.permit_id, business: row.business, state: row.state, dueOn: row.due_on }
}
