import { decideRecipient } from '@anju/domain/application/decide-recipient.ts'
import { decideSettled } from '@anju/domain/fee/decide-charge.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, refusalsOf, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { refuseStanding } from '@anju/domain/permit/refuse-standing.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { NewCard } from '@anju/domain/replacement/decide-replacement.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import type { Act, Deps } from '../deps.ts'
import { openCardAgent } from '../store/card-case.ts'
import { feeEntryOf, listFeesOfCase } from '../store/fee.ts'
import { recordCard } from '../store/permit.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { findPerson, openIdNumber } from '../store/person.ts'
import { type CardCaseCommand, type HeldCardCase, stepCardCase } from './card-case-step.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { refuseTaken } from './make-card.ts'
import { type CardCaseOutcome, voidOldCard } from './open-card-case.ts'
import { refusalsWithoutWitness } from './require-witness.ts'

/** A second official passes the case (审核通过); the old card is void from now on. */
export function approveCardCase(deps: Deps, act: Act, command: CardCaseCommand): Promise<Decision<CardCaseOutcome>> {
  return stepCardCase(deps, act, command, 'approve', ({ row }) =>
    granted(
      {
        change: { reviewedOn: act.legalOn },
        facts: { reviewedOn: act.legalOn },
        alsoWrite: (tx) => voidOldCard(deps, act, tx, row.permit_id, row.reason),
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
  return stepCardCase(deps, act, command, 'refuse', (_case, pack) => {
    const remedies = remediesFor(act.legalOn, pack.remedies)
    return granted(
      {
        change: { reviewedOn: act.legalOn },
        facts: { note: command.note, remedies },
        effects: [
          { topic: 'notice.card-refused', payload: { remedies: remedies.map(({ kind, until }) => ({ kind, until })) } },
        ],
      },
      remedies.map(({ kind, until, law }) => ground(law, `remedy.${kind}`, { until })),
    )
  })
}

const MADE_FOR = {
  replacement: 'replacement',
  reissue: 'reissue',
  'office-error-correction': 'correction',
} as const satisfies Record<NewCard['business'], string>

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
          change: { madeOn: act.legalOn },
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

/** Hands the new card over (发放) to the holder or the recorded agent, once what the tariff states is paid or waived. */
export function handOverCardOfCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & { readonly recipient: 'applicant' | 'agent'; readonly recipientIdNumber: string },
): Promise<Decision<CardCaseOutcome>> {
  return stepCardCase(deps, act, command, 'hand-over', async (theCase, pack, tx) => {
    const { row, permit } = theCase
    const person = await findPerson(tx, row.person_id)
    if (person === undefined) throw new Error(`Case ${row.card_case_id} without its holder`)
    const agent = openCardAgent(deps.crypto, row, permit.dek_wrapped)
    const { recipient, recipientIdNumber } = command
    const recipientDecision = decideRecipient(
      {
        recipient,
        shownIdNumber: normaliseIdNumber(recipientIdNumber),
        applicantIdNumber: openIdNumber(deps.crypto, person),
        ...(agent === undefined ? {} : { agentIdNumber: agent.idNumber }),
      },
      parseClauseRef(pack.workflow.duties['hand-over']?.law ?? pack.source),
    )
    const fees = (await listFeesOfCase(tx, row.card_case_id)).map(feeEntryOf)
    const settled = decideSettled(row.business, fees, pack)
    const refusals = [
      ...(await refusalsOfEnded(deps, act, tx, theCase)),
      ...refusalsOf(recipientDecision),
      ...refusalsOf(settled),
    ]
    if (refusals.length > 0) return refused(...refusals)
    return granted(
      {
        change: { handedOverOn: act.legalOn },
        facts: { recipient, permitNo: permit.permit_no },
        effects: [{ topic: 'notice.card-handed-over' }],
      },
      recipientDecision.ok ? recipientDecision.grounds : [],
    )
  })
}

/** A permit that ended meanwhile gets no other card. */
async function refusalsOfEnded(deps: Deps, act: Act, tx: Parameters<typeof listPermitFacts>[0], { row }: HeldCardCase) {
  const facts = permitIn(await listPermitFacts(tx, row.person_id), row.permit_id)
  return refuseStanding(permitStanding(facts, act.legalOn, lawOf(deps, act.city)))
}
