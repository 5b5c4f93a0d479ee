import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { decideLook } from '@anju/domain/oversight/decide-look.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { CONSOLE, findPersonOfCase, recordLook } from '../store/look.ts'

/** What a request says of its look before anything is read. */
export type LookAsked = {
  readonly why: 'work-list' | 'case' | 'asked' | 'case-or-asked' | 'oversight'
  readonly purpose: string | undefined
  readonly words: string
  readonly caseId: string | undefined
}

/** Decides, before anything is read, whether the request may look (查阅事由). */
export function mayLook(deps: Deps, act: Act, asked: LookAsked): Decision<{ readonly purpose: string }> {
  const { why, purpose } = asked
  if (why === 'case-or-asked' && purpose === undefined) return granted({ purpose: 'case' }, [])
  if (why !== 'asked' && why !== 'case-or-asked') return granted({ purpose: why }, [])
  const stated = why === 'asked' ? asked : { purpose, caseId: undefined }
  return decideLook(stated, packInForce(deps.packs, act.city.jurisdiction, act.legalOn).looks)
}

/** What was shown, to whom, and what for. */
export type LookTaken = {
  readonly route: string
  readonly kind: string
  readonly personIds: readonly string[]
  readonly fields: readonly string[]
  readonly inFull: boolean
  readonly purpose: string
  readonly words: string
  readonly caseId: string | undefined
  /** The caller named the case, so it is checked that it is one of the person. */
  readonly caseIsClaimed: boolean
  readonly clientIp: string
}

/**
 * Writes the look of an official and returns when it is committed (数据访问日志). Nothing may leave before, and nothing at all
 * when it throws. A look that is claimed for somebody else's case is refused, and not shown either.
 */
export async function logLook(deps: Deps, act: Act, look: LookTaken): Promise<Decision<null>> {
  const { actor } = act
  if (actor.kind !== 'official') throw new Error(`${look.route} shows people to somebody who is no official`)
  const { purposes, withoutCasePerDay } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn).looks
  const personIds = [...new Set(look.personIds)]
  if (personIds.length === 0 && look.kind !== 'search') return granted(null, [])
  if (look.caseIsClaimed && look.caseId !== undefined && personIds.length > 0) {
    const subject = await findPersonOfCase(act.city.pool, act.scope, look.caseId)
    if (subject === undefined || !personIds.includes(subject))
      return refused(refusal('look.case-of-another', purposes.law))
  }
  const isWithoutCase = purposes.value.some(({ key }) => key === look.purpose)
  await recordLook(act.city.pool, {
    look_id: deps.newId(),
    at: act.at,
    on_day: civilDateOf(act.at),
    official_id: actor.officialId,
    post_id: actor.postId,
    session_ref: act.sessionRef,
    route: look.route,
    kind: look.kind,
    person_ids: personIds,
    fields: look.fields,
    in_full: look.inFull,
    purpose: look.purpose,
    words: look.words,
    case_id: look.caseId ?? null,
    client_ip: look.clientIp,
    most_without_case: isWithoutCase ? withoutCasePerDay.value : null,
    law: withoutCasePerDay.law,
  })
  return granted(null, [])
}

/** Writes that somebody at the console of the installation was told of a person; who it was, the machine knows and not the registry. */
export async function logConsoleLook(deps: Deps, act: Act, route: string, personId: string): Promise<void> {
  const { withoutCasePerDay } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn).looks
  await recordLook(act.city.pool, {
    look_id: deps.newId(),
    at: act.at,
    on_day: civilDateOf(act.at),
    official_id: CONSOLE,
    post_id: CONSOLE,
    session_ref: 'console',
    route,
    kind: 'explain',
    person_ids: [personId],
    fields: [],
    in_full: false,
    purpose: 'oversight',
    words: '',
    case_id: null,
    client_ip: 'console',
    most_without_case: null,
    law: withoutCasePerDay.law,
  })
}
