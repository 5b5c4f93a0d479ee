import { decidePostScope } from '@anju/domain/access/decide-cross-area.ts'
import type { PostScope } from '@anju/domain/access/compile-scope.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findPostScope, listOfficeLines, listPostScopeRows, recordPostScope } from '../store/post-scope.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { newCaseId } from './new-case-id.ts'
import { signedStep } from './signed-step.ts'

export type SetPostScope = PostScope & { readonly intentId: string; readonly postId: string; readonly reason: string }

/** Sets how far a post sees (数据权限), from this instant on: whatever its holder has under way is undone. */
export async function setPostScope(deps: Deps, act: Act, command: SetPostScope): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'post-scope', command)
  const { postId, kind, prefixes, officeIds, reason } = command
  return carryOut(deps, act, intent, async (tx) => {
    const [row, offices] = await Promise.all([
      findPostScope(tx, act.city.city, act.legalOn, postId),
      listOfficeLines(tx, act.city.city),
    ])
    if (row === undefined) throw new RegistryError('not-found', 'Nobody holds such a post in this city')
    const decision = decidePostScope(
      {
        scope: { kind, prefixes, officeIds },
        post: { officialId: row.official_id, divisionPrefix: row.division_prefix },
        setBy: actorIdOf(act),
        cityPrefix: act.city.divisionPrefix,
        officeIds: offices.map((office) => office.office_id),
      },
      pack.access,
    )
    if (!decision.ok) return decision
    const changeId = newCaseId(deps, act)
    await Promise.all([
      recordPostScope(tx, { crypto: deps.crypto, act }, postId, decision.value),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: changeId,
        pack: pack.id,
        person: null,
        events: [
          {
            kind: 'set-post-scope',
            version: 1,
            facts: { postId, ...decision.value, reason },
            grounds: decision.grounds,
            ...signedStep('set-scope', pack.workflow),
          },
        ],
        effects: [],
      }),
    ])
    return granted({ subjectId: changeId, version: 1 }, decision.grounds)
  })
}

/** The posts held today and how far each sees, with the offices that a custom scope may name. */
export async function listPostScopes(act: Act) {
  return act.city.pool.look(act.scope, async (db) => {
    const [posts, offices] = await Promise.all([
      listPostScopeRows(db, act.city.city, act.legalOn),
      listOfficeLines(db, act.city.city),
    ])
    return {
      posts: posts.map((row) => ({
        postId: row.post_id,
        officialId: row.official_id,
        name: row.name,
        role: row.role,
        officeZh: row.office_zh,
        officeEn: row.office_en,
        divisionPrefix: row.division_prefix,
        kind: row.scope_kind,
        prefixes: row.scope_prefixes,
        officeIds: row.scope_offices,
      })),
      offices: offices.map((row) => ({
        officeId: row.office_id,
        zh: row.name_zh,
        en: row.name_en,
        divisionPrefix: row.division_prefix,
      })),
    }
  })
}
