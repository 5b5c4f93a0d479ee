import { isMaterialKey } from '@anju/domain/application/material.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { LifeLaw } from '@anju/domain/policy/pack-governing.ts'
import {
  type CardCase,
  type CardReason,
  decideCorrection,
  decideReissue,
  decideReplacement,
  type NewCard,
} from '@anju/domain/replacement/decide-replacement.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act } from '../deps.ts'
import type { Agent } from '../store/application.ts'
import type { HeldPermit } from '../store/endorsement.ts'
import type { Material } from '../store/material.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { findPerson } from '../store/person.ts'
import { isHouseFiled } from '../store/place.ts'
import { photoFacts, presenceFacts } from './applicant.ts'
import { permitIn } from './endorsement-facts.ts'
import type { TakenPhoto } from './taken-photo.ts'

/** What somebody who wants another card says and brings. */
export type AskedCard = {
  readonly reason: CardReason
  readonly materials: readonly Pick<Material, 'kind'>[]
  /** The holder stands at the window. */
  readonly inPerson: boolean
  readonly agent: Agent | null
  /** A photo that was brought or taken for the new card; without one the card keeps the face it had. */
  readonly photo?: (Omit<TakenPhoto, 'blobId'> & { readonly blobId: string }) | null | undefined
}

/** The facts that the rules of another card read, as of the day of the act. */
export async function cardCaseFacts(
  act: Act,
  db: Db,
  held: Pick<HeldPermit, 'permit_id' | 'person_id'>,
  asked: AskedCard,
): Promise<CardCase> {
  const [permits, person, houseFiled] = await Promise.all([
    listPermitFacts(db, held.person_id),
    findPerson(db, held.person_id),
    isHouseFiled(db, held.person_id),
  ])
  if (person === undefined) throw new Error(`Permit ${held.permit_id} without its holder`)
  const kinds = asked.materials.map(({ kind }) => kind)
  const attended = asked.inPerson ? 'applicant' : 'nobody'
  const photo = photoFacts(asked.photo ?? undefined, person)
  return {
    permit: permitIn(permits, held.permit_id),
    reason: asked.reason,
    provided: { materials: kinds.filter(isMaterialKey), houseFiled },
    presence: presenceFacts(
      { agent: asked.agent ?? undefined, kinds, presence: asked.agent === null ? attended : 'agent' },
      person,
      act.legalOn,
    ),
    ...(photo === undefined ? {} : { photo }),
  }
}

const BUSINESS_FOR = {
  damaged: 'replacement',
  changed: 'replacement',
  lost: 'reissue',
  'office-error': 'office-error-correction',
} as const satisfies Record<CardReason['kind'], NewCard['business']>

/** Which business a reason belongs to (换领、补领、更正). */
export function businessFor(kind: CardReason['kind']): NewCard['business'] {
  return BUSINESS_FOR[kind]
}

/** The rule of the business that the reason belongs to. */
export function decideCardCase(facts: CardCase, on: PlainDate, law: LifeLaw): Decision<NewCard> {
  const business = businessFor(facts.reason.kind)
  if (business === 'replacement') return decideReplacement(facts, on, law)
  return business === 'reissue' ? decideReissue(facts, on, law) : decideCorrection(facts, on, law)
}
