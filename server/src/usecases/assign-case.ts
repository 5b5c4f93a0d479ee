import { roleClass } from '@anju/domain/access/account-post.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findAssignableCase, listAssignees, recordAssignment } from '../store/opening.ts'
import { findPerson } from '../store/person.ts'
import { listPostScopeRows, listPostsOf } from '../store/post-scope.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { newCaseId } from './new-case-id.ts'
import { signedStep } from './signed-step.ts'

export type AssignCase = {
  readonly intentId: string
  /** Any case that waits in a queue. */
  readonly caseId: string
  /** Null takes it back to the office. */
  readonly officialId: string | null
  readonly reason: string
}

/**
 * Gives a case to a colleague (指派承办人), who sees and works on it wherever it lies, until it is taken back (I-143). One rule for every kind of
 * case that waits in a queue. The ledger keeps from whom it went to whom.
 */
export async function assignCase(deps: Deps, act: Act, command: AssignCase): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const law = pack.workflow.duties['assign-case']?.law ?? pack.source
  const intent = intentOf(command.intentId, 'assign-case', command)
  const { caseId, officialId, reason } = command
  const work: Parameters<typeof carryOut>[3] = async (tx) => {
    const found = await findAssignableCase(tx, caseId)
    if (found === undefined) throw new RegistryError('not-found', 'No such case within reach')
    const [posts, person, [before]] = await Promise.all([
      officialId === null ? [] : listPostsOf(tx, act.city.city, act.legalOn, officialId),
      findPerson(tx, found.person_id),
      listAssignees(tx, [caseId]),
    ])
    if (officialId !== null && posts.length === 0) return refused(refusal('access.assignee-without-post', law))
    const assignmentId = newCaseId(deps, act)
    const grounds = [ground(law, 'access.assigned')]
    await Promise.all([
      recordAssignment(tx, { ...found, assignmentId, caseId, officialId, by: actorIdOf(act), reason, on: act.legalOn }),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: assignmentId,
        pack: pack.id,
        person: person === undefined ? null : { personId: person.person_id, wrappedKey: person.dek_wrapped },
        events: [
          {
            kind: 'assign-case',
            version: 1,
            facts: { caseId, kind: found.kind, from: before?.official_id ?? null, officialId, reason },
            grounds,
            ...signedStep('assign-case', pack.workflow),
          },
        ],
        effects: [],
      }),
    ])
    return granted({ subjectId: assignmentId, version: 1 }, grounds)
  }
  return carryOut(deps, act, intent, work, (constraint) =>
    constraint === 'case_assigned_once' ? refused(refusal('access.already-decided', law)) : undefined,
  )
}

/** How many colleagues a list of them names. */
const COLLEAGUES_MAX = 500

/**
 * Who works on a case (承办人), and for whoever may assign it, to whom: officials who serve residents, those of the own office first.
 * @throws RegistryError not-found when no such case is within reach
 */
export async function getAssignment(deps: Deps, act: Act, caseId: string) {
  const { workflow } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { actor } = act
  const mayAssign = actor.kind === 'official' && mayPerform(actor, 'assign-case', workflow).ok
  const { assignee, posts } = await act.city.pool.look(act.scope, async (db) => {
    const found = await findAssignableCase(db, caseId)
    if (found === undefined) throw new RegistryError('not-found', 'No such case within reach')
    const [row] = await listAssignees(db, [caseId])
    return { assignee: row, posts: mayAssign ? await listPostScopeRows(db, act.city.city, act.legalOn) : [] }
  })
  const isOwn = (post: { readonly office_id: string }) => mayAssign && post.office_id === actor.officeId
  const serving = posts.filter(({ role }) => roleClass(role) === 'business')
  const known = new Set<string>()
  const colleagues = [...serving.filter(isOwn), ...serving.filter((post) => !isOwn(post))].filter(
    ({ official_id: officialId }) => !known.has(officialId) && known.add(officialId),
  )
  return {
    assignee:
      assignee === undefined
        ? null
        : {
            officialId: assignee.official_id,
            name: assignee.name,
            by: assignee.by,
            since: assignee.assigned_on,
            reason: assignee.reason,
          },
    colleagues: colleagues.slice(0, COLLEAGUES_MAX).map((post) => ({
      officialId: post.official_id,
      name: post.name,
      role: post.role,
      officeZh: post.office_zh,
      officeEn: post.office_en,
    })),
  }
}
