import type { Condition } from '@anju/domain/application/checklist.ts'
import { isMaterialKey } from '@anju/domain/application/material.ts'
import type { EndorsementCase } from '@anju/domain/endorsement/decide-endorsement.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { PermitFacts } from '@anju/domain/permit/permit-facts.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Channel } from '@anju/domain/policy/workflow-policy.ts'
import { type LifeLedger, lifeLedger } from '@anju/domain/residence/life-ledger.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import type { Agent } from '../store/application.ts'
import type { HeldPermit } from '../store/endorsement.ts'
import type { Material } from '../store/material.ts'
import { getLifeFacts } from '../store/permit-life.ts'
import { findPerson } from '../store/person.ts'
import { isHouseFiled } from '../store/place.ts'
import { presenceFacts } from './applicant.ts'
import { lawOf } from './get-residence.ts'

/** What somebody who wants an endorsement (签注) says and brings. */
export type AskedEndorsement = {
  readonly channel: Channel
  /** Which of the three conditions still stands; `none` when none does. */
  readonly condition: Condition | 'none'
  readonly materials: readonly Pick<Material, 'kind'>[]
  /** The holder stands at the window. */
  readonly inPerson: boolean
  readonly agent: Agent | null
  /** The mandate (委托) under which the agent acts. */
  readonly mandateId?: string | null
  readonly confirmsNothingChanged: boolean
  readonly bookedOnlineOn: PlainDate | null
}

/** What is asked in the easiest case: the holder comes with everything. What is refused even then no paper mends. */
export function easiest(channel: Channel, pack: Pack): AskedEndorsement {
  const kinds = [
    ...pack.endorsement.documents.value,
    ...pack.checklist.groups.flatMap(({ oneOf }) => oneOf.flatMap(({ allOf }) => allOf)),
  ]
  return {
    channel,
    condition: 'dwelling',
    materials: kinds.map((kind) => ({ kind })),
    inPerson: true,
    agent: null,
    confirmsNothingChanged: true,
    bookedOnlineOn: null,
  }
}

/**
 * The facts that the rule of an endorsement reads, as of the day of the act.
 * @param coming - a permit that is being entered and has no row yet
 */
export async function endorsementFacts(
  deps: Deps,
  act: Act,
  db: Db,
  held: Pick<HeldPermit, 'permit_id' | 'person_id'>,
  asked: AskedEndorsement,
  coming: readonly PermitFacts[] = [],
): Promise<EndorsementCase & { readonly residence: LifeLedger }> {
  const [known, person, houseFiled] = await Promise.all([
    getLifeFacts(db, held.person_id),
    findPerson(db, held.person_id),
    isHouseFiled(db, held.person_id),
  ])
  if (person === undefined) throw new Error(`Permit ${held.permit_id} without its holder`)
  const life = { ...known, permits: [...known.permits, ...coming] }
  const { packs, calendar } = lawOf(deps, act.city)
  const kinds = asked.materials.map(({ kind }) => kind)
  const attended = asked.inPerson ? 'applicant' : 'nobody'
  const presence = asked.agent === null ? attended : 'agent'
  return {
    permit: permitIn(life.permits, held.permit_id),
    residence: lifeLedger(life, act.legalOn, packs, calendar),
    condition: asked.condition,
    provided: { materials: kinds.filter(isMaterialKey), houseFiled },
    presence: presenceFacts({ agent: asked.agent ?? undefined, kinds, presence }, person, act.legalOn),
    channel: asked.channel,
    confirmsNothingChanged: asked.confirmsNothingChanged,
    ...(asked.bookedOnlineOn === null ? {} : { bookedOnlineOn: asked.bookedOnlineOn }),
  }
}

/** @throws Error when the permit is none of the person's: its row and its life would not belong together. */
export function permitIn(permits: readonly PermitFacts[], permitId: string): PermitFacts {
  const found = permits.find((permit) => permit.permitId === permitId)
  if (found === undefined) throw new Error(`Permit ${permitId} has no life`)
  return found
}
