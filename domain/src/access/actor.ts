import type { OfficeId, OfficialId } from '../kernel/id.ts'
import type { Role } from '../policy/workflow-policy.ts'
import type { PostScope } from './compile-scope.ts'

/** An official acting from a post: a role at an office, for the divisions below a prefix. */
export type Official = {
  readonly kind: 'official'
  readonly officialId: OfficialId
  readonly postId: string
  readonly name: string
  readonly role: Role
  readonly officeId: OfficeId
  readonly officeCode: string
  readonly officeKind: string
  readonly divisionPrefix: string
  /** The lending by which somebody else's post is held (委托、临时授权); absent at an own post. */
  readonly delegationId?: string
  /** How far the post sees within the city (数据权限). */
  readonly dataScope: PostScope
}

/** A resident who signed in with their real name; acts for themselves only. */
export type Resident = { readonly kind: 'resident'; readonly accountId: string; readonly name: string }

/** A sweep or the exchange: acts by date or by a package, never by judgement. */
export type SystemActor = { readonly kind: 'system'; readonly name: string }

export type Actor = Official | Resident | SystemActor
