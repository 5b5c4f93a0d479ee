import { accessStepWords } from '@anju/contract/message/access-step-words.ts'
import { wordOf } from '@anju/contract/message/find-word.ts'
import { POLICIES, showsResidents, statesOf, wideningOf } from '@anju/contract/policy-table.ts'
import { ROUTES, type RouteName } from '@anju/contract/route-table.ts'
import type { accessRoutes } from '@anju/contract/routes/access.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { RegistryError } from '../../registry-error.ts'
import { assignCase, getAssignment } from '../../usecases/assign-case.ts'
import type { CarriedOut } from '../../usecases/carry-out.ts'
import { explainAccessOf, type AccessAnswerOfPost, type AccessAsked } from '../../usecases/explain-access-of.ts'
import { askCrossArea, endCrossArea, grantCrossArea, listCrossArea } from '../../usecases/open-cross-area.ts'
import { decideScopeProposal, listPostScopes, setPostScope } from '../../usecases/set-post-scope.ts'
import type { HandlersOf } from '../mount.ts'

export const accessHandlers: HandlersOf<typeof accessRoutes> = {
  listPostScopes: ({ deps, act }) => listPostScopes(deps, act),
  setPostScope: async ({ deps, act, params, body }) =>
    done(await setPostScope(deps, act, { postId: params.postId, ...body })),
  decideScopeProposal: async ({ deps, act, params, body }) =>
    done(await decideScopeProposal(deps, act, { proposalId: params.proposalId, ...body })),
  async askCrossArea({ deps, act, body }) {
    const asked = await askCrossArea(deps, act, body)
    return asked.ok ? { ...asked, value: { grantId: asked.value.subjectId, repeated: asked.value.repeated } } : asked
  },
  listCrossArea: ({ deps, act }) => listCrossArea(deps, act),
  grantCrossArea: async ({ deps, act, params, body }) =>
    done(await grantCrossArea(deps, act, { grantId: params.grantId, ...body })),
  endCrossArea: async ({ deps, act, params, body }) =>
    done(await endCrossArea(deps, act, { grantId: params.grantId, ...body })),
  assignCase: async ({ deps, act, body }) => done(await assignCase(deps, act, body)),
  getAssignment: ({ deps, act, params }) => getAssignment(deps, act, params.caseId),
  async explainAccess({ deps, act, body }) {
    const { personId, answers } = await explainAccessOf(
      deps,
      act,
      accessAsked(body.officialId, body.route, body.recordId),
    )
    return { personId, answers: answers.map(explained) }
  },
}

/** The question as the rules ask it. @throws RegistryError not-found when there is no such route. */
export function accessAsked(officialId: string, name: string, recordId: string | null): AccessAsked {
  if (!isRouteName(name)) throw new RegistryError('not-found', `There is no route ${name}`)
  const policy = POLICIES[name]
  const { access } = ROUTES[name]
  return {
    officialId,
    route: name,
    access,
    widening: wideningOf(policy),
    showsResidents: showsResidents(ROUTES[name], policy),
    states: statesOf(policy),
    recordId,
  }
}

/** An explanation in words. */
export function explained({ post, allowed, steps }: AccessAnswerOfPost) {
  const role = { zh: wordOf('role', post.role, 'zh'), en: wordOf('role', post.role, 'en') }
  return {
    postId: post.post_id,
    lentBy: post.delegation_id === null ? null : post.lent_by,
    postZh: `${post.office_zh} · ${role.zh}`,
    postEn: `${post.office_en} · ${role.en}`,
    allowed,
    steps: steps.map((step) => ({ by: step.by, passed: step.passed, law: step.law, ...accessStepWords(step) })),
  }
}

function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(ROUTES, name)
}

function done(decision: Decision<CarriedOut>): Decision<{ readonly repeated: boolean }> {
  return decision.ok ? { ...decision, value: { repeated: decision.value.repeated } } : decision
}
