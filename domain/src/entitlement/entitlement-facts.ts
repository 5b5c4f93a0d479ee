import type { PlainDate } from '../kernel/plain-date.ts'
import type { PermitState } from '../permit/permit-standing.ts'
import type { Beneficiary, Finding } from '../policy/entitlement-policy.ts'

/** What a permit is good for on a day (居住证功能): suspended (中止), it is still held, and works again once endorsed; at rest (停用), once registered here again. */
export type PermitUse = 'in-force' | 'suspended' | 'rests' | 'none'

/** What a permit in that state is good for; none when there is no permit. */
export function permitUseOf(state: PermitState | undefined): PermitUse {
  return state === undefined || state === 'ended' || state === 'not-yet' ? 'none' : state
}

/** What is known of the person who asks. An absent fact is unknown, never false. */
export type EntitlementFacts = {
  readonly beneficiary: Beneficiary
  /** The holder's permit: for a child that of a parent or other guardian. */
  readonly permit: PermitUse
  /** Since when its functions are suspended. */
  readonly suspendedSince?: PlainDate
  /** The holder's registration is in force. */
  readonly registered: boolean
  /** Holder and, for a child, the child live here on the day asked. */
  readonly residing: boolean
  /** Of the beneficiary. */
  readonly birthOn?: PlainDate
  /** Whether the child lives with the holder (共同居住生活). */
  readonly livesWithHolder?: boolean
  /** Has a labour relation in the city. */
  readonly employed?: boolean
  /** Complete or part years of senior school in the region, as its school roll has them. */
  readonly seniorSchoolYears?: number
  /** Of the child whose birth is to be registered: 1 for the first. */
  readonly childOrder?: number
  readonly disabilityCertificate?: boolean
  /** A special case of a service that the text leaves out; absent for the ordinary request. */
  readonly asksFor?: 'settle-in-taiwan' | 'first-id-card'
  /** What departments found (部门认定); absent while nobody has said. */
  readonly findings?: Partial<Readonly<Record<Finding, boolean>>>
}
