import { refusal, type Refusal } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'
import type { Role } from '../policy/workflow-policy.ts'

/** Which of the three administrators (三员) a role is, or business: nobody is two of these on one day. */
export type RoleClass = 'system' | 'security' | 'audit' | 'business'

export function roleClass(role: Role): RoleClass {
  if (role === 'administrator') return 'system'
  if (role === 'security-administrator') return 'security'
  return role === 'audit-administrator' ? 'audit' : 'business'
}

/** A post as it is wanted, where it is to be, and what the person holds on some day of it already, by an own post or a lent one. */
export type PostWanted = {
  readonly role: Role
  readonly office: { readonly kind: string; readonly divisionPrefix: string }
  readonly divisionPrefix: string
  /** What whoever asks for it administers. */
  readonly reach: string
  readonly heldRoles: readonly Role[]
}

/**
 * Why a post may not be given (岗位): the role belongs to another kind of office in this city; it lies outside what the
 * administrator administers or reaches beyond its office; or the person would be two of the three administrators, or one of
 * them beside cases (I-134). The database holds the last one too.
 */
export function refusalsOfPost(wanted: PostWanted, pack: Pick<Pack, 'workflow' | 'source'>): readonly Refusal[] {
  const { role, office, divisionPrefix, reach, heldRoles } = wanted
  const named = pack.workflow.roles.find((row) => row.role === role)
  const law = named?.law ?? pack.source
  const own = roleClass(role)
  const others = [...new Set(heldRoles)].filter((held) => roleClass(held) !== own)
  return [
    ...(named?.officeKind === office.kind ? [] : [refusal('account.role-not-at-office', law, { role })]),
    ...(office.divisionPrefix.startsWith(reach) && divisionPrefix.startsWith(office.divisionPrefix)
      ? []
      : [refusal('account.outside-reach', law)]),
    ...others.map((held) => refusal('account.administrators-apart', law, { role, held })),
  ]
}
