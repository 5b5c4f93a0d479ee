import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { decideFee } from '@anju/domain/fee/decide-fee.ts'
import { standingFee } from '@anju/domain/fee/standing-fee.ts'
import { isClosedWithoutCard } from '@anju/domain/fee/unearned-fee.ts'
import { type Refusal, refusal, refusalsOf } from '@anju/domain/kernel/decision.ts'
import { type LostCard, lostCards } from '@anju/domain/permit/lost-card.ts'
import type { PermitFacts } from '@anju/domain/permit/permit-facts.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { refuseStanding } from '@anju/domain/permit/refuse-standing.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { CardReason } from '@anju/domain/replacement/decide-replacement.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type CardCaseRow, listCardCasesOf, openOfCase } from '../store/card-case.ts'
import { findHeldPermit, type HeldPermit } from '../store/endorsement.ts'
import { hasCardPhoto } from '../store/exchange.ts'
import { feeEntryOf, type FeeRow, listFeesOfCase } from '../store/fee.ts'
import { findOfficialNames } from '../store/office.ts'
import { listCardsOf } from '../store/permit.ts'
import { listEndingsOf, type PermitEndingRow } from '../store/permit-ending.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { findPerson } from '../store/person.ts'
import { cardCaseFacts, decideCardCase } from './card-case-facts.ts'
import { cardCaseSteps } from './card-case-step.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { describeFee } from './list-fees.ts'
import { caseOpen, refuseBeforehand } from './open-card-case.ts'
import { refusalsOfDuty } from './refusals-of-duty.ts'

/**
 * The card of a permit at the counter (证件办理): every card that was made, what can be done today and every reason why not that no paper mends, the cases of
 * another card with their fees, and endings that were put forward.
 */
export async function getCardDesk(deps: Deps, act: Act, permitId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const found = await act.city.pool.look(act.scope, async (db) => {
    const held = await findHeldPermit(db, permitId)
    if (held === undefined) throw new RegistryError('not-found', 'No such permit in this city')
    const [person, cards, cases, endings, permits] = await Promise.all([
      findPerson(db, held.person_id),
      listCardsOf(db, permitId),
      listCardCasesOf(db, permitId),
      listEndingsOf(db, permitId),
      listPermitFacts(db, held.person_id),
    ])
    const lost = permits.flatMap((permit) => lostCards(permit.cards, act.legalOn))
    const fees = await Promise.all(cases.map(({ card_case_id: id }) => listFeesOfCase(db, id)))
    return {
      held,
      name: person?.name ?? '',
      cards,
      cases,
      endings,
      fees,
      photoOnFile: await hasCardPhoto(db, permitId),
      actions: await actionsOf(deps, act, db, { held, cases, pack, facts: permitIn(permits, permitId), lost }),
      lost,
    }
  })
  const takers = found.fees.flat().map(({ taken_by: by }) => by)
  const deciders = found.endings.flatMap(({ proposed_by: by, decided_by: other }) =>
    other === null ? [by] : [by, other],
  )
  const names = await findOfficialNames(deps.shared, [...new Set([...takers, ...deciders])])
  return {
    permitId,
    permitNo: found.held.permit_no,
    personId: found.held.person_id,
    name: found.name,
    documents: {
      replacement: [...pack.replacement.documents.replacement.value],
      reissue: [...pack.replacement.documents.reissue.value],
    },
    particulars: [...pack.replacement.particulars.value],
    agency: {
      businesses: CARD_BUSINESSES.filter((one) => pack.agency.businesses.value.some((known) => known === one)),
      documents: [...pack.agency.documents.value],
    },
    photoOnFile: found.photoOnFile,
    cards: found.cards.map((card) => ({
      cardId: card.card_id,
      stockNo: card.stock_no,
      state: card.state,
      madeOn: card.made_on,
      madeFor: card.made_for,
      voidReason: card.void_reason,
      voidedOn: card.voided_on,
      foundOn: card.found_on,
    })),
    lostCards: found.lost.flatMap(({ stockNo }) => stockNo ?? []),
    actions: found.actions,
    cases: found.cases.map((row, at) =>
      describeCase(deps, act, row, { fees: found.fees[at] ?? [], names, pack, held: found.held }),
    ),
    endings: found.endings.map((row) => describeEnding(act, row, names, pack)),
  }
}

const CARD_BUSINESSES = ['replacement', 'reissue', 'office-error-correction'] as const
type Action = (typeof CARD_BUSINESSES)[number] | 'report-loss' | 'card-found' | 'end-permit'

const EASIEST: readonly (readonly [Action, CardReason])[] = [
  ['replacement', { kind: 'damaged' }],
  ['reissue', { kind: 'lost' }],
  ['office-error-correction', { kind: 'office-error' }],
]

/** What could be done for somebody who comes with everything, and why not. */
async function actionsOf(
  deps: Deps,
  act: Act,
  db: Db,
  {
    held,
    cases,
    pack,
    facts,
    lost,
  }: {
    readonly held: HeldPermit
    readonly cases: readonly CardCaseRow[]
    readonly pack: Pack
    readonly facts: PermitFacts
    readonly lost: readonly LostCard[]
  },
) {
  if (held.state === 'pending-pick-up') return []
  const law = lawOf(deps, act.city)
  const ended = refuseStanding(permitStanding(facts, act.legalOn, law))
  const open = cases.find(({ closed_on: on }) => on === null)
  const beforehand = [...refuseBeforehand(held), ...(open === undefined ? [] : [caseOpen(open.accepted_on)])]
  const kinds = [...pack.replacement.documents.replacement.value, ...pack.replacement.documents.reissue.value]
  const asked = { materials: kinds.map((kind) => ({ kind })), inPerson: true, agent: null }
  const line = (action: Action, duty: Duty, refusals: readonly Refusal[]) => ({
    action,
    duty,
    refusals: [...refusals, ...refusalsOfDuty(act, duty, pack)],
  })
  const another = await Promise.all(
    EASIEST.map(async ([action, reason]) => {
      const decision = decideCardCase(await cardCaseFacts(act, db, held, { ...asked, reason }), act.legalOn, law)
      return line(action, 'accept', [...beforehand, ...refusalsOf(decision)])
    }),
  )
  const cards = await listCardsOf(db, held.permit_id)
  const hasGood = cards.some(({ state }) => state === 'good')
  // Another card that was made and not yet handed over is not the holder's to lose.
  const isMade = open !== undefined && open.made_on !== null
  return [
    ...another,
    line('report-loss', 'accept', [
      ...ended,
      ...(isMade ? [refusal('card.not-handed-over', 'CN-663:11.1')] : []),
      ...(hasGood ? [] : [refusal('card.already-void', 'CN-663:11.1')]),
    ]),
    line('card-found', 'accept', lost.length > 0 ? [] : [refusal('card.not-reported-lost', 'CN-663:11.1')]),
    line('end-permit', 'end-permit', ended),
  ]
}

function describeCase(
  deps: Deps,
  act: Act,
  row: CardCaseRow,
  {
    fees,
    names,
    pack,
    held,
  }: {
    readonly fees: readonly FeeRow[]
    readonly names: ReadonlyMap<string, string>
    readonly pack: Pack
    readonly held: HeldPermit
  },
) {
  const notes = openOfCase(deps.crypto, row, 'quality_notes_enc', held.dek_wrapped) ?? {}
  const fee = decideFee(row.business, pack.fees)
  const standing = standingFee(fees.map(feeEntryOf))
  return {
    cardCaseId: row.card_case_id,
    version: row.version,
    business: row.business,
    reason: row.reason,
    particulars: [...row.particulars],
    state: row.state,
    acceptedOn: row.accepted_on,
    dueOn: row.due_on,
    acceptanceNo: row.acceptance_no,
    reviewedOn: row.reviewed_on,
    madeOn: row.made_on,
    batchNo: row.batch_no,
    dispatchedOn: row.dispatched_on,
    qualityReasons: row.quality_reasons.map((code) => ({ code, text: notes[code] ?? '' })),
    handsInOldCard: pack.replacement.oldCardHandedIn.value && row.business !== 'reissue',
    oldCard: row.old_card,
    handedOverOn: row.handed_over_on,
    next: cardCaseSteps(row, pack).map(({ event, by }) => ({ event, by, refusals: refusalsOfDuty(act, by, pack) })),
    /** Null where no tariff is stated: then nothing may be asked for. */
    tariffFen: fee.ok ? fee.value.fen : null,
    tariffRefusals: [...refusalsOf(fee)],
    mayCollect:
      mayPerform(act.actor, 'collect-fee', pack.workflow).ok &&
      !isClosedWithoutCard({ state: row.state, madeOn: row.made_on }),
    settledBy: standing?.entryId ?? null,
    fees: fees.map((entry) => describeFee(entry, names)),
  }
}

function describeEnding(act: Act, row: PermitEndingRow, names: ReadonlyMap<string, string>, pack: Pack) {
  const { actor } = act
  const isOwn = actor.kind === 'official' && actor.officialId === row.proposed_by
  return {
    endingId: row.ending_id,
    version: row.version,
    event: row.event,
    happenedOn: row.happened_on,
    law: row.law,
    state: row.state,
    proposedBy: names.get(row.proposed_by) ?? '',
    proposedOn: row.proposed_on,
    decidedBy: names.get(row.decided_by ?? '') ?? '',
    decidedOn: row.decided_on,
    endsOn: row.ends_on,
    card: row.card,
    cardTakenOn: row.card_taken_on,
    refusals: isOwn
      ? [refusal('access.decided-by-oneself', 'CN-663:19.2')]
      : refusalsOfDuty(act, 'confirm-ending', pack),
  }
}
