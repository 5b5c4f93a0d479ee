import type { Official } from '@anju/domain/access/actor.ts'
import type { Widening } from '@anju/domain/access/compile-scope.ts'
import { explainAccess, isAllowed, type AccessStep, type RouteAccess } from '@anju/domain/access/explain-access.ts'
import type { OfficeId, OfficialId } from '@anju/domain/kernel/id.ts'
import { ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Act, City, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findPlacedRecord, listSignaturesOf } from '../store/placed-record.ts'
import { listPostsOf, type PostScopeRow } from '../store/post-scope.ts'
import { recordEvents } from '../store/record-event.ts'
import { scopeOfPost } from './scope-of-post.ts'

/** What is asked of whom: the route by its own rule, and a record or none. */
export type AccessAsked = {
  readonly officialId: string
  readonly route: string
  readonly access: RouteAccess
  readonly widening: Widening
  readonly showsResidents: boolean
  readonly states: ReadonlySet<string> | undefined
  readonly recordId: string | null
}
export type AccessAnswerOfPost = {
  readonly post: PostScopeRow
  readonly allowed: boolean
  readonly steps: readonly AccessStep[]
}

/**
 * Explains, for each post that an official holds today, which rule lets them do a thing to a record or keeps them from it
 * (权限体检). Nothing in the record is told; that it was asked is in the ledger before the answer leaves.
 */
export async function explainAccessOf(
  deps: Deps,
  act: Act,
  asked: AccessAsked,
): Promise<readonly AccessAnswerOfPost[]> {
  const { city, legalOn, at } = act
  const pack = packInForce(deps.packs, city.jurisdiction, legalOn)
  const { officialId, recordId } = asked
  const { posts, placed, signers } = await city.pool.look(wholeCity(city), async (db) => ({
    posts: await listPostsOf(db, city.city, legalOn, officialId),
    placed: recordId === null ? undefined : ((await findPlacedRecord(db, recordId, officialId)) ?? null),
    signers: recordId === null ? [] : await listSignaturesOf(db, recordId),
  }))
  if (posts.length === 0) throw new RegistryError('not-found', 'This official holds no post in this city today')
  await noteQuestion(deps, act, asked, pack)
  const record =
    placed === undefined || placed === null
      ? placed
      : {
          placed: { divisionCode: placed.division_code, personId: placed.person_id, tookPart: placed.took_part },
          ...(placed.state === null ? {} : { state: placed.state }),
          signers,
        }
  return Promise.all(
    posts.map(async (post) => {
      const actor = officialAt(post)
      const steps = explainAccess({
        actor,
        actorCity: city.city,
        city: city.city,
        access: asked.access,
        showsResidents: asked.showsResidents,
        workflow: pack.workflow,
        scope: await scopeOfPost(deps, city, actor, at, asked.widening),
        ...(record === undefined ? {} : { record }),
        ...(asked.states === undefined ? {} : { states: asked.states }),
      })
      return { post, allowed: isAllowed(steps), steps }
    }),
  )
}

/** The same from the console of an installation; it is noted as the system's. */
export function consoleAct(city: City, legalOn: Act['legalOn'], at: string): Act {
  const actor = { kind: 'system', name: 'explain-access' } as const
  return { city, actor, sessionRef: '', legalOn, at, scope: wholeCity(city) }
}

async function noteQuestion(
  deps: Deps,
  act: Act,
  { officialId, route, recordId }: AccessAsked,
  pack: ReturnType<typeof packInForce>,
): Promise<void> {
  const law = pack.workflow.duties['explain-access']?.law ?? pack.source
  await act.city.pool.transact(act.scope, (tx) =>
    recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent: undefined,
      streamId: deps.newId(),
      pack: pack.id,
      person: null,
      events: [
        {
          kind: 'explain-access',
          version: 1,
          facts: { officialId, route, recordId },
          grounds: [ground(law, 'access.explained')],
        },
      ],
      effects: [],
    }),
  )
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- ids as the store holds them */
function officialAt(post: PostScopeRow): Official {
  return {
    kind: 'official',
    officialId: post.official_id as OfficialId,
    postId: post.post_id,
    name: post.name,
    role: post.role,
    officeId: post.office_id as OfficeId,
    officeCode: post.office_code,
    officeKind: post.office_kind,
    divisionPrefix: post.division_prefix,
    dataScope: { kind: post.scope_kind, prefixes: post.scope_prefixes, officeIds: post.scope_offices },
  }
}
