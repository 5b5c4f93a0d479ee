import { decideRecipient } from '@anju/domain/application/decide-recipient.ts'
import { decideSettled } from '@anju/domain/fee/decide-charge.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import {
  granted,
  ground,
  refusal,
  type Refusal,
  refusalsOf,
  refused,
  type Decision,
} from '@anju/domain/kernel/decision.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { refuseStanding } from '@anju/domain/permit/refuse-standing.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import type { Act, Deps } from '../deps.ts'
import { type OldCard, openOfCase, sealOfCase } from '../store/card-case.ts'
import { feeEntryOf, listFeesOfCase } from '../store/fee.ts'
import { recordCard } from '../store/permit.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { findPerson, openIdNumber } from '../store/person.ts'
import { type CardCaseCommand, type HeldCardCase, stepCardCase } from './card-case-step.ts'
import { MADE_FOR } from './card-case-at-police.ts'
import { correctRegister } from './correct-register.ts'
import { crossesBoundary } from './crosses-boundary.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { holdMandate } from './hold-mandate.ts'
import { refuseTaken } from './make-card.ts'
import { type CardCaseOutcome, voidOldCard } from './open-card-case.ts'
import { refusalsWithoutWitness } from './require-witness.ts'

/** A second official passes the case (审核通过); the old card is void from now on, and where the police make cards the order goes to them. */
export function approveCardCase(deps: Deps, act: Act, command: CardCaseCommand): Promise<Decision<CardCaseOutcome>> {
  return stepCardCase(deps, act, command, 'approve', ({ row, permit }, pack) =>
    granted(
      {
        change: { reviewed_on: act.legalOn },
        facts: { reviewedOn: act.legalOn },
        effects: crossesBoundary(pack) ? [{ topic: 'exchange.card-order' }] : [],
        alsoWrite: async (tx) => {
          await voidOldCard(deps, act, tx, row.permit_id, row.reason)
          const entries = openOfCase(deps.crypto, row, 'particulars_enc', permit.dek_wrapped) ?? []
          await correctRegister(deps, tx, row.person_id, entries)
        },
      },
      [ground('CN-663:11.2', 'card.old-void', { voidOn: act.legalOn })],
    ),
  )
}

/** Decides the case against the holder (不予办理), signed, with reason and remedies. The card that was brought stays the holder's. */
export function refuseCardCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & { readonly note: string },
): Promise<Decision<CardCaseOutcome>> {
  return stepCardCase(deps, act, command, 'refuse', ({ row, permit }, pack) => {
    const remedies = remediesFor(act.legalOn, pack.remedies)
    return granted(
      {
        change: {
          reviewed_on: act.legalOn,
          refusal_enc: sealOfCase(deps.crypto, row, 'refusal_enc', { note: command.note }, permit.dek_wrapped),
        },
        facts: { note: command.note, remedies },
        effects: [
          { topic: 'notice.card-refused', payload: { remedies: remedies.map(({ kind, until }) => ({ kind, until })) } },
        ],
      },
      remedies.map(({ kind, until, law }) => ground(law, `remedy.${kind}`, { until })),
    )
  })
}

/** Makes the new card in the city's own hall (制证), signed by the maker. The permit's number and days stay as they are. */
export function produceCardOfCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & { readonly stockNo: string },
): Promise<Decision<CardCaseOutcome>> {
  const { stockNo } = command
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return stepCardCase(
    deps,
    act,
    command,
    'produce',
    async (theCase, current, tx) => {
      const { row, permit } = theCase
      const ended = await refusalsOfEnded(deps, act, tx, theCase)
      const witness = await refusalsWithoutWitness(act, tx, current.source)
      if (ended.length + witness.length > 0) return refused(...ended, ...witness)
      const { permit_id: permitId, division_code: divisionCode, business } = row
      return granted(
        {
          change: { made_on: act.legalOn },
          facts: { stockNo, permitNo: permit.permit_no },
          effects: [{ topic: 'notice.card-ready' }],
          alsoWrite: (writer) =>
            recordCard(
              writer,
              { crypto: deps.crypto, act },
              {
                cardId: deps.newId(),
                permitId,
                divisionCode,
                stockNo,
                chipUid: null,
                madeOn: act.legalOn,
                madeFor: MADE_FOR[business],
              },
            ),
        },
        [ground(current.replacement.keepsCalendar.law, 'card.made', { stockNo })],
      )
    },
    refuseTaken(pack, stockNo),
  )
}

export type HandOverCard = CardCaseCommand & {
  readonly recipient: 'applicant' | 'agent'
  readonly recipientIdNumber: string
  /** Of an agent: the mandate (委托) they come with; that of the case, when nothing is said. */
  readonly mandateId?: string | null | undefined
  /** What became of the old card; null for a reissue, whose card was lost before. */
  readonly oldCard: OldCard | null
  /** In the official's words: where the old card is that is not handed in. */
  readonly note: string
}

/**
 * Hands the new card over (发放) to the holder, or to an agent who has their mandate for it, once the old one is handed in and what the tariff states is
 * paid or waived.
 */
export function handOverCardOfCase(deps: Deps, act: Act, command: HandOverCard): Promise<Decision<CardCaseOutcome>> {
  return stepCardCase(deps, act, command, 'hand-over', async (theCase, pack, tx) => {
    const { row, permit } = theCase
    const person = await findPerson(tx, row.person_id)
    if (person === undefined) throw new Error(`Case ${row.card_case_id} without its holder`)
    const { recipient, recipientIdNumber, oldCard, note } = command
    const acting = {
      mandateId: command.mandateId ?? row.mandate_id,
      principalId: row.person_id,
      agentIdNumber: recipientIdNumber,
    }
    const held =
      recipient === 'agent' ? await holdMandate(deps, act, tx, { ...acting, scope: 'pick-up' }, pack) : undefined
    const mandate = held?.ok === true ? held.value : undefined
    const known = decideRecipient(
      {
        recipient,
        shownIdNumber: normaliseIdNumber(recipientIdNumber),
        applicantIdNumber: openIdNumber(deps.crypto, person),
        ...(mandate === undefined ? {} : { agentIdNumber: mandate.agent.idNumber }),
      },
      parseClauseRef(pack.workflow.duties['hand-over']?.law ?? pack.source),
    )
    const fees = (await listFeesOfCase(tx, row.card_case_id)).map(feeEntryOf)
    const refusals = [
      ...(await refusalsOfEnded(deps, act, tx, theCase)),
      ...refusalsOf(known, ...(held === undefined ? [] : [held])),
      ...refusalsOf(decideSettled(row.business, fees, pack)),
      ...refuseOldCard(command, row, pack),
    ]
    if (refusals.length > 0) return refused(...refusals)
    return granted(
      {
        change: { handed_over_on: act.legalOn, old_card: oldCard },
        facts: { recipient, permitNo: permit.permit_no, oldCard, note },
        effects: [{ topic: 'notice.card-handed-over' }, ...(mandate === undefined ? [] : [mandate.effect])],
        ...(mandate === undefined ? {} : { alsoWrite: (writing) => mandate.count(writing, row.card_case_id) }),
      },
      [...(known.ok ? known.grounds : []), ...(held?.ok === true ? held.grounds : [])],
    )
  })
}

/** Who gets a new card hands the old one in (交回旧证); one that is gone needs the holder's word for it. */
function refuseOldCard(
  { oldCard, note }: HandOverCard,
  { business }: HeldCardCase['row'],
  { replacement: { oldCardHandedIn } }: Pack,
): readonly Refusal[] {
  if (!oldCardHandedIn.value || business === 'reissue') return []
  const isAccounted = oldCard === 'handed-in' || (oldCard === 'lost' && note.trim() !== '')
  return isAccounted ? [] : [refusal('card.old-not-handed-in', oldCardHandedIn.law)]
}

/** A permit that ended meanwhile gets no other card. */
export async function refusalsOfEnded(
  deps: Deps,
  act: Act,
  tx: Parameters<typeof listPermitFacts>[0],
  { row }: HeldCardCase,
) {
  const facts = permitIn(await listPermitFacts(tx, row.person_id), row.permit_id)
  return refuseStanding(permitStanding(facts, act.legalOn, lawOf(deps, act.city)))
}
