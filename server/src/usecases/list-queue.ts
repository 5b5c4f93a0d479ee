import { dutiesOf } from '@anju/domain/access/may-perform.ts'
import { APPLICATION_STATES, CLOSED_APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { provisional } from '@anju/domain/calendar/work-calendar.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { DUTIES, type Duty, type WorkflowPolicy } from '@anju/domain/policy/workflow-policy.ts'
import {
  OPEN_REGISTRATION_STATES,
  REGISTRATION_TRANSITIONS,
  type RegistrationState,
} from '@anju/domain/registration/registration-machine.ts'
import type { Act, Deps } from '../deps.ts'
import { listOpenEndorsements } from '../store/endorsement.ts'
import { listOpenObjections } from '../store/objection.ts'
import { type AssigneeRow, listAssignees } from '../store/opening.ts'
import { listUnreadLetters } from '../store/office-letter.ts'
import { listOpenTransfers } from '../store/permit-transfer.ts'
import { listQueueRows, type QueueRow } from '../store/queue.ts'
import { listWaitingCardCases, listWaitingEndings, listWaitingFees } from './list-waiting-cards.ts'
import { endorsementDuties } from './get-endorsement.ts'
import { applicationDuties, FINDINGS, registrationDuties, type RegistrationSituation } from './case-duty.ts'

/** As many as a screen shows; the total says when there are more. */
const LINES_MAX = 200
/** An active registration waits for nobody, however much may be done with it. */
const AT_REST: readonly RegistrationState[] = ['active']

export type QueueQuestion = {
  /** Everything open in reach, not only what waits for the caller. */
  readonly all: boolean
  readonly part: string
}

/** What waits for the signed-in official (待办), most urgent first, within what their post sees. */
export async function listQueue(deps: Deps, act: Act, { all, part }: QueueQuestion) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { workflow } = pack
  const own = act.actor.kind === 'official' ? dutiesOf(act.actor.role, workflow) : []
  const isWanted = (duties: readonly Duty[]): boolean => all || duties.some((duty) => own.includes(duty))
  const situations = SITUATIONS.filter(
    (situation) => (all || !AT_REST.includes(situation.state)) && isWanted(registrationDuties(situation, workflow)),
  )
  const rows = await act.city.pool.look(act.scope, (db) =>
    listQueueRows(db, {
      registrationStates: [...new Set(situations.map(({ state }) => state))],
      registrationSituations: situations.map(({ state, finding, entered }) => `${state}/${finding}/${entered}`),
      applicationStates: OPEN_APPLICATION_STATES.filter((state) => isWanted(applicationDuties(state, workflow))),
      reportedStates: !all && own.includes('keep-registration') ? ENDED_BY_RECORD : [],
      part: part.trim(),
      limit: LINES_MAX,
    }),
  )
  const endorsements = await listWaitingEndorsements(act, isWanted, part.trim())
  const letters = isWanted(['keep-registration']) ? await listWaitingLetters(act, part.trim()) : []
  const cards = { pack, isWanted, part: part.trim(), limit: LINES_MAX }
  const cardCases = await listWaitingCardCases(act, cards)
  const endings = await listWaitingEndings(act, cards, all)
  const objections = isWanted(['answer-objection']) ? await listWaitingObjections(act, part.trim()) : []
  const due = [...cardCases, ...rows.map((row) => lineOf(row, act, workflow, deps))].toSorted(byDueDay)
  const transfers = await listWaitingTransfers(act, isWanted, part.trim())
  const fees = await listWaitingFees(act, cards)
  const items = [...objections, ...endings, ...due, ...transfers, ...endorsements, ...fees, ...letters]
  const caseIds = items.map(({ caseId }) => caseId)
  const assignees = await act.city.pool.look(act.scope, (db) => listAssignees(db, caseIds))
  return {
    legalOn: act.legalOn,
    total: (rows[0]?.total ?? 0) + items.length - rows.length,
    items: items.map((item) => ({ ...item, assignee: assigneeOf(act, assignees, item.caseId) })),
  }
}

/** The most urgent first: by due day, none last, then by how long it has waited. */
function byDueDay(a: DueLine, b: DueLine): number {
  const [first, second] = [a, b].map(({ dueOn, since }) => `${dueOn ?? '9999'} ${since}`)
  return (first ?? '') < (second ?? '') ? -1 : Number((first ?? '') > (second ?? ''))
}
type DueLine = { readonly dueOn: string | null; readonly since: string }

function assigneeOf({ actor }: Act, assignees: readonly AssigneeRow[], caseId: string) {
  const row = assignees.find((each) => each.case_id === caseId)
  if (row === undefined) return null
  return { name: row.name, isMe: actor.kind === 'official' && row.official_id === actor.officialId }
}

/** Endorsements that were accepted and not decided (签注): no text sets a day for the office, so they come last; the permit stays good meanwhile. */
async function listWaitingEndorsements(act: Act, isWanted: (duties: readonly Duty[]) => boolean, part: string) {
  const rows = await act.city.pool.look(act.scope, (db) => listOpenEndorsements(db, part, LINES_MAX))
  return rows.flatMap((row) => {
    const duties = endorsementDuties(row)
    if (!isWanted(duties)) return []
    const {
      name,
      person_id: personId,
      permit_id: id,
      endorsement_id: caseId,
      accepted_on: acceptedOn,
      checked_on: checkedOn,
      standard_text: standardText,
    } = row
    const state = checkedOn === null ? 'accepted' : 'checked'
    const waiting = { since: checkedOn ?? acceptedOn, dueOn: null, provisionalYear: null, overdue: false }
    return [
      {
        kind: 'endorsement' as const,
        id,
        caseId,
        personId,
        name,
        state,
        ...waiting,
        standardText,
        duties: [...duties],
        reported: null,
      },
    ]
  })
}

/** Permits from elsewhere (外地签发居住证): to be decided, or waiting for the answer of the office that was asked. */
async function listWaitingTransfers(act: Act, isWanted: (duties: readonly Duty[]) => boolean, part: string) {
  const rows = await act.city.pool.look(act.scope, (db) => listOpenTransfers(db, part, LINES_MAX))
  return rows.flatMap((row) => {
    const duties = [row.state === 'asked' ? ('change-address' as const) : ('confirm-transfer' as const)]
    if (!isWanted(duties)) return []
    return [
      {
        kind: 'transfer' as const,
        id: row.transfer_id,
        caseId: row.transfer_id,
        personId: row.person_id,
        name: row.name,
        state: row.state,
        since: row.answered_on ?? row.opened_on,
        dueOn: row.state === 'asked' ? row.answer_due_on : null,
        provisionalYear: null,
        overdue: row.state === 'asked' && row.answer_due_on < act.legalOn,
        standardText: row.standard_text,
        duties,
        reported: null,
      },
    ]
  })
}

/** Letters from other offices that nobody here has read (通报): no day is set for reading them. */
async function listWaitingLetters(act: Act, part: string) {
  const rows = await act.city.pool.look(act.scope, (db) => listUnreadLetters(db, part, LINES_MAX))
  return rows.map((row) => ({
    kind: 'letter' as const,
    id: row.letter_id,
    caseId: row.letter_id,
    personId: row.person_id,
    name: row.name,
    state: 'address-changed',
    since: row.sent_on,
    dueOn: null,
    provisionalYear: null,
    overdue: false,
    standardText: row.standard_text,
    duties: ['keep-registration' as const],
    reported: null,
  }))
}

/** Objections that wait for their answer, by the day it is owed (异议). */
async function listWaitingObjections(act: Act, part: string) {
  const rows = await act.city.pool.look(act.scope, (db) => listOpenObjections(db, part, LINES_MAX))
  return rows.map((row) => ({
    kind: 'objection' as const,
    id: row.objection_id,
    caseId: row.objection_id,
    personId: row.person_id,
    name: row.name,
    state: row.against,
    since: row.filed_on,
    dueOn: row.due_on,
    provisionalYear: null,
    overdue: row.due_on < act.legalOn,
    standardText: row.standard_text,
    duties: ['answer-objection' as const],
    reported: null,
  }))
}

const OPEN_APPLICATION_STATES = APPLICATION_STATES.filter((state) => !CLOSED_APPLICATION_STATES.includes(state))
const SITUATIONS: readonly RegistrationSituation[] = OPEN_REGISTRATION_STATES.flatMap((state) =>
  FINDINGS.flatMap((finding) => [true, false].map((entered) => ({ state, finding, entered }))),
)

/** States in which a record of another authority can end a registration. */
const ENDED_BY_RECORD = REGISTRATION_TRANSITIONS.flatMap(({ from, event }) =>
  event === 'end-by-record' && from !== null ? [from] : [],
)

/** What the police told waits for whoever keeps the registration; one at rest waits for nobody else. */
function dutiesAt(row: QueueRow & { kind: 'registration' }, workflow: WorkflowPolicy): readonly Duty[] {
  const duties = registrationDuties({ ...row, finding: row.finding ?? '' }, workflow)
  if (row.reported === null || !row.entered || !ENDED_BY_RECORD.includes(row.state)) return duties
  return DUTIES.filter(
    (duty) => duty === 'keep-registration' || (duties.includes(duty) && !AT_REST.includes(row.state)),
  )
}

function lineOf(row: QueueRow, act: Act, workflow: WorkflowPolicy, deps: Deps) {
  const { kind, id, name, state, since, due_on: dueOn, standard_text: standardText } = row
  const duties = row.kind === 'registration' ? dutiesAt(row, workflow) : applicationDuties(row.state, workflow)
  return {
    kind,
    id,
    caseId: id,
    personId: row.person_id,
    name,
    state,
    since,
    dueOn,
    provisionalYear: provisionalYearOf(row, deps) ?? null,
    overdue: dueOn !== null && dueOn < act.legalOn,
    standardText,
    duties: [...duties],
    reported: row.reported,
  }
}

/** Of the days a queue shows, only the office's answer to an application is counted in working days (R10). */
function provisionalYearOf({ state, since, due_on: dueOn }: QueueRow, { calendar }: Deps): number | undefined {
  return state === 'submitted' && dueOn !== null ? provisional(calendar, since, dueOn).provisionalYear : undefined
}
