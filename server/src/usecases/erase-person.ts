import { CLOSED_APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { OPEN_REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { decideErasure, type ErasureFacts } from '@anju/domain/erasure/decide-erasure.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import {
  decideErasureRow,
  findErasure,
  findIdBidx,
  isErasureWithin,
  isKnownHere,
  loadErasure,
  lockPersonRow,
  recordErasure,
  shredPerson,
  shredShared,
  type ErasureLoad,
} from '../store/erase.ts'
import { intentOf } from '../store/intent.ts'
import { recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { newCaseId } from './new-case-id.ts'

/** Which states count as open and closed. */
export const ERASURE_STATES = {
  openRegistration: OPEN_REGISTRATION_STATES,
  closedApplication: CLOSED_APPLICATION_STATES,
}

export type ProposeErasure = {
  readonly intentId: string
  readonly personId: string
  /** `asked`: the person asks for it; `retention-over`: the time for which the record is kept has passed. */
  readonly reason: 'asked' | 'retention-over'
}

/** Puts forward that the facts of a person be deleted (提出删除), signed. Refused at once with every reason against it. */
export async function proposeErasure(deps: Deps, act: Act, command: ProposeErasure): Promise<Decision<CarriedOut>> {
  const { actor } = act
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(actor, 'propose-erasure', pack.workflow)
  if (!authority.ok) return authority
  if (actor.kind !== 'official') throw new Error('Only an official proposes a deletion')
  const { personId, reason } = command
  const intent = intentOf(command.intentId, 'propose-erasure', { personId, reason })
  const erasureId = newCaseId(deps, act)
  return carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const load = await loadErasure(tx, personId, ERASURE_STATES)
      if (load === undefined) throw new RegistryError('not-found', 'No such person within reach')
      const decision = decideErasure(erasureFactsOf(load), act.legalOn, pack.erasure, lawOf(pack))
      if (!decision.ok) return decision
      const divisionCode = load.division_code
      await recordErasure(tx, {
        erasureId,
        personId,
        divisionCode,
        reason,
        pack: pack.id,
        by: actor.officialId,
        on: act.legalOn,
      })
      await recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: erasureId,
        pack: pack.id,
        person: null,
        events: [
          {
            kind: 'erasure-proposed',
            version: 1,
            facts: { personId, reason },
            grounds: decision.grounds,
            signedStep: 'propose-erasure',
          },
        ],
        effects: [],
      })
      return granted({ subjectId: erasureId, version: 1 }, decision.grounds)
    },
    (constraint) =>
      constraint === 'erasure_open_once' ? refused(refusal('erasure.case-open', lawOf(pack), { count: 1 })) : undefined,
  )
}

export type DecideErasureCommand = {
  readonly intentId: string
  readonly erasureId: string
  readonly approve: boolean
}

/**
 * Decides a proposed deletion (审批删除), signed by somebody else. Approved, the key of the person is destroyed in this
 * transaction, in every table that has a copy; the ledger keeps its leaves, and who did it and when.
 */
export async function erasePerson(deps: Deps, act: Act, command: DecideErasureCommand): Promise<Decision<CarriedOut>> {
  const { actor } = act
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(actor, 'approve-erasure', pack.workflow)
  if (!authority.ok) return authority
  if (actor.kind !== 'official') throw new Error('Only an official decides a deletion')
  const { erasureId, approve } = command
  const intent = intentOf(command.intentId, 'erase-person', { erasureId, approve })
  const isWithin = await act.city.pool.look(act.scope, (db) => isErasureWithin(db, erasureId))
  if (!isWithin) throw new RegistryError('not-found', 'No such proposal within reach')
  // Who may decide is asked above; what is deleted lies in the whole city, such as a letter that another office got.
  const everywhere = { ...act, scope: wholeCity(act.city) }
  return carryOut(deps, everywhere, intent, async (tx) => {
    const erasure = await findErasure(tx, erasureId)
    if (erasure === undefined) throw new RegistryError('not-found', 'No such proposal within reach')
    if (erasure.state !== 'proposed') throw new RegistryError('version-conflict', `The proposal was ${erasure.state}`)
    const personId = erasure.person_id
    await lockPersonRow(tx, personId)
    const load = await loadErasure(tx, personId, ERASURE_STATES)
    if (load === undefined) throw new RegistryError('not-found', 'No such person within reach')
    const people = { proposedBy: erasure.proposed_by, decidedBy: actor.officialId }
    const decision = approve
      ? decideErasure({ ...erasureFactsOf(load), ...people }, act.legalOn, pack.erasure, lawOf(pack))
      : granted(null, [])
    if (!decision.ok) return decision
    const state = approve ? 'erased' : 'rejected'
    await decideErasureRow(tx, erasureId, { state, by: actor.officialId, on: act.legalOn })
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: erasureId,
      pack: pack.id,
      person: null,
      events: [
        {
          kind: approve ? 'person-erased' : 'erasure-rejected',
          version: 2,
          facts: { personId },
          grounds: decision.grounds,
          signedStep: 'approve-erasure',
        },
      ],
      effects: [],
    })
    if (approve) await shred(deps, act, tx, personId)
    return granted({ subjectId: erasureId, version: 2 }, decision.grounds)
  })
}

async function shred(deps: Deps, act: Act, tx: Tx, personId: string): Promise<void> {
  const idBidx = await findIdBidx(tx, personId)
  await shredPerson(tx, personId, act.legalOn)
  // The number and the account are of all cities: they go with the last one that knows the person.
  if (idBidx !== undefined && !(await isKnownElsewhere(deps, act, personId))) await shredShared(tx, personId, idBidx)
}

async function isKnownElsewhere(deps: Deps, act: Act, personId: string): Promise<boolean> {
  const others = [...deps.cities.values()].filter(({ city }) => city !== act.city.city)
  const known = await Promise.all(
    others.map((city) => city.pool.look(wholeCity(city), (db) => isKnownHere(db, personId))),
  )
  return known.includes(true)
}

function lawOf(pack: Pack) {
  return pack.erasure.keptYears.law
}

/** What a deletion is decided by. */
export function erasureFactsOf(load: ErasureLoad): ErasureFacts {
  return {
    openCases: load.open_cases,
    permitsInForce: load.permits_in_force,
    holds: load.holds,
    isErased: load.erased_on !== null,
    ...(load.last_ended_on === null ? {} : { lastEndedOn: load.last_ended_on }),
  }
}
