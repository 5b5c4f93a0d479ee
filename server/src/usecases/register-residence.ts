import { parseIdNumber, normaliseIdNumber } from '@anju/standards/id-number.ts'
import { parseMobilePhone } from '@anju/standards/phone.ts'
import type { FormValues, FamilyRow } from '@anju/standards/form/form-values.ts'
import { keepMasked } from '@anju/standards/masked-field.ts'
import { validateForm } from '@anju/standards/form/validate-form.ts'
import { countyOf } from '@anju/standards/division.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { findPlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { decideDeclaration, type EnteredResidence } from '@anju/domain/registration/decide-declaration.ts'
import { nextDueOn } from '@anju/domain/registration/next-due-on.ts'
import { eligibleFrom } from '@anju/domain/residence/eligible-from.ts'
import type { RegistrationState } from '@anju/domain/registration/registration-machine.ts'
import type { Channel, Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { recordMaterials, type Material } from '../store/material.ts'
import { claimPersonId, idNumberIndexes, sealPerson, type PersonFacts } from '../store/person.ts'
import { recordDwelling, type NewDwelling } from '../store/place.ts'
import { recordProvisionalDue } from '../store/provisional-due.ts'
import { recordEvents, type Effect, type HappenedEvent } from '../store/record-event.ts'
import {
  findRegistration,
  loadDeclaration,
  openForm,
  recordRegistration,
  sealForm,
  type RegistrationRow,
} from '../store/registration.ts'
import { checkAddress, type CheckedAddress, type KeyedAddress } from './address-of.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { newCaseId } from './new-case-id.ts'
import { officeFor } from './office-for.ts'

/** What an official found where the text leaves open whether the person is meant; never a resident's own word. */
export type TargetFinding = { readonly isTarget: boolean; readonly reason: string }
export type ResidenceForm = Omit<FormValues, 'family' | 'idNumber' | 'name' | 'sex' | 'ethnicity' | 'birthOn'> & {
  readonly family?: readonly FamilyRow[]
  /** Kept with the form, so that an entry or a move later need not ask again. */
  readonly targetFinding?: TargetFinding | null
  /** Taken over from an old register, which did not ask for everything that the form asks for now: a move does not ask for it either (I-184). */
  readonly takenOver?: true
}
export type KeyedPerson = {
  readonly name: string
  readonly sex: string
  readonly ethnicity: string
  readonly birthOn: string
  readonly documentKind: string
  readonly idNumber: string
  readonly mobile: string
  readonly hukouDivision: string
  readonly hukouDetail: string
}
export type Home =
  | { readonly dwellingId: string }
  | { readonly address: KeyedAddress; readonly livingAreaM2: number | null }
export type DeclareResidence = {
  readonly intentId: string
  readonly person: KeyedPerson
  readonly form: ResidenceForm
  readonly home: Home
  readonly materials: readonly Material[]
  readonly targetFinding?: TargetFinding | null
}
/** How a declaration comes in: entered at once at the window, held there, or sent online. */
export type Entry = 'entered' | 'held' | 'online'

export type RegisteredResidence = CarriedOut & {
  readonly state: RegistrationState
  readonly personId: string
  readonly receiptNo: string | null
  readonly registeredOn: PlainDate | null
  readonly eligibleFrom: PlainDate | null
  readonly declaredLate: boolean
  readonly warnings: EnteredResidence['warnings']
}

/**
 * Registers residence (居住登记): at the window declared, accepted and entered in one act; held when something is still
 * missing; or declared online, where the visit comes before the entry (附件2).
 * @returns the registration with its receipt, or every reason against it at once.
 */
export async function registerResidence(
  deps: Deps,
  act: Act,
  command: DeclareResidence,
  entry: Entry = 'entered',
): Promise<Decision<RegisteredResidence>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await registerOnce(deps, act, command, entry)
    } catch (error) {
      // Somebody entered the same new person in this instant: look again, and find them.
      if (!(error instanceof EnteredMeanwhile) || attempt === 3) throw error
    }
  }
}

/** The person got a row, and with it a key, between our look and our write. */
class EnteredMeanwhile extends Error {}

async function registerOnce(
  deps: Deps,
  act: Act,
  command: DeclareResidence,
  entry: Entry,
): Promise<Decision<RegisteredResidence>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, entry === 'online' ? 'resident' : 'register', pack.workflow)
  if (!authority.ok) return authority

  const idNumber = normaliseIdNumber(command.person.idNumber)
  const parsed = parseIdNumber(idNumber, act.legalOn)
  // An impossible number claims no place in the index; the rule says below what is wrong with it.
  const personId = parsed.ok
    ? await claimPersonId(deps.shared, idNumberIndexes(deps.crypto, parsed.value.idNumber), deps.newId())
    : deps.newId()
  const registrationId = newCaseId(deps, act)
  const intent = intentOf(command.intentId, `register-residence/${entry}`, command)
  let outcome: Omit<RegisteredResidence, keyof CarriedOut> | undefined

  const carried = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const declared = await decide(
        deps,
        act,
        pack,
        tx,
        command,
        entry,
        personId,
        parsed.ok ? parsed.value.idNumber : idNumber,
      )
      if (!declared.ok) return declared
      const { plan, load, home, facts, keyed } = declared.value
      const person = sealPerson(deps.crypto, personId, facts, load.dek_wrapped ?? undefined)
      const office = await officeFor(deps, act, home.divisionCode)
      if (home.isNew !== undefined) await recordDwelling(tx, home.isNew)
      const events = eventsOf(
        entry,
        pack,
        plan,
        declared.grounds,
        { ...command, person: keyed },
        authority.value.signed,
      )
      const receiptNo = recordRegistration(tx, person, {
        registrationId,
        version: events.length,
        dwellingId: home.dwellingId,
        officeId: office.officeId,
        divisionCode: home.divisionCode,
        channel: channelOf(entry),
        state: plan.state,
        pack: pack.id,
        declaredOn: act.legalOn,
        dueOn: plan.entered?.dueOn ?? null,
        arrivedOn: findPlainDate(command.form.arrivedOn ?? '') ?? act.legalOn,
        movedInOn: findPlainDate(command.form.movedInOn ?? '') ?? null,
        registeredOn: plan.entered?.registeredOn ?? null,
        nextDueOn: nextDueOn({ state: plan.state, since: act.legalOn }, pack.workflow),
        formEnc: sealForm(
          deps.crypto,
          registrationId,
          personId,
          { ...command.form, targetFinding: command.targetFinding ?? null },
          person.wrappedKey,
        ),
        follows: null,
        receiptPrefix: plan.entered === undefined ? null : receiptPrefix(home.divisionCode, office.code, act.legalOn),
        occupies: plan.entered !== undefined,
      })
      const materials = recordMaterials(
        tx,
        deps,
        act,
        { personId, registrationId, divisionCode: home.divisionCode },
        command.materials,
      )
      const provisionalYear = plan.entered?.provisionalYear
      const marked =
        provisionalYear === undefined ? [] : [recordProvisionalDue(tx, 'registration', registrationId, provisionalYear)]
      const recorded = recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: registrationId,
        pack: pack.id,
        person: { personId, wrappedKey: person.wrappedKey },
        events,
        effects: effectsOf(entry),
      })
      // The three statements travel together; which of them fails first decides what the caller hears.
      const [receipt] = await Promise.all([receiptNo, materials, recorded, ...marked])
      if (receipt === undefined) throw new EnteredMeanwhile()
      outcome = {
        state: plan.state,
        personId,
        receiptNo: receipt,
        registeredOn: plan.entered?.registeredOn ?? null,
        eligibleFrom: plan.entered === undefined ? null : eligibleFrom(plan.entered.registeredOn, pack.halfYear),
        declaredLate: plan.entered?.declaredLate ?? false,
        warnings: plan.entered?.warnings ?? [],
      }
      return granted({ subjectId: registrationId, version: events.length }, declared.grounds)
    },
    (constraint) => {
      // The upsert goes by the person's id; a twin that is faster by an instant can break the second unique index first.
      if (constraint === 'person_once') throw new EnteredMeanwhile()
      return constraint === 'registration_open_once'
        ? refused(refusal('registration.already-active', pack.source))
        : undefined
    },
  )
  if (!carried.ok) return carried
  if (outcome === undefined || carried.value.repeated)
    return granted({ ...carried.value, ...(await remembered(deps, act, pack, carried.value.subjectId)) }, [])
  return granted({ ...carried.value, ...outcome }, carried.grounds)
}

type Plan = { readonly state: RegistrationState; readonly entered: EnteredResidence | undefined }
type Placed = {
  readonly dwellingId: string
  readonly divisionCode: string
  readonly isNew: NewDwelling | undefined
  readonly lane: string
  readonly door: string
  readonly unit: string
}

async function decide(
  deps: Deps,
  act: Act,
  pack: Pack,
  tx: Tx,
  command: DeclareResidence,
  entry: Entry,
  personId: string,
  idNumber: string,
): Promise<
  Decision<{ plan: Plan; load: { dek_wrapped: Buffer | null }; home: Placed; facts: PersonFacts; keyed: KeyedPerson }>
> {
  const { home, form } = command
  const loading = loadDeclaration(tx, personId, 'dwellingId' in home ? home.dwellingId : null)
  const checked =
    'address' in home ? await checkAddress(deps, act, tx, home.address, { livingAreaM2: home.livingAreaM2 }) : undefined
  const load = await loading
  // What a look-up filled in came masked; sent back untouched it stays as it is.
  const person = keepMasked(command.person, { hukouDetail: load.hukou_detail })
  const placed = placeOf(load, checked, home)
  const values = formValues({ person, form }, placed, idNumber, act.legalOn)
  const decision = decideDeclaration(
    {
      channel: channelOf(entry),
      person: {
        documentType: person.documentKind,
        idNumber,
        hukouDivision: person.hukouDivision,
        ...findingOf(act.actor.kind === 'official' ? command.targetFinding : null),
      },
      residenceDivision: countyOf(placed.divisionCode) ?? placed.divisionCode,
      arrivedOn: findPlainDate(form.arrivedOn ?? ''),
      submittedOn: act.legalOn,
      enteredOn: act.legalOn,
      findings: validateForm(values, { purpose: 'registration', asOf: act.legalOn }),
      addressRejections: checked === undefined || checked.existingDwellingId !== undefined ? [] : checked.rejections,
      hasOpenRegistration: load.open_registration !== null,
      law: pack.source,
    },
    pack,
    deps.calendar,
  )
  if (!decision.ok && entry !== 'held') return decision
  if (!decision.ok) {
    // Held: what is missing is why it is held. Only what makes a second declaration or an impossible row still refuses.
    const identified = parseIdNumber(idNumber, act.legalOn)
    const hard = decision.refusals.filter(
      ({ code }) => !identified.ok || (code !== 'form.field-missing' && !code.startsWith('address.')),
    )
    if (hard.length > 0) return refused(...hard)
  }
  const facts = personFacts(person, idNumber, act.legalOn)
  const state = stateAfter(entry, pack)
  const plan: Plan = { state, entered: entry === 'entered' && decision.ok ? decision.value : undefined }
  return granted({ plan, load, home: placed, facts, keyed: person }, decision.ok ? decision.grounds : [])
}

function stateAfter(entry: Entry, pack: Pack): RegistrationState {
  if (entry === 'online') return 'declared-online'
  if (entry === 'held') return 'declared-window'
  return pack.workflow.registration.verification.value === 'visit' ? 'recorded' : 'active'
}

function placeOf(
  load: {
    dwelling_id: string | null
    division_code: string | null
    lane: string | null
    door: string | null
    unit: string | null
  },
  checked: CheckedAddress | undefined,
  home: Home,
): Placed {
  if (checked !== undefined && 'address' in home) {
    const { dwelling, existingDwellingId } = checked
    return {
      dwellingId: existingDwellingId ?? dwelling?.dwellingId ?? '',
      divisionCode: home.address.divisionCode,
      isNew: existingDwellingId === undefined ? dwelling : undefined,
      lane: home.address.lane,
      door: home.address.door,
      unit: home.address.unit,
    }
  }
  if (load.dwelling_id === null || load.division_code === null) throw new RegistryError('not-found', 'No such dwelling')
  return {
    dwellingId: load.dwelling_id,
    divisionCode: load.division_code,
    isNew: undefined,
    lane: load.lane ?? '',
    door: load.door ?? '',
    unit: load.unit ?? '',
  }
}

/** The form as the paper has it, from what was keyed in and where the dwelling stands. */
export function formValues(
  command: Pick<DeclareResidence, 'person' | 'form'>,
  placed: { divisionCode: string; lane: string; door: string; unit: string },
  idNumber: string,
  filledInOn: PlainDate,
): FormValues {
  const { person, form } = command
  return {
    ...form,
    district: placed.divisionCode.slice(0, 6),
    town: placed.divisionCode.slice(0, 9),
    committee: placed.divisionCode,
    lane: placed.lane,
    door: placed.door,
    unit: placed.unit,
    name: person.name,
    sex: person.sex,
    ethnicity: person.ethnicity,
    birthOn: person.birthOn,
    documentKind: person.documentKind,
    idNumber,
    mobile: person.mobile,
    hukouDivision: person.hukouDivision,
    hukouDetail: person.hukouDetail,
    // The photo is asked for with a permit, not with a registration.
    photo: true,
    filledInOn,
  }
}

/** The person as the register keeps them; a birth date that was left out is the one in the number. */
export function personFacts(person: KeyedPerson, idNumber: string, asOf: PlainDate): PersonFacts {
  const parsed = parseIdNumber(idNumber, asOf)
  const birthOn = person.birthOn === '' && parsed.ok ? parsed.value.birthOn : person.birthOn
  return { ...person, birthOn, idNumber, mobile: parseMobilePhone(person.mobile) }
}

/** The form as it was kept with a registration. */
export function keptForm(deps: Deps, row: RegistrationRow): ResidenceForm {
  return openForm(deps.crypto, row)
}

/** The finding as the target rule reads it. */
export function findingOf(finding: TargetFinding | null | undefined): { readonly finding?: TargetFinding } {
  return finding === null || finding === undefined ? {} : { finding }
}

function channelOf(entry: Entry): Channel {
  return entry === 'online' ? 'online' : 'counter'
}

/** The front of a receipt number: division, office, day. The counter adds the serial. */
export function receiptPrefix(divisionCode: string, officeCode: string, on: PlainDate): string {
  return `${divisionCode.slice(0, 6)}${officeCode}${on.replaceAll('-', '')}`
}

function eventsOf(
  entry: Entry,
  pack: Pack,
  plan: Plan,
  grounds: HappenedEvent['grounds'],
  command: DeclareResidence,
  signed: boolean,
): readonly HappenedEvent[] {
  const duty: Duty = 'register'
  const facts = {
    person: command.person,
    form: command.form,
    home: command.home,
    materials: command.materials.map(({ kind }) => kind),
  }
  if (entry === 'online')
    return [{ kind: 'declare-online', version: 1, facts: { ...facts, to: 'declared-online' }, grounds }]
  const declared: HappenedEvent = {
    kind: 'declare-at-window',
    version: 1,
    facts: { ...facts, to: 'declared-window' },
    grounds: [],
  }
  if (entry === 'held') return [declared]
  const entered: HappenedEvent = {
    kind: 'accept-and-enter',
    version: 2,
    facts: { registeredOn: plan.entered?.registeredOn, pack: pack.id, to: plan.state },
    grounds,
  }
  return [declared, signed ? { ...entered, signedStep: duty } : entered]
}

function effectsOf(entry: Entry): readonly Effect[] {
  if (entry === 'online') return [{ topic: 'notice.declared-online' }]
  return entry === 'entered' ? [{ topic: 'notice.registered' }] : []
}

/** The answer to a retry, read from the case as it stands now. */
async function remembered(
  deps: Deps,
  act: Act,
  pack: Pack,
  registrationId: string,
): Promise<Omit<RegisteredResidence, keyof CarriedOut>> {
  const row = await act.city.pool.look(act.scope, (db) => findRegistration(db, registrationId))
  if (row === undefined)
    throw new RegistryError('not-found', 'The registration of this intent is not to be seen from here')
  return {
    state: row.state,
    personId: row.person_id,
    receiptNo: row.receipt_no,
    registeredOn: row.registered_on,
    eligibleFrom: row.registered_on === null ? null : eligibleFrom(row.registered_on, pack.halfYear),
    declaredLate: row.due_on !== null && row.declared_on > row.due_on,
    warnings: [],
  }
}
