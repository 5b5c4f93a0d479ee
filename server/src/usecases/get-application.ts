import { APPLICATION_TRANSITIONS, type ApplicationEvent } from '@anju/domain/application/application-machine.ts'
import { pathProgress } from '@anju/domain/application/path-progress.ts'
import { refusal, refusalsOf, type Refusal } from '@anju/domain/kernel/decision.ts'
import { findPlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { clauseOfStep, isDoneHere } from '@anju/domain/policy/clause-of-step.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Step } from '@anju/domain/policy/workflow-policy.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { openAgent, openQualityNotes } from '../store/application.ts'
import { type HistoryRow, listHistory } from '../store/history.ts'
import { findPerson } from '../store/person.ts'
import { type Applicant, getApplicant } from './applicant.ts'
import {
  agencyDocumentsOf,
  type ApplicationCase,
  checklistOf,
  findApplicationCase,
  packOfCase,
  providedIn,
  reconsider,
  standingPhoto,
} from './application-case.ts'
import { describeChecklist } from './application-checklist.ts'
import { circumstancesOf, mayTake, provisionalOf } from './application-step.ts'
import { describeHistory } from './case-history.ts'
import { describeMaterial, describePerson, type NextStep } from './get-registration.ts'

/** An application as a case page shows it: where it stands, what comes next and by when, and why. */
export async function getApplication(deps: Deps, act: Act, applicationId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { theCase, person, history } = await act.city.pool.look(act.scope, async (db) => {
    const [found, rows] = await Promise.all([findApplicationCase(db, applicationId), listHistory(db, applicationId)])
    if (found === undefined) throw new RegistryError('not-found', 'No such application within reach')
    const holder = await findPerson(db, found.row.person_id)
    if (holder === undefined) throw new RegistryError('not-found', 'The person is out of reach')
    return { theCase: found, person: holder, history: rows }
  })
  const { row, materials, notices, permit } = theCase
  const lawOfCase = packOfCase(deps, act, row)
  const applicant = await getApplicant(deps, act, row.registration_id, lawOfCase)
  const agent = openAgent(deps.crypto, row)
  const qualityNotes = openQualityNotes(deps.crypto, row)
  const past = await describeHistory(deps, history)
  return {
    applicationId,
    registrationId: row.registration_id,
    personId: row.person_id,
    version: row.version,
    state: row.state,
    since: row.state_since,
    condition: row.condition,
    person: await describePerson(deps, person),
    agent: agent === undefined ? null : { name: agent.name, relation: agent.relation },
    dwelling: { dwellingId: row.dwelling_id, standardText: row.standard_text },
    acceptanceNo: row.acceptance_no,
    appliedOn: row.applied_on,
    acceptedOn: row.accepted_on,
    dueOn: row.due_on,
    dueExtendedOn: row.due_extended_on,
    provisionalYear: provisionalOf(row, deps.calendar).provisionalYear ?? null,
    permit:
      permit === undefined
        ? null
        : {
            permitId: permit.permit_id,
            permitNo: permit.permit_no,
            issuedOn: permit.issued_on,
            stockNo: permit.stock_no,
          },
    notices: notices.map(({ given_on, items, note }) => ({
      givenOn: given_on,
      items: [...items],
      reasons: [refusal('application.materials-missing', pack.notice.atMost.law, { missing: items })],
      note,
    })),
    qualityReasons: row.quality_reasons.map((code) => ({ code, text: qualityNotes[code] ?? '' })),
    batchNo: row.batch_no,
    checklist: describeChecklist(
      checklistOf(row, lawOfCase),
      row.condition,
      providedIn(theCase),
      lawOfCase,
      agencyDocumentsOf(row, lawOfCase),
    ),
    materials: materials.map(describeMaterial),
    signatures: past.flatMap(({ signed, by, on }, at) => {
      const { step, content_sm3 } = history[at] ?? {}
      return signed && step && content_sm3
        ? [{ step, name: by?.name ?? '', role: by?.role ?? '', on, contentSm3: content_sm3.toString('hex') }]
        : []
    }),
    path: pathProgress(row.state, pack.workflow.application.path.value, doneOn(theCase, history)).map((each) => ({
      ...each,
    })),
    next: nextSteps(deps, act, theCase, applicant, pack, lawOfCase),
    history: past,
  }
}

const DONE_BY: readonly (readonly [Step, ApplicationEvent])[] = [
  ['verify', 'verify-true'],
  ['export', 'export'],
  ['produce', 'produce'],
  ['dispatch', 'dispatch'],
  ['receive', 'receive'],
  ['notify', 'notify'],
]

/** When each step of the path was last done: from the case, or from its history. */
function doneOn({ row }: ApplicationCase, history: readonly HistoryRow[]): Partial<Record<Step, PlainDate>> {
  const last = (event: ApplicationEvent) =>
    findPlainDate(history.findLast(({ kind }) => kind === event)?.legal_on ?? '')
  const all = [
    ...DONE_BY.map(([step, event]) => [step, last(event)] as const),
    ['accept', row.accepted_on],
    ['review', row.approved_on],
    ['hand-over', row.handed_over_on],
  ] as const
  return Object.fromEntries(all.filter(([, on]) => on !== undefined && on !== null))
}

/** What may happen next, each with who does it and why the caller may not: the machine, the duty, the signatures, and the law where it can tell before. */
function nextSteps(
  deps: Deps,
  act: Act,
  theCase: ApplicationCase,
  applicant: Applicant,
  pack: Pack,
  lawOfCase: Pack,
): NextStep<ApplicationEvent>[] {
  const { row } = theCase
  const holds = circumstancesOf(theCase, pack, lawOfCase)
  const rows = APPLICATION_TRANSITIONS.filter(
    ({ from, event, when = [] }) =>
      from === row.state &&
      (event === 'supplement' ? holdsButForPapers(when, holds) : when.every((condition) => holds[condition])),
  )
  const once = rows.filter(({ event }, at) => rows.findIndex((other) => other.event === event) === at)
  return once
    .filter(({ by }) => isDoneHere(by, pack.workflow))
    .map(({ event, by, law: drawnFrom }) => {
      const law = clauseOfStep(by, drawnFrom, pack.workflow)
      const refusals = [
        ...refusalsOf(mayTake(act.actor, by, theCase, pack)),
        ...standingAgainst(deps, act, theCase, applicant, event, pack),
      ]
      const isOwed = event !== 'withdraw' && event !== 'stop' && event !== 'return-documents'
      return {
        event,
        by,
        law,
        dueOn: isOwed ? row.next_due_on : null,
        allowed: refusals.length === 0,
        refusals: refusals,
      }
    })
}

/** Whether papers complete the checklist is known only when they come. */
function holdsButForPapers(
  when: readonly (keyof ReturnType<typeof circumstancesOf>)[],
  holds: ReturnType<typeof circumstancesOf>,
): boolean {
  return when.every((condition) => condition === 'complete' || condition === 'incomplete' || holds[condition])
}

/** Reasons that stand against acceptance or approval already, so that nobody presses a button to be told. */
function standingAgainst(
  deps: Deps,
  act: Act,
  theCase: ApplicationCase,
  applicant: Applicant,
  event: ApplicationEvent,
  pack: Pack,
): readonly Refusal[] {
  if (event !== 'accept' && event !== 'approve') return []
  const submission = reconsider(deps, act, theCase, applicant)
  const reasons = submission.ok ? submission.value.lacking : submission.refusals
  const { counts } = pack.occupancy
  const areaUnknown = event === 'approve' && counts.value && theCase.row.living_area_m2 === null
  const crosses = pack.workflow.application.path.value.includes('export')
  const imageMissing = event === 'approve' && crosses && (standingPhoto(theCase)?.blob_id ?? null) === null
  const photo = imageMissing ? [refusal('application.photo-missing', pack.photo.sources.law)] : []
  return [...reasons, ...photo, ...(areaUnknown ? [refusal('occupancy.area-unknown', counts.law)] : [])]
}
