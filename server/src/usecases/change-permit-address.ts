import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { isMaterialKey } from '@anju/domain/application/material.ts'
import {
  type Decision,
  granted,
  ground,
  type Ground,
  refusal,
  refusalsOf,
  refused,
} from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { type AddressChange, decideAddressChange } from '@anju/domain/permit/decide-address-change.ts'
import type { PermitFacts } from '@anju/domain/permit/permit-facts.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findWrittenRegistration, recordAddressChange, type WrittenEffect } from '../store/address-change.ts'
import { type HeldPermit, lockPermit } from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { movePermit } from '../store/permit.ts'
import { getLifeFacts } from '../store/permit-life.ts'
import { isHouseFiled } from '../store/place.ts'
import { recordEvents, stepsBeside } from '../store/record-event.ts'
import { findFollowing, type RegistrationRow } from '../store/registration.ts'
import { type AmendmentBeside, amendWithin } from './amend-within.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { type EndorsePermit, endorsePermit } from './endorse-permit.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { type MoveResidence, moveRule } from './move-residence.ts'
import { besideCaseId, newCaseId } from './new-case-id.ts'
import { officeFor } from './office-for.ts'
import { type BesideStream, collectInto, recordBeside } from './record-beside.ts'
import { stepWithin } from './registration-step.ts'
import { tellOldOffice } from './tell-old-office.ts'
import { homeOf } from './transfer-facts.ts'
import { isIssuedAnew, type UnwrittenMoves, unwrittenMoves } from './unwritten-moves.ts'

export type ChangePermitAddress = {
  readonly intentId: string
  readonly permitId: string
  /** The registration moves with it; null when it was moved before. */
  readonly move: Pick<MoveResidence, 'registrationId' | 'expectedVersion' | 'home' | 'movedOn' | 'form'> | null
  readonly materials: readonly Material[]
  readonly inPerson: boolean
  /** What the police found, where the city leaves a move to them. */
  readonly finding: { readonly effect: 'keep' | 'reset'; readonly reason: string } | null
  readonly write: 'chip' | 'paper'
  /** Endorsed in the same visit. */
  readonly endorse: Pick<EndorsePermit, 'condition' | 'bookedOnlineOn'> | null
  /** What else has changed, as reported in the same visit: a new employer, another number. */
  readonly amendment: AmendmentBeside | null
}

export type ChangedAddress = CarriedOut & {
  readonly permitId: string
  /** What the change did to the permit's days; absent for a repeated command. */
  readonly change: AddressChange | undefined
}

/**
 * Change of address on a permit (变更居住地址), at the new place: the registration moves with it or was moved before, the chip or paper is
 * written, and that is all; no card is made. What it does to the day of issue and the years follows from the registrations and the city's
 * rules. Alone, or in one act with an endorsement or with changed facts of the registration: then all are done or none, and the reasons of all are told.
 */
export async function changePermitAddress(
  deps: Deps,
  act: Act,
  command: ChangePermitAddress,
): Promise<Decision<ChangedAddress>> {
  let change: AddressChange | undefined
  const authority = mayChange(deps, act)
  if (!authority.ok) return authority
  const done =
    command.endorse === null
      ? await changeAlone(deps, act, command, (made) => (change = made))
      : await changeAndEndorse(deps, act, { ...command, endorse: command.endorse }, (made) => (change = made))
  return done.ok ? granted({ ...done.value, permitId: command.permitId, change }, done.grounds) : done
}

type Seen = (change: AddressChange) => void

function changeAlone(deps: Deps, act: Act, command: ChangePermitAddress, seen: Seen): Promise<Decision<CarriedOut>> {
  const intent = intentOf(command.intentId, 'permit/change-address', command)
  const addressChangeId = newCaseId(deps, act)
  return carryOut(deps, act, intent, async (tx) => {
    const held = await lockPermit(tx, command.permitId)
    if (held === undefined) throw new RegistryError('not-found', 'No such permit within reach')
    const made = await changeWithin(deps, act, tx, held, command, addressChangeId)
    if (!made.ok) return made
    const beside = made.value.behind.flatMap(stepsBeside)
    await recordEvents(tx, deps.crypto, deps.newId, { ...made.value.own, act, intent, beside })
    await recordBeside(deps, act, tx, command.intentId, made.value.behind)
    seen(made.value.change)
    return granted({ subjectId: addressChangeId, version: 1 }, made.grounds)
  })
}

function changeAndEndorse(
  deps: Deps,
  act: Act,
  command: ChangePermitAddress & { readonly endorse: NonNullable<ChangePermitAddress['endorse']> },
  seen: Seen,
): Promise<Decision<CarriedOut>> {
  const { condition, bookedOnlineOn } = command.endorse
  const visit = { ...command, condition, bookedOnlineOn, agent: null }
  return endorsePermit(deps, act, visit, async (tx, held) => {
    const addressChangeId = besideCaseId(deps, act, 'change-address')
    const ofChange = { ...command, materials: [] }
    const made = await changeWithin(deps, act, tx, held, ofChange, addressChangeId, command.materials)
    if (!made.ok) return made
    const { own, behind, change, amended } = made.value
    seen(change)
    const streams = [own, ...behind]
    const record = () => recordBeside(deps, act, tx, command.intentId, streams)
    const beside = streams.flatMap(stepsBeside)
    const facts = { addressChange: { ...change }, ...amended }
    return granted({ facts, divisionCode: made.value.divisionCode, record, beside }, made.grounds)
  })
}

function mayChange(deps: Deps, act: Act) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return mayPerform(act.actor, 'change-address', pack.workflow)
}

type Made = {
  readonly change: AddressChange
  readonly divisionCode: string
  /** The amendment that came with it, for the ledger; empty without one. */
  readonly amended: { readonly amendment?: { readonly registrationId: string; readonly version: number } }
  readonly own: BesideStream
  readonly behind: readonly BesideStream[]
}

/**
 * Moves the registration where that is asked, amends it, asks the rule of the permit, and writes the rows. The ledger rows are left to the caller.
 * @param shown - papers that count here and are kept by the endorsement of the same visit
 */
async function changeWithin(
  deps: Deps,
  act: Act,
  tx: Tx,
  held: HeldPermit,
  command: ChangePermitAddress,
  addressChangeId: string,
  shown: readonly Material[] = command.materials,
): Promise<Decision<Made>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { documents } = pack.addressChange
  if (held.state !== 'in-force') return refused(refusal('address-change.not-in-hand', documents.law))
  const behind: BesideStream[] = []
  const moved = await moveWithin(deps, act, tx, held, command, behind)
  const home = moved?.ok === false ? undefined : await homeFor(tx, held, command.move?.registrationId)
  const reported = reportedOn(command, home)
  const amended = reported === null ? undefined : await amendWithin(deps, act, tx, held.person_id, reported, behind)
  const life = await getLifeFacts(tx, held.person_id)
  const written = await findWrittenRegistration(tx, held.permit_id)
  const unwritten = unwrittenMoves(permitIn(life.permits, held.permit_id), life.stays, written)
  const isOwed = isIssuedAnew(unwritten, act.legalOn, lawOf(deps, act.city))
  const facts = {
    ...caseOf(act, held, home, unwritten),
    provided: {
      materials: shown.map(({ kind }) => kind).filter(isMaterialKey),
      houseFiled: await isHouseFiled(tx, held.person_id),
    },
    presence: { by: command.inPerson ? ('applicant' as const) : ('nobody' as const) },
    ...(command.finding === null ? {} : { finding: command.finding }),
  }
  const decision = decideAddressChange(facts, act.legalOn, lawOf(deps, act.city))
  const refusals = [
    ...(moved === undefined ? [] : refusalsOf(moved)),
    ...(moved?.ok === false ? [] : homeRefusals(held, home, isOwed, documents.law)),
    ...refusalsOf(decision),
    ...(amended === undefined ? [] : refusalsOf(amended)),
  ]
  const authority = mayChange(deps, act)
  if (!authority.ok) return authority
  if (refusals.length > 0 || !decision.ok || home?.registered_on == null) return refused(...refusals)

  const change = decision.value
  const ofAmendment =
    amended?.ok === true
      ? { amendment: { registrationId: amended.value.subjectId, version: amended.value.version } }
      : {}
  const because: readonly Ground[] = [ground(documents.law, 'address-change.written'), ...decision.grounds]
  const { person_id: personId, dek_wrapped: wrappedKey } = held
  const office = await officeFor(deps, act, home.division_code)
  const place = { dwellingId: home.dwelling_id, divisionCode: home.division_code }
  await Promise.all([
    movePermit(tx, { crypto: deps.crypto, act }, held.permit_id, place),
    recordAddressChange(tx, {
      addressChangeId,
      permitId: held.permit_id,
      personId,
      registrationId: home.registration_id,
      officeId: office.officeId,
      divisionCode: home.division_code,
      fromCounty: change.from,
      toCounty: change.to,
      movedOn: change.movedOn,
      changedOn: act.legalOn,
      effect: change.effect satisfies WrittenEffect,
      written: command.write,
      pack: pack.id,
    }),
    recordMaterials(
      tx,
      deps,
      act,
      { personId, registrationId: home.registration_id, divisionCode: home.division_code },
      command.materials,
    ),
    tellOldOffice(deps, act, tx, held, {
      officeId: office.officeId,
      divisionCode: home.division_code,
      name: home.person_name,
      address: home.standard_text,
    }),
  ])
  const own: BesideStream = {
    streamId: addressChangeId,
    pack: pack.id,
    person: { personId, wrappedKey },
    events: [
      {
        kind: 'change-address',
        version: 1,
        facts: {
          permitId: held.permit_id,
          registrationId: home.registration_id,
          write: command.write,
          ...change,
          ...ofAmendment,
        },
        grounds: because,
        ...(authority.value.signed ? { signedStep: 'change-address' } : {}),
      },
    ],
    effects: [{ topic: change.effect === 'reset' ? 'notice.address-changed-reset' : 'notice.address-changed' }],
  }
  return granted({ change, amended: ofAmendment, own, behind, divisionCode: home.division_code }, because)
}

/**
 * The amendment on the registration that stands after the move, so that the one that ends keeps what was true of it (I-205). Where the move is refused, on
 * the one that was seen: its reasons are told with those of the move, and neither is written.
 */
function reportedOn(
  { amendment, move }: ChangePermitAddress,
  home: RegistrationRow | undefined,
): AmendmentBeside | null {
  if (amendment === null || move === null) return amendment
  const isOne = amendment.registrationId === move.registrationId && amendment.expectedVersion === move.expectedVersion
  if (!isOne)
    throw new RegistryError('version-conflict', 'The changes were made on another version than the one that moves')
  if (home === undefined) return amendment
  return { ...amendment, registrationId: home.registration_id, expectedVersion: home.version }
}

/** The registration's own step, in this transaction, judged with what else has changed; its ledger rows are collected. */
async function moveWithin(
  deps: Deps,
  act: Act,
  tx: Tx,
  held: HeldPermit,
  { move, amendment }: ChangePermitAddress,
  behind: BesideStream[],
) {
  if (move === null) return undefined
  const collect = collectInto(behind)
  const rule = moveRule(
    deps,
    act,
    { ...move, changes: amendment?.changes, materials: [] },
    besideCaseId(deps, act, 'accept-and-enter'),
    () => collect,
  )
  return stepWithin(
    deps,
    act,
    tx,
    move,
    'move-residence',
    async (row, pack, writer) => {
      if (row.person_id !== held.person_id) throw new RegistryError('not-found', "The registration is not the holder's")
      return rule(row, pack, writer)
    },
    collect,
  )
}

/** The registration that the permit is changed to: the one that follows the move, else the one that is in force. */
async function homeFor(tx: Tx, held: HeldPermit, movedFrom: string | undefined): Promise<RegistrationRow | undefined> {
  if (movedFrom !== undefined) return findFollowing(tx, movedFrom)
  return homeOf(tx, held.person_id)
}

function homeRefusals(held: HeldPermit, home: RegistrationRow | undefined, isOwed: boolean, law: Ground['law']) {
  if (home === undefined) return [refusal('address-change.register-first', law)]
  return home.dwelling_id === held.dwelling_id && !isOwed ? [refusal('address-change.nothing-changed', law)] : []
}

/**
 * The permit as it was written last, what it went through since, and this move: as its life has them, so that what is decided is what the file shows.
 */
function caseOf(
  { legalOn }: Act,
  held: HeldPermit,
  home: RegistrationRow | undefined,
  { permit, moves }: UnwrittenMoves,
) {
  const county = held.division_code.slice(0, 6)
  if (home === undefined) return { permit, unwritten: moves, from: county, to: county }
  const own = moves.find(({ registrationId }) => registrationId === home.registration_id)
  return {
    permit,
    unwritten: moves.filter((move) => move !== own),
    from: own?.from ?? county,
    to: home.division_code.slice(0, 6),
    movedOn: own?.movedOn ?? dayOfChange(legalOn, held, permit, home),
  }
}

/** Of a move that is none of the permit's life: the day it was registered, or the day of issue when that is later. */
function dayOfChange(
  legalOn: PlainDate,
  held: HeldPermit,
  { issuedOn }: PermitFacts,
  { registered_on: registeredOn, dwelling_id: dwellingId }: RegistrationRow,
): PlainDate {
  if (registeredOn === null || dwellingId === held.dwelling_id) return legalOn
  return registeredOn < issuedOn ? issuedOn : registeredOn
}
