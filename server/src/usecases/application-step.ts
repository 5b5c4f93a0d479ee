import { mayPerform, maySign } from '@anju/domain/access/may-perform.ts'
import type { Actor } from '@anju/domain/access/actor.ts'
import {
  applicationDueOn,
  applicationProvisional,
  countsAtDwelling,
} from '@anju/domain/application/application-due-on.ts'
import {
  APPLICATION_TRANSITIONS,
  type ApplicationEvent,
  type ApplicationGuard,
  type ApplicationState,
  CLOSED_APPLICATION_STATES,
} from '@anju/domain/application/application-machine.ts'
import type { Provisional, WorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { eventsFrom, findTransition } from '@anju/domain/kernel/state-machine.ts'
import { clauseOfStep } from '@anju/domain/policy/clause-of-step.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { type Step, STEPS } from '@anju/domain/policy/workflow-policy.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import {
  type ApplicationFields,
  type ApplicationRow,
  changeApplication,
  findApplication,
} from '../store/application.ts'
import { intentOf } from '../store/intent.ts'
import { recordProvisionalDue } from '../store/provisional-due.ts'
import { recordOccupancy } from '../store/place.ts'
import { recordEvents, type Effect } from '../store/record-event.ts'
import { type ApplicationCase, findApplicationCase, missingIn, packOfCase } from './application-case.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'

/** A command on one application. The exchange knows no version: its events go by what the machine allows now. */
export type ApplicationCommand = {
  readonly intentId: string
  readonly applicationId: string
  readonly expectedVersion?: number | undefined
}

/** What a step does beside moving the state. */
export type ApplicationEffect = {
  readonly change?: Partial<ApplicationFields>
  readonly facts: Readonly<Record<string, unknown>>
  readonly effects?: readonly Effect[]
  /** More rows of the same transaction: a visit, papers, the permit and its card. */
  readonly alsoWrite?: (tx: Tx) => Promise<unknown>
}

export type ApplicationOutcome = CarriedOut & {
  readonly state: ApplicationState
  readonly acceptanceNo: string | null
  readonly acceptedOn: PlainDate | null
  readonly dueOn: PlainDate | null
}

export type StepOptions = {
  /** Kinds of papers that come with the command: whether the checklist is complete is asked with them. */
  readonly brought?: readonly string[]
  /** Turns the break of a "never two" constraint into the law's refusal. */
  readonly onTaken?: (constraint: string) => Decision<never> | undefined
}

/**
 * One step of an application (附件3, or the shorter path of the city's pack): loads the case, asks the state machine, the
 * actor's authority, the signatures under it and the step's own rule, and records state, ledger, effects, signature and
 * the dwelling's count together.
 *
 * @param decide - the step's own rule; gets the case, and the pack in force on the day of the act
 */
export async function stepApplication(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & Readonly<Record<string, unknown>>,
  event: ApplicationEvent,
  decide: (
    theCase: ApplicationCase,
    pack: Pack,
    tx: Tx,
  ) => Promise<Decision<ApplicationEffect>> | Decision<ApplicationEffect>,
  { brought = [], onTaken }: StepOptions = {},
): Promise<Decision<ApplicationOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, `application/${event}`, command)
  const work = async (tx: Tx) => {
    const theCase = await findApplicationCase(tx, command.applicationId)
    if (theCase === undefined) throw new RegistryError('not-found', 'No such application within reach')
    const { row } = theCase
    if (command.expectedVersion !== undefined && row.version !== command.expectedVersion) {
      throw new RegistryError('version-conflict', `The application stands at version ${row.version}`)
    }
    const holds = circumstancesOf(theCase, pack, packOfCase(deps, act, row), brought)
    const transition = findTransition(APPLICATION_TRANSITIONS, row.state, event, holds)
    if (transition === undefined) {
      const open = eventsFrom(APPLICATION_TRANSITIONS, row.state, holds)
      return refused(refusal('application.event-not-allowed', pack.source, { state: row.state, event, open }))
    }
    const authority = mayTake(act.actor, transition.by, theCase, pack)
    if (!authority.ok) return authority
    const decision = await decide(theCase, pack, tx)
    if (!decision.ok) return decision

    const because = [
      ground(clauseOfStep(transition.by, transition.law, pack.workflow), `application.${event}`),
      ...decision.grounds,
    ]
    const signedStep = authority.value.signed ? { signedStep: transition.by } : {}
    const { facts, effects = [] } = decision.value
    const version = row.version + 1
    const fields = nextFields(deps, act, pack, row, transition.to, decision.value.change ?? {})
    const written = await Promise.all([
      changeApplication(tx, row, fields),
      ...markProvisional(deps, tx, { ...row, ...fields }),
      ...countShift(tx, row, transition.to),
      ...(decision.value.alsoWrite === undefined ? [] : [decision.value.alsoWrite(tx)]),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: row.application_id,
        pack: pack.id,
        person: { personId: row.person_id, wrappedKey: row.dek_wrapped },
        events: [
          {
            kind: event,
            version,
            facts: { from: row.state, to: transition.to, ...facts },
            grounds: because,
            ...signedStep,
          },
        ],
        effects,
      }),
    ])
    if (!written[0]) throw new RegistryError('version-conflict', 'The application was changed in this instant')
    return granted({ subjectId: row.application_id, version }, because)
  }
  const carried = await carryOut(deps, act, intent, work, onTaken)
  return carried.ok
    ? granted({ ...carried.value, ...(await standingOf(act, carried.value.subjectId)) }, carried.grounds)
    : carried
}

/** Whether the actor may take a step: the duty, and for a signed one nobody who signed another step that must differ. */
export function mayTake(
  actor: Actor,
  by: Parameters<typeof mayPerform>[1],
  theCase: Pick<ApplicationCase, 'signers'>,
  pack: Pick<Pack, 'workflow'>,
): Decision<{ readonly signed: boolean }> {
  const authority = mayPerform(actor, by, pack.workflow)
  if (!authority.ok || !authority.value.signed || actor.kind !== 'official' || !isStep(by)) return authority
  const signing = maySign(actor.officialId, by, theCase.signers, pack.workflow)
  return signing.ok ? authority : signing
}

function isStep(by: string): by is Step {
  return STEPS.some((step) => step === by)
}

/** The circumstances that tell rows of the state machine apart. */
export function circumstancesOf(
  theCase: ApplicationCase,
  pack: Pack,
  lawOfCase: Pack,
  brought: readonly string[] = [],
): Readonly<Record<ApplicationGuard, boolean>> {
  const path = pack.workflow.application.path.value
  const complete = missingIn(theCase, lawOfCase, brought).length === 0
  return {
    'with-visit': path.includes('verify'),
    'without-visit': !path.includes('verify'),
    'with-boundary': path.includes('export'),
    'without-boundary': !path.includes('export'),
    'with-dispatch': path.includes('dispatch'),
    'without-dispatch': !path.includes('dispatch'),
    complete,
    incomplete: !complete,
    'visited-before': theCase.row.visited_true,
    'not-visited-before': !theCase.row.visited_true,
  }
}

function nextFields(
  deps: Deps,
  act: Act,
  pack: Pack,
  row: ApplicationRow,
  to: ApplicationState,
  change: Partial<ApplicationFields>,
): Partial<ApplicationFields> {
  const since = to === row.state ? row.state_since : act.legalOn
  const productionDueOn = change.due_on === undefined ? row.due_on : change.due_on
  return {
    state: to,
    state_since: since,
    next_due_on: applicationDueOn(
      { state: to, since, appliedOn: row.applied_on, productionDueOn },
      pack,
      deps.calendar,
    ),
    closed_on: CLOSED_APPLICATION_STATES.includes(to) ? (row.closed_on ?? act.legalOn) : null,
    ...change,
  }
}

/** Remembers a due day that has to be counted again when a year's working days are published. */
function markProvisional(deps: Deps, tx: Tx, row: ApplicationRow): readonly Promise<void>[] {
  const { provisionalYear } = provisionalOf(row, deps.calendar)
  return provisionalYear === undefined
    ? []
    : [recordProvisionalDue(tx, 'application', row.application_id, provisionalYear)]
}

/** The mark of the due days of a case, as they stand in its row. */
export function provisionalOf(
  row: Pick<ApplicationRow, 'state' | 'applied_on' | 'next_due_on' | 'due_on' | 'due_extended_on'>,
  calendar: WorkCalendar,
): Provisional {
  const { state, applied_on: appliedOn, next_due_on: nextDueOn } = row
  const production = { productionDueOn: row.due_on, productionExtendedOn: row.due_extended_on }
  return applicationProvisional({ state, appliedOn, nextDueOn, ...production }, calendar)
}

/** The dwelling's count of permits and open cases moves with the case. */
function countShift(tx: Tx, row: ApplicationRow, to: ApplicationState): readonly Promise<void>[] {
  const shift = Number(countsAtDwelling(to)) - Number(countsAtDwelling(row.state))
  return shift === 0 ? [] : [recordOccupancy(tx, row.dwelling_id, { permits: shift })]
}

/** Where an application stands, as every command answers it. */
export async function standingOf(act: Act, applicationId: string): Promise<Omit<ApplicationOutcome, keyof CarriedOut>> {
  const row = await act.city.pool.look(wholeCity(act.city), (db) => findApplication(db, applicationId))
  if (row === undefined) throw new RegistryError('not-found', 'No such application')
  return { state: row.state, acceptanceNo: row.acceptance_no, acceptedOn: row.accepted_on, dueOn: row.due_on }
}
