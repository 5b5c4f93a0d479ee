import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { eventsFrom, findTransition } from '@anju/domain/kernel/state-machine.ts'
import { clauseOfStep } from '@anju/domain/policy/clause-of-step.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import {
  CARD_CASE_TRANSITIONS,
  type CardCaseEvent,
  type CardCaseGuard,
  CLOSED_CARD_CASE_STATES,
} from '@anju/domain/replacement/card-case-machine.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type CardCaseChange, type CardCaseRow, changeCardCase, findCardCase } from '../store/card-case.ts'
import { type HeldPermit, lockPermit } from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { type Effect, recordEvents } from '../store/record-event.ts'
import { listSignersOf } from '../store/signature.ts'
import { carryOut } from './carry-out.ts'
import { type CardCaseOutcome, cardCaseStanding } from './open-card-case.ts'
import { crossesBoundary } from './crosses-boundary.ts'

/** A command on a case in which another card is made. The exchange knows no version: its events go by what the machine allows now. */
export type CardCaseCommand = {
  readonly intentId: string
  readonly cardCaseId: string
  readonly expectedVersion?: number | undefined
}

/** What a step does beside moving the state. */
export type CardCaseEffect = {
  readonly change?: Omit<CardCaseChange, 'closed_on'>
  readonly facts: Readonly<Record<string, unknown>>
  readonly effects?: readonly Effect[]
  readonly alsoWrite?: (tx: Tx) => Promise<unknown>
}

/** A case with its permit, locked. */
export type HeldCardCase = { readonly row: CardCaseRow; readonly permit: HeldPermit }

/**
 * One step of a case after it was accepted: locks the permit, asks the state machine, the duty, who signed before, and the step's own rule, and
 * records state, ledger, notice and signature together.
 */
export async function stepCardCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & Readonly<Record<string, unknown>>,
  event: Exclude<CardCaseEvent, 'accept' | 'stop'>,
  decide: (theCase: HeldCardCase, pack: Pack, tx: Tx) => Promise<Decision<CardCaseEffect>> | Decision<CardCaseEffect>,
  onTaken?: (constraint: string) => Decision<never> | undefined,
): Promise<Decision<CardCaseOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, `card-case/${event}`, command)
  const work = async (tx: Tx) => {
    const first = await findCardCase(tx, command.cardCaseId)
    const permit = first === undefined ? undefined : await lockPermit(tx, first.permit_id)
    const row = permit === undefined ? undefined : await findCardCase(tx, command.cardCaseId)
    if (row === undefined || permit === undefined) throw new RegistryError('not-found', 'No such case within reach')
    if (command.expectedVersion !== undefined && row.version !== command.expectedVersion)
      throw new RegistryError('version-conflict', `The case stands at version ${row.version}`)
    const may = await mayStep(act, row, event, pack, tx)
    if (!may.ok) return may
    const decision = await decide({ row, permit }, pack, tx)
    if (!decision.ok) return decision
    const { by, law, signed, to } = may.value
    const because = [ground(clauseOfStep(by, law, pack.workflow), `card-case.${event}`), ...decision.grounds]
    const { change = {}, facts, effects = [], alsoWrite } = decision.value
    const version = row.version + 1
    const closed = CLOSED_CARD_CASE_STATES.includes(to) ? { closed_on: act.legalOn } : {}
    const [isWritten] = await Promise.all([
      changeCardCase(tx, row, to, { ...change, ...closed }),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: row.card_case_id,
        pack: pack.id,
        person: { personId: row.person_id, wrappedKey: permit.dek_wrapped },
        events: [
          {
            kind: event,
            version,
            facts: { from: row.state, to, ...facts },
            grounds: because,
            ...(signed ? { signedStep: by } : {}),
          },
        ],
        effects,
      }),
      ...(alsoWrite === undefined ? [] : [alsoWrite(tx)]),
    ])
    if (!isWritten) throw new RegistryError('version-conflict', 'The case was changed in this instant')
    return granted({ subjectId: row.card_case_id, version }, because)
  }
  const done = await carryOut(deps, act, intent, work, onTaken)
  return done.ok
    ? granted({ ...done.value, ...(await cardCaseStanding(act, done.value.subjectId)) }, done.grounds)
    : done
}

/** What tells rows of the machine apart: whether somebody else has to pass the case, who makes cards, and whether they travel. */
export function guardsOf(
  { needs_review: isReviewed }: Pick<CardCaseRow, 'needs_review'>,
  { workflow }: Pick<Pack, 'workflow'>,
): Readonly<Record<CardCaseGuard, boolean>> {
  const crosses = crossesBoundary({ workflow })
  const travels = workflow.application.path.value.includes('dispatch')
  return {
    'with-review': isReviewed,
    'without-review': !isReviewed,
    'with-boundary': crosses,
    'without-boundary': !crosses,
    'with-dispatch': travels,
    'without-dispatch': !travels,
  }
}

/** Steps that somebody at a desk may take now: the exchange takes its own, and a case is stopped with its permit. */
export function cardCaseSteps(
  row: Pick<CardCaseRow, 'needs_review' | 'state'>,
  pack: Pick<Pack, 'workflow'>,
): readonly { readonly event: CardCaseStep; readonly by: Duty }[] {
  const holds = guardsOf(row, pack)
  return CARD_CASE_TRANSITIONS.flatMap(({ from, event, by, when = [] }) =>
    from === row.state && isStep(event) && isDuty(by) && when.every((each) => holds[each]) ? [{ event, by }] : [],
  )
}

const STEPS_AT_DESK = [
  'approve',
  'refuse',
  'correct',
  'produce',
  'remake',
  'receive',
  'report-loss',
  'hand-over',
] as const
type CardCaseStep = (typeof STEPS_AT_DESK)[number]

function isStep(event: CardCaseEvent): event is CardCaseStep {
  return STEPS_AT_DESK.some((step) => step === event)
}

function isDuty(by: Duty | 'resident' | 'system' | 'police'): by is Duty {
  return by !== 'resident' && by !== 'system' && by !== 'police'
}

/** The row of the machine that applies and that this official may take; who accepted a case does not pass it. */
async function mayStep(act: Act, row: CardCaseRow, event: CardCaseEvent, pack: Pack, tx: Tx) {
  const holds = guardsOf(row, pack)
  const transition = findTransition(CARD_CASE_TRANSITIONS, row.state, event, holds)
  if (transition === undefined) {
    const open = eventsFrom(CARD_CASE_TRANSITIONS, row.state, holds)
    return refused(refusal('card.event-not-allowed', pack.source, { state: row.state, event, open }))
  }
  const authority = mayPerform(act.actor, transition.by, pack.workflow)
  if (!authority.ok) return authority
  const { actor } = act
  if (transition.by === 'review' && actor.kind === 'official') {
    const earlier = (await listSignersOf(tx, row.card_case_id)).find(
      ({ step, officialId }) => step === 'accept' && officialId === actor.officialId,
    )
    const law = parseClauseRef(pack.workflow.duties.review?.law ?? pack.source)
    if (earlier !== undefined)
      return refused(refusal('access.same-person-signed-before', law, { step: 'review', earlier: earlier.step }))
  }
  const { by, law, to } = transition
  return granted({ by, law, to, signed: authority.value.signed }, authority.grounds)
}
