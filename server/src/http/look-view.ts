import { LOOK_KINDS, type LookKind } from '@anju/contract/route.ts'
import { ROLES, type Role } from '@anju/domain/policy/workflow-policy.ts'

/** The kind of a look as the log kept it. */
export function lookKindOf(kept: string): LookKind {
  return LOOK_KINDS.find((kind) => kind === kept) ?? 'file'
}

/** The role of whoever looked; empty when it is no longer known. */
export function lookRoleOf(kept: string): Role | '' {
  return ROLES.find((role) => role === kept) ?? ''
}
