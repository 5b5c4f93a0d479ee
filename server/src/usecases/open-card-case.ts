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
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { type CardCaseState, needsReview } from '@anju/domain/replacement/card-case-machine.ts'
import type { NewCard } from '@anju/domain/replacement/decide-replacement.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findCardCase, listCardCasesOf, type Particulars, recordCardCase, sealOfCase } from '../store/card-case.ts'
import { type HeldPermit, lockPermit } from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { hasCardPhoto } from '../store/exchange.ts'
import { listCardsOf, voidCard } from '../store/permit.ts'
import { recordEvents } from '../store/record-event.ts'
import { agentRefusals } from './applicant.ts'
import { PORTRAIT_KINDS } from './application-case.ts'
import { type AskedCard, cardCaseFacts, decideCardCase } from './card-case-facts.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { correctedPerson, correctRegister } from './correct-register.ts'
import { crossesBoundary } from './crosses-boundary.ts'
import { lawOf } from './get-residence.ts'
import { holdMandate } from './hold-mandate.ts'
import { newCaseId } from './new-case-id.ts'
import { nextCaseNo } from './next-case-no.ts'
import { officeFor } from './office-for.ts'
import { portraitPaper, withPhoto } from './taken-photo.ts'
import { tellPoliceOfCard } from './tell-police-of-card.ts'

export type OpenCardCase = Omit<AskedCard, 'materials'> & {
  readonly intentId: string
  readonly permitId: string
  readonly materials: readonly Material[]
  readonly particulars: Particulars
  /** In the official's words: how it was damaged or lost, where the office erred. */
  readonly note: string
  /** The mandate (委托) under which an agent acts. */
  readonly mandateId?: string | null
  /** The agent as they stood at the window; the id of the picture. */
  readonly agentPortrait?: string | null
}

export type CardCaseOutcome = CarriedOut & {
  readonly permitId: string
  readonly business: NewCard['business']
  readonly state: CardCaseState
  readonly dueOn: PlainDate
}

/**
 * Accepts a replacement (换领), a reissue (补领) or the correction of an error of the office (更正), signed. Who asks for a reissue reports the loss with it:
 * the old card is void from that minute. Another one is void as soon as nobody has to pass the case any more. The permit keeps its calendar. Where the
 * police make cards the order goes to them once it is passed.
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
      const open = (await listCardCasesOf(tx, held.permit_id)).find(({ closed_on: on }) => on === null)
      const before = [...refuseBeforehand(held), ...(open === undefined ? [] : [caseOpen(open.accepted_on)])]
      const facts = await cardCaseFacts(act, tx, held, command)
      const decision = decideCardCase(facts, act.legalOn, lawOf(deps, act.city))
      const mandated = await mandateFor(deps, act, tx, held, command, pack)
      const corrected = await correctedPerson(deps, tx, held.person_id, command.particulars)
      const rest = [
        ...refusalsOf(...(mandated === undefined ? [] : [mandated]), corrected),
        ...agentRefusals(command.agent ?? undefined, act.legalOn),
        ...(await refuseWithoutPhoto(tx, held, command, pack)),
      ]
      if (!decision.ok || mandated?.ok === false || before.length + rest.length > 0)
        return refused(...before, ...refusalsOf(decision), ...rest)
      const mandate = mandated?.value
      const isReviewed = needsReview(pack, decision.value.secondReview)
      const { person_id: personId, dek_wrapped: wrappedKey, division_code: divisionCode } = held
      const because = [ground('CN-663:11.1', 'card-case.accept'), ...decision.grounds, ...(mandated?.grounds ?? [])]
      const office = await officeFor(deps, act, divisionCode)
      const acceptanceNo = await nextCaseNo(tx, 'acceptance', office, divisionCode, act.legalOn)
      const place = { card_case_id: cardCaseId, person_id: personId }
      const { reason, particulars, note, inPerson, agent } = command
      await recordCardCase(tx, {
        ...place,
        permit_id: held.permit_id,
        office_id: office.officeId,
        division_code: divisionCode,
        business: decision.value.business,
        reason: reason.kind,
        particulars: reason.kind === 'changed' ? reason.particulars : particulars.map(({ field }) => field),
        pack: pack.id,
        needs_review: isReviewed,
        agent_enc: agent === null ? null : sealOfCase(deps.crypto, place, 'agent_enc', agent, wrappedKey),
        mandate_id: mandate?.row.mandate_id ?? null,
        particulars_enc:
          particulars.length === 0 ? null : sealOfCase(deps.crypto, place, 'particulars_enc', particulars, wrappedKey),
        acceptance_no: acceptanceNo,
        accepted_on: act.legalOn,
        due_on: decision.value.due.extendedOn,
      })
      await Promise.all([
        recordMaterials(tx, deps, act, { personId, cardCaseId, divisionCode }, papersOf(command)),
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
              facts: { to: 'accepted', permitId: held.permit_id, acceptanceNo, reason, particulars, note, inPerson },
              grounds: because,
              ...(authority.value.signed ? { signedStep: 'accept' } : {}),
            },
          ],
          effects: [
            { topic: 'notice.card-accepted' },
            ...(mandate === undefined ? [] : [mandate.effect]),
            ...(!isReviewed && crossesBoundary(pack) ? [{ topic: 'exchange.card-order' }] : []),
          ],
        }),
      ])
      if (reason.kind === 'lost') await reportLost(deps, act, tx, held.permit_id, pack)
      else if (!isReviewed) await voidOldCard(deps, act, tx, held.permit_id, reason.kind)
      if (!isReviewed) await correctRegister(deps, tx, personId, particulars)
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

/** The papers of the case: what was shown, the photo for the card, and the agent's portrait. */
function papersOf({ agent, agentPortrait = null, materials, photo = null }: OpenCardCase): readonly Material[] {
  return [...withPhoto(materials, photo), ...(agent === null ? [] : portraitPaper(PORTRAIT_KINDS.agent, agentPortrait))]
}

/** What no paper mends and the rule does not know of: where the card is. */
export function refuseBeforehand(held: Pick<HeldPermit, 'state'>): readonly Refusal[] {
  return held.state === 'pending-pick-up' ? [refusal('card.not-handed-over', 'CN-663:11.1')] : []
}

/** The police make a card from what the order says, so a photo goes with it: the one of the application, or one that is brought. */
async function refuseWithoutPhoto(
  tx: Tx,
  held: HeldPermit,
  command: OpenCardCase,
  pack: Pack,
): Promise<readonly Refusal[]> {
  if (!crossesBoundary(pack)) return []
  const isBrought = papersOf(command).some(({ kind, blobId }) => kind === 'photo' && blobId !== undefined)
  return isBrought || (await hasCardPhoto(tx, held.permit_id))
    ? []
    : [refusal('card.photo-missing', pack.photo.sources.law)]
}

/** A card that is lost is void here and with the police, unless that was told before. */
async function reportLost(deps: Deps, act: Act, tx: Tx, permitId: string, pack: Pack): Promise<void> {
  const good = (await listCardsOf(tx, permitId)).find(({ state }) => state === 'good')
  if (good === undefined) return
  await voidOldCard(deps, act, tx, permitId, 'lost')
  await tellPoliceOfCard(deps, act, tx, pack, { permitId, stockNo: good.stock_no, because: 'lost' })
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
