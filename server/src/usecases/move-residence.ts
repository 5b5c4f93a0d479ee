import type { Tx } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { keepMasked } from '@anju/standards/masked-field.ts'
import { countyOf } from '@anju/standards/division.ts'
import { decideMoveReach } from '@anju/domain/access/decide-move-reach.ts'
import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, refusal, refused, refusalsOf, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { findingsBeside, type ReportedAmendment } from '@anju/domain/registration/decide-amendment.ts'
import { nextDueOn } from '@anju/domain/registration/next-due-on.ts'
import { decideDeclaration } from '@anju/domain/registration/decide-declaration.ts'
import { registrationDueOn } from '@anju/domain/registration/registration-due-on.ts'
import type { RegistrationState } from '@anju/domain/registration/registration-machine.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { recordMaterials, type Material } from '../store/material.ts'
import { findPerson, sealPerson } from '../store/person.ts'
import { findDwelling, recordDwelling } from '../store/place.ts'
import { recordProvisionalDue } from '../store/provisional-due.ts'
import { recordEvents, stepsBeside } from '../store/record-event.ts'
import { didTakePart } from '../store/placed-record.ts'
import { intentOf, type Outcome } from '../store/intent.ts'
import {
  findFollowing,
  findRegistration,
  lockRegistration,
  recordRegistration,
  type RegistrationRow,
  sealForm,
} from '../store/registration.ts'
import { checkAddress } from './address-of.ts'
import { amendWithin } from './amend-within.ts'
import { carryOut } from './carry-out.ts'
import { keyedPersonOf } from './enter-declaration.ts'
import { besideCaseId } from './new-case-id.ts'
import { officeFor } from './office-for.ts'
import { type BesideStream, collectInto, recordBeside } from './record-beside.ts'
import { scopeOfPost } from './scope-of-post.ts'
import {
  findingOf,
  keptForm,
  formValues,
  personFacts,
  receiptPrefix,
  type Home,
  type ResidenceForm,
} from './register-residence.ts'
import {
  type Recorder,
  type RegistrationCommand,
  type RegistrationOutcome,
  standingOf,
  type StepRule,
  stepWithin,
} from './registration-step.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'

export type MoveResidence = RegistrationCommand & {
  readonly home: Home
  readonly movedOn: PlainDate
  readonly form?: ResidenceForm | undefined
  readonly materials: readonly Material[]
  /** What else has changed, as reported in the same visit; on the registration as it was seen. */
  readonly amendment?: ReportedAmendment | null | undefined
}

/** What a move is judged on; what else has changed is amended in the same act, and judged there. */
type JudgedMove = Pick<MoveResidence, 'home' | 'movedOn' | 'form' | 'materials'> & {
  readonly changes?: ReportedAmendment['changes'] | undefined
}

/**
 * Change of address inside the city (变更居住地址): the old registration ends and one that follows it begins, in the same
 * transaction, so that the residence is never interrupted by the office itself. What else has changed is amended on the one that
 * follows, under the same signature: both are done or neither, and the reasons of both are told.
 * @returns the new registration.
 */
export async function moveResidence(
  deps: Deps,
  act: Act,
  command: MoveResidence,
): Promise<Decision<RegistrationOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'registration/move-residence', command)
  const moved = await carryOut(deps, act, intent, async (tx) => {
    // Of two moves at once the second waits here, and then hears that the registration has moved.
    await lockRegistration(tx, command.registrationId)
    const streams: BesideStream[] = []
    const made = await moveWithin(deps, act, tx, command, streams)
    const [own, ...behind] = streams
    if (!made.ok || own === undefined) return made
    await recordEvents(tx, deps.crypto, deps.newId, { ...own, act, intent, beside: behind.flatMap(stepsBeside) })
    await recordBeside(deps, act, tx, command.intentId, behind)
    return made
  })
  if (!moved.ok) return moved
  const next = await act.city.pool.look(wholeCity(act.city), (db) => findFollowing(db, command.registrationId))
  if (next === undefined) throw new Error('A move left no registration that follows')
  return granted(
    { ...moved.value, subjectId: next.registration_id, version: next.version, ...standingOf(next, pack) },
    moved.grounds,
  )
}

/** @param streams - get the ledger rows: of the registration that ends, then of the one that follows */
async function moveWithin(
  deps: Deps,
  act: Act,
  tx: Tx,
  command: MoveResidence,
  streams: BesideStream[],
): Promise<Decision<Outcome>> {
  const { amendment, registrationId, expectedVersion } = command
  const collect = collectInto(streams)
  const judged = { ...command, changes: amendment?.changes }
  const rule = moveRule(deps, act, judged, besideCaseId(deps, act, 'accept-and-enter'), () => collect)
  const moved = await stepWithin(deps, act, tx, command, 'move-residence', rule, collect)
  if (amendment == null) return moved
  // Where the move is refused nothing follows: then the one that was seen is asked, for its reasons only.
  const home = moved.ok ? await findFollowing(tx, registrationId) : await findRegistration(tx, registrationId)
  if (home === undefined) throw new RegistryError('not-found', 'No such registration within reach')
  if (!moved.ok && !(await mayHearReasons(deps, act, tx, home, command, moved))) return moved
  const on = { registrationId: home.registration_id, expectedVersion: moved.ok ? home.version : expectedVersion }
  const amended = await amendWithin(deps, act, tx, home.person_id, { ...amendment, ...on }, streams)
  return moved.ok && amended.ok ? moved : refused(...refusalsOf(moved), ...refusalsOf(amended))
}

/**
 * The rule of a move inside the city, and what it writes beside the old registration.
 * @param registrationId - of the registration that follows
 * @param recorderOf - how the ledger rows of that one are written
 */
export function moveRule(
  deps: Deps,
  act: Act,
  command: JudgedMove,
  registrationId: string,
  recorderOf: (tx: Tx) => Recorder,
): StepRule {
  return async (row, pack, tx) => {
    const law = pack.registration.dueAfterChange.law
    if (row.registered_on === null || command.movedOn < row.registered_on || command.movedOn > act.legalOn) {
      return refused(
        refusal('form.dates-out-of-order', law, {
          field: 'movedOn',
          earlier: row.registered_on ?? row.declared_on,
          later: command.movedOn,
        }),
      )
    }
    const { home } = command
    const checked =
      'address' in home
        ? await checkAddress(deps, act, tx, home.address, { livingAreaM2: home.livingAreaM2 })
        : undefined
    const dwellingId =
      'dwellingId' in home ? home.dwellingId : (checked?.existingDwellingId ?? checked?.dwelling?.dwellingId ?? '')
    const [person, there] = await Promise.all([findPerson(tx, row.person_id), findDwelling(tx, dwellingId)])
    if (person === undefined) throw new RegistryError('not-found', 'The person is out of reach')
    const place =
      there === undefined
        ? checked?.dwelling
        : { divisionCode: there.division_code, lane: there.lane, door: there.door, unit: there.unit }
    if (place === undefined && checked === undefined) throw new RegistryError('not-found', 'No such dwelling')
    const divisionCode = place?.divisionCode ?? ('address' in home ? home.address.divisionCode : '')
    const reach = await moveReach(deps, act, tx, row, divisionCode, law)
    if (!reach.ok) return reach
    const keyed = keyedPersonOf(deps, person)
    const form: ResidenceForm = {
      ...keptForm(deps, row),
      ...keepMasked(command.form ?? {}, keptForm(deps, row)),
      movedInOn: command.movedOn,
    }
    const decision = decideDeclaration(
      {
        channel: 'counter',
        person: {
          documentType: keyed.documentKind,
          idNumber: keyed.idNumber,
          hukouDivision: keyed.hukouDivision,
          ...findingOf(form.targetFinding),
        },
        residenceDivision: countyOf(divisionCode) ?? divisionCode,
        arrivedOn: undefined,
        submittedOn: act.legalOn,
        enteredOn: act.legalOn,
        findings: findingsBeside(
          command.changes ?? {},
          formValues(
            { person: keyed, form },
            place ?? { divisionCode, lane: '', door: '', unit: '' },
            keyed.idNumber,
            act.legalOn,
          ),
          act.legalOn,
        ).filter(({ code }) => form.takenOver !== true || code !== 'form.field-missing'),
        addressRejections: checked === undefined || checked.existingDwellingId !== undefined ? [] : checked.rejections,
        hasOpenRegistration: false,
        law: pack.source,
      },
      pack,
      deps.calendar,
    )
    if (!decision.ok) return decision
    const due = registrationDueOn('change', command.movedOn, pack.registration, deps.calendar)
    const office = await officeFor(deps, act, divisionCode)
    const state: RegistrationState = pack.workflow.registration.verification.value === 'visit' ? 'recorded' : 'active'
    const sealed = sealPerson(
      deps.crypto,
      row.person_id,
      personFacts(keyed, keyed.idNumber, act.legalOn),
      row.dek_wrapped,
    )
    const following = {
      streamId: registrationId,
      pack: pack.id,
      person: { personId: row.person_id, wrappedKey: row.dek_wrapped },
      events: [
        {
          kind: 'accept-and-enter',
          version: 1,
          facts: { follows: row.registration_id, form, home, to: state },
          grounds: decision.grounds,
          signedStep: 'register',
        },
      ],
      effects: [{ topic: 'notice.registered' }],
    }
    return granted(
      {
        change: { ended_on: act.legalOn, end_reason: 'moved' },
        facts: { movedOn: command.movedOn, to: registrationId },
        effects: [],
        beside: stepsBeside(following),
        alsoWrite: async () => {
          if (checked?.existingDwellingId === undefined && checked?.dwelling !== undefined)
            await recordDwelling(tx, checked.dwelling)
          const [receipt] = await Promise.all([
            recordRegistration(tx, sealed, {
              registrationId,
              version: 1,
              dwellingId,
              officeId: office.officeId,
              divisionCode,
              channel: 'counter',
              state,
              pack: pack.id,
              declaredOn: act.legalOn,
              dueOn: due.extendedOn,
              arrivedOn: row.arrived_on,
              movedInOn: command.movedOn,
              registeredOn: decision.value.registeredOn,
              nextDueOn: nextDueOn({ state, since: act.legalOn }, pack.workflow),
              formEnc: sealForm(deps.crypto, registrationId, row.person_id, { ...form }, row.dek_wrapped),
              follows: row.registration_id,
              receiptPrefix: receiptPrefix(divisionCode, office.code, act.legalOn),
              occupies: true,
            }),
            ...(due.provisionalYear === undefined
              ? []
              : [recordProvisionalDue(tx, 'registration', registrationId, due.provisionalYear)]),
            recordMaterials(
              tx,
              deps,
              act,
              { personId: row.person_id, registrationId, divisionCode },
              command.materials,
            ),
            recorderOf(tx)(following),
          ])
          if (receipt === undefined) throw new Error('The person of a registration has another key than the register')
        },
      },
      [...reach.grounds, ...decision.grounds],
    )
  }
}

/** Who may not move a registration, in whatever state, does not learn from the reasons of an amendment what is registered. */
async function mayHearReasons(
  deps: Deps,
  act: Act,
  tx: Tx,
  seen: RegistrationRow,
  { home }: MoveResidence,
  moved: Decision<Outcome>,
): Promise<boolean> {
  if (refusalsOf(moved).some(({ code }) => code.startsWith('access.'))) return false
  const toDivision =
    'address' in home ? home.address.divisionCode : ((await findDwelling(tx, home.dwellingId))?.division_code ?? '')
  const { source } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return (await moveReach(deps, act, tx, seen, toDivision, source)).ok
}

/** Both sides of a move are asked of the post itself, whose route names the person exactly and so sees the whole city. */
async function moveReach(
  deps: Deps,
  act: Act,
  tx: Tx,
  row: Pick<RegistrationRow, 'division_code' | 'person_id'>,
  toDivision: string,
  law: ClauseRef,
): Promise<Decision<null>> {
  if (act.actor.kind !== 'official') return granted(null, [])
  const scope = await scopeOfPost(deps, act.city, act.actor, act.at, { assigned: true, crossArea: false }, tx)
  const tookPart = scope.own && (await didTakePart(tx, act.actor.officialId, row.person_id))
  const from = { divisionCode: row.division_code, personId: row.person_id, tookPart }
  return decideMoveReach(scope, { from, toDivision }, law)
}
