import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import { type Ground, ground, refusal, type Refusal, refusalsOf } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { needsReview } from '@anju/domain/replacement/card-case-machine.ts'
import { decideOwedCard } from '@anju/domain/replacement/decide-replacement.ts'
import { isCardOwed } from '@anju/domain/replacement/is-card-owed.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { listCardCasesOf, recordCardCase } from '../store/card-case.ts'
import { type HeldPermit, lockPermit } from '../store/endorsement.ts'
import { hasCardPhoto } from '../store/exchange.ts'
import { listCardsOf } from '../store/permit.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { crossesBoundary } from './crosses-boundary.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { besideCaseId } from './new-case-id.ts'
import { nextCaseNo } from './next-case-no.ts'
import { officeFor } from './office-for.ts'
import type { BesideStream } from './record-beside.ts'

/** What becomes of the card when the end of a permit is taken back. */
export type CardAfterEnd = {
  /**
   * `kept`: the card was never void and serves on. `made`: another one is begun with the answer. `asked-for`: one is owed and cannot be begun with the answer,
   * for these reasons. `none`: the end took no card.
   */
  readonly becomes: 'kept' | 'made' | 'asked-for' | 'none'
  /** Since when the old one is void. */
  readonly voidedOn: PlainDate | null
  /** By when the new one is made. */
  readonly dueOn: PlainDate | null
  readonly refusals: readonly Refusal[]
  readonly grounds: readonly Ground[]
}

/** What would become, or becomes, of the card of a permit whose end is taken back today (I-208). */
export async function cardAfterEnd(
  deps: Deps,
  act: Act,
  db: Db,
  permit: Pick<HeldPermit, 'permit_id' | 'person_id'>,
): Promise<CardAfterEnd> {
  const { permit_id: permitId, person_id: personId } = permit
  const [cards, cases] = await Promise.all([listCardsOf(db, permitId), listCardCasesOf(db, permitId)])
  const kept = cards.map(({ state, void_reason: voidReason, voided_on: voidedOn }) => ({ state, voidReason, voidedOn }))
  const states = cases.map(({ state }) => state)
  const nothing = { voidedOn: null, dueOn: null, refusals: [], grounds: [] }
  if (!isCardOwed(kept, states))
    return { becomes: kept.some(({ state }) => state === 'good') ? 'kept' : 'none', ...nothing }
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { ended: _takenBack, ...facts } = permitIn(await listPermitFacts(db, personId), permitId)
  const decision = decideOwedCard(facts, act.legalOn, lawOf(deps, act.city))
  // The police make a card from what the order says, and nobody comes who could bring a photo.
  const hasPhoto = !crossesBoundary(pack) || (await hasCardPhoto(db, permitId))
  const photo = hasPhoto ? [] : [refusal('card.photo-missing', pack.photo.sources.law)]
  const refusals = [...refusalsOf(decision), ...photo]
  const voidedOn = kept.at(-1)?.voidedOn ?? null
  if (!decision.ok || refusals.length > 0) return { ...nothing, becomes: 'asked-for', voidedOn, refusals }
  const { grounds, value } = decision
  return { becomes: 'made', voidedOn, dueOn: value.due.extendedOn, refusals: [], grounds }
}

/** Why, in the answer to the objection and in its letter; nothing where no card was taken. */
export function groundsOfCard(card: CardAfterEnd, { fees, source }: Pick<Pack, 'fees' | 'source'>): readonly Ground[] {
  const law: ClauseRef = fees['office-error-correction']?.law ?? source
  if (card.becomes === 'kept') return [ground(law, 'objection.card-kept')]
  if (card.becomes === 'asked-for') return [ground(law, 'objection.card-owed')]
  return card.dueOn === null ? [] : [ground(law, 'objection.card-made', { dueOn: card.dueOn })]
}

/**
 * Opens the case of the card that is owed, in the transaction that takes the end back: an error of the office, free, with no application (I-208). Whoever answers the
 * objection accepts it with the same signature; another official passes it where the city has cases passed, as always.
 * @returns its ledger rows, to be written after those of the answer
 */
export async function openOwedCard(
  deps: Deps,
  act: Act,
  tx: Tx,
  card: CardAfterEnd,
  of: { readonly permitId: string; readonly objectionId: string },
): Promise<BesideStream | undefined> {
  const held = card.becomes === 'made' ? await lockPermit(tx, of.permitId) : undefined
  if (held === undefined || card.dueOn === null) return undefined
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { permit_id: permitId, person_id: personId, division_code: divisionCode, dek_wrapped: wrappedKey } = held
  const cardCaseId = besideCaseId(deps, act, 'accept')
  const office = await officeFor(deps, act, divisionCode)
  const acceptanceNo = await nextCaseNo(tx, 'acceptance', office, divisionCode, act.legalOn)
  const isReviewed = needsReview(pack, false)
  await recordCardCase(tx, {
    card_case_id: cardCaseId,
    permit_id: permitId,
    person_id: personId,
    office_id: office.officeId,
    division_code: divisionCode,
    business: 'office-error-correction',
    reason: 'office-error',
    particulars: [],
    pack: pack.id,
    needs_review: isReviewed,
    agent_enc: null,
    mandate_id: null,
    particulars_enc: null,
    acceptance_no: acceptanceNo,
    accepted_on: act.legalOn,
    due_on: card.dueOn,
  })
  const reason = { kind: 'office-error' }
  return {
    streamId: cardCaseId,
    pack: pack.id,
    person: { personId, wrappedKey },
    events: [
      {
        kind: 'accept',
        version: 1,
        facts: { to: 'accepted', permitId, acceptanceNo, reason, particulars: [], objectionId: of.objectionId },
        grounds: [ground('CN-663:11.1', 'card-case.accept'), ...card.grounds],
        ...(pack.workflow.duties.accept?.signed === true ? { signedStep: 'accept' } : {}),
      },
    ],
    // The letter about the objection tells of the card.
    effects: !isReviewed && crossesBoundary(pack) ? [{ topic: 'exchange.card-order' }] : [],
  }
}
