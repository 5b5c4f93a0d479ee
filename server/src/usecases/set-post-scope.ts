import { decidePostScope } from '@anju/domain/access/decide-cross-area.ts'
import { compileScope, isWithinScope, NOTHING_WIDENED, type PostScope } from '@anju/domain/access/compile-scope.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision, type Ground } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf, type Intent } from '../store/intent.ts'
import {
  findPostScope,
  listOfficeLines,
  listOpenScopeProposals,
  listPostScopeRows,
  lockScopeProposal,
  type OfficeLine,
  type PostScopeRow,
  recordPostScope,
  recordScopeDecision,
  recordScopeProposal,
  type ScopeProposalRow,
} from '../store/post-scope.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { signedStep } from './signed-step.ts'

export type SetPostScope = PostScope & { readonly intentId: string; readonly postId: string; readonly reason: string }

/** A second proposal for a post while one waits. */
const PROPOSED_TWICE = 'scope_proposal_once'

/**
 * Sets how far a post sees (数据权限). What shows nothing new holds at once, and whatever its holder has under way is undone; what
 * shows more is proposed, and holds once the system administrator has approved it (I-195).
 */
export async function setPostScope(deps: Deps, act: Act, command: SetPostScope): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'post-scope', command)
  const { postId, kind, prefixes, officeIds, reason } = command
  const work = async (tx: Tx) => {
    const checked = await checkScope(tx, act, pack, { postId, scope: { kind, prefixes, officeIds } })
    if (!checked.ok) return checked
    const { scope, post, offices } = checked.value
    const isNarrower = isWithinScope(compiled(act, post, scope, offices), compiled(act, post, scopeOf(post), offices))
    const by = actorIdOf(act)
    const { grounds } = checked
    if (isNarrower) await recordPostScope(tx, { crypto: deps.crypto, act }, postId, scope)
    else
      await recordScopeProposal(tx, {
        proposalId: command.intentId,
        city: act.city.city,
        postId,
        scope,
        reason,
        by,
        at: act.at,
      })
    const told = { streamId: command.intentId, version: 1, step: 'set-scope', grounds } as const
    const eventKind = isNarrower ? 'set-post-scope' : 'propose-post-scope'
    await tell(deps, act, tx, { ...told, intent, kind: eventKind, facts: { postId, ...scope, reason } }, pack)
    return granted({ subjectId: command.intentId, version: 1 }, grounds)
  }
  return carryOut(deps, act, intent, work, (constraint) =>
    constraint === PROPOSED_TWICE
      ? refused(refusal('account.already-proposed', pack.access.crossAreaHoursMax.law))
      : undefined,
  )
}

export type DecidePostScope = { readonly intentId: string; readonly proposalId: string; readonly approve: boolean }

/** The system administrator decides on a wider scope that the security administrator proposed; neither decides on their own post. */
export async function decideScopeProposal(
  deps: Deps,
  act: Act,
  command: DecidePostScope,
): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'keep-accounts', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'post-scope/decide', command)
  const { law } = pack.access.crossAreaHoursMax
  const { proposalId, approve } = command
  return carryOut(deps, act, intent, async (tx) => {
    const row = await lockScopeProposal(tx, act.city.city, proposalId)
    if (row === undefined) throw new RegistryError('not-found', 'No such proposal in this city')
    const by = actorIdOf(act)
    const wrong = [
      ...(row.state === 'open' ? [] : [refusal('account.already-decided', law)]),
      ...(row.proposed_by === by ? [refusal('account.proposed-by-same-person', law)] : []),
    ]
    if (wrong.length > 0) return refused(...wrong)
    const checked = await checkScope(tx, act, pack, { postId: row.post_id, scope: scopeOf(row) })
    // A post that ended, or an office that is gone, is no reason not to turn the proposal down.
    if (approve && !checked.ok) return checked
    await recordScopeDecision(tx, proposalId, { approve, by, at: act.at })
    const { grounds } = authority
    if (approve && checked.ok) {
      await recordPostScope(tx, { crypto: deps.crypto, act }, row.post_id, checked.value.scope)
    }
    const facts = { postId: row.post_id, ...scopeOf(row), reason: row.reason }
    const kind = approve ? 'set-post-scope' : 'reject-post-scope'
    const told = { streamId: proposalId, version: 2, step: 'keep-accounts', grounds } as const
    await tell(deps, act, tx, { ...told, intent, kind, facts }, pack)
    return granted({ subjectId: proposalId, version: 2 }, grounds)
  })
}

type Scoped = { readonly scope_kind: PostScope['kind'] } & Pick<ScopeProposalRow, 'scope_prefixes' | 'scope_offices'>

function scopeOf({ scope_kind: kind, scope_prefixes: prefixes, scope_offices: officeIds }: Scoped): PostScope {
  return { kind, prefixes, officeIds }
}

function compiled(act: Act, post: PostScopeRow, dataScope: PostScope, offices: readonly OfficeLine[]) {
  return compileScope({
    cityPrefix: act.city.divisionPrefix,
    post: { divisionPrefix: post.division_prefix, dataScope },
    offices: offices.map((office) => ({ officeId: office.office_id, divisionPrefix: office.division_prefix })),
    openings: [],
    at: act.at,
    widening: NOTHING_WIDENED,
  })
}

type Checked = {
  readonly scope: PostScope
  readonly post: PostScopeRow
  readonly offices: readonly OfficeLine[]
}

/** @throws RegistryError not-found when nobody holds such a post today */
async function checkScope(
  tx: Tx,
  act: Act,
  pack: Pack,
  { postId, scope }: { readonly postId: string; readonly scope: PostScope },
): Promise<Decision<Checked>> {
  const [post, offices] = await Promise.all([
    findPostScope(tx, act.city.city, act.legalOn, postId),
    listOfficeLines(tx, act.city.city),
  ])
  if (post === undefined) throw new RegistryError('not-found', 'Nobody holds such a post in this city')
  const decision = decidePostScope(
    {
      scope,
      post: { officialId: post.official_id, divisionPrefix: post.division_prefix },
      setBy: actorIdOf(act),
      cityPrefix: act.city.divisionPrefix,
      officeIds: offices.map((office) => office.office_id),
    },
    pack.access,
  )
  return decision.ok ? granted({ scope: decision.value, post, offices }, decision.grounds) : decision
}

type Told = {
  readonly intent: Intent
  readonly streamId: string
  readonly version: number
  readonly kind: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly grounds: readonly Ground[]
  readonly step: Extract<Duty, 'set-scope' | 'keep-accounts'>
}

async function tell(deps: Deps, act: Act, tx: Tx, told: Told, pack: Pack): Promise<void> {
  const { intent, streamId, version, kind, facts, grounds, step } = told
  await recordEvents(tx, deps.crypto, deps.newId, {
    act,
    intent,
    streamId,
    pack: pack.id,
    person: null,
    events: [{ kind, version, facts, grounds, ...signedStep(step, pack.workflow) }],
    effects: [],
  })
}

/** The posts held today, how far each sees and what waits, with the offices that a custom scope may name. */
export async function listPostScopes(deps: Deps, act: Act) {
  const { workflow } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const decides = mayPerform(act.actor, 'keep-accounts', workflow).ok
  const me = actorIdOf(act)
  return act.city.pool.look(act.scope, async (db) => {
    const [posts, offices, proposals] = await Promise.all([
      listPostScopeRows(db, act.city.city, act.legalOn),
      listOfficeLines(db, act.city.city),
      listOpenScopeProposals(db, act.city.city),
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
        ...scopeOf(row),
        isOwn: row.official_id === me,
        waiting: waitingOf(
          proposals.find((each) => each.post_id === row.post_id),
          decides && row.official_id !== me,
          me,
        ),
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

function waitingOf(row: ScopeProposalRow | undefined, decides: boolean, me: string) {
  if (row === undefined) return null
  const { proposal_id: proposalId, reason, proposer, proposed_by: proposedBy } = row
  return { proposalId, ...scopeOf(row), reason, proposer, mayDecide: decides && proposedBy !== me }
}
