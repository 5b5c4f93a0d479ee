import type { ClauseRef } from '../kernel/clause.ts'
import type { Duty, WorkflowPolicy } from '../policy/workflow-policy.ts'
import type { Actor } from './actor.ts'
import type { AccountStanding } from './account-standing.ts'
import type { KeyStanding } from './key-standing.ts'
import { type CompiledScope, type Opening, type PlacedRow, type SeenBy, seenBy } from './compile-scope.ts'
import { dutiesOf, type EarlierSignature, maySign, postClause } from './may-perform.ts'
import { maySeeResidents } from './may-see-residents.ts'
import type { PlainDate } from '../kernel/plain-date.ts'

/** The rules that decide whether somebody may do a thing to a record, in the order in which they are asked. */
export const EXPLAINED_BY = [
  'route',
  'city',
  'account',
  'lent',
  'role',
  'duty',
  'record',
  'scope',
  'state',
  'signer',
] as const
export type ExplainedBy = (typeof EXPLAINED_BY)[number]

/** Each answer that a rule can give; the contract has words for every one. */
export const ACCESS_ANSWERS = [
  'anybody',
  'signed-in',
  'city-other',
  'city-same',
  'account-works',
  'account-suspended',
  'account-unused',
  'account-left',
  'post-lapsed',
  'second-key-lacking',
  'residents-only',
  'officials-only',
  'role',
  'duty-held',
  'duty-lacking',
  'any-post',
  'serves-nobody',
  'lent',
  'no-record',
  'whole-city',
  'scope-division',
  'scope-assigned',
  'scope-cross-area',
  'scope-took-part',
  'scope-look-only',
  'scope-none',
  'state-open',
  'state-closed',
  'signed-before',
  'signed-by-others',
] as const
export type AccessAnswer = (typeof ACCESS_ANSWERS)[number]

/** What one rule answered. `passed` null: it decided nothing here. */
export type AccessStep = {
  readonly by: ExplainedBy
  readonly passed: boolean | null
  readonly answer: AccessAnswer
  readonly facts: Readonly<Record<string, string | readonly string[]>>
  readonly law: ClauseRef | null
}

/** Who may call a route, as the contract writes it on each. */
export type RouteAccess =
  | { readonly kind: 'public' | 'signed-in' | 'resident' }
  | { readonly kind: 'post'; readonly reach: 'post' | 'city' }
  | { readonly kind: 'duty'; readonly duties: readonly Duty[]; readonly reach: 'post' | 'city' }

export type AccessQuestion = {
  readonly actor: Actor
  /** City of the post or account, and of the address line; null where the address names none. */
  readonly actorCity: string
  readonly city: string | null
  readonly access: RouteAccess
  /** Whether the route shows residents to any post: then only to one that serves them. */
  readonly showsResidents?: boolean
  readonly workflow: WorkflowPolicy
  /** What the request would see; compiled from the post. */
  readonly scope: CompiledScope
  /**
   * Whether the account lets its person in, since when the post waits to be answered for, and whether its keys still open everything;
   * undefined where it is not asked.
   */
  readonly account?: {
    readonly standing: AccountStanding
    readonly lapsedOn: PlainDate | null
    readonly keys: KeyStanding
  }
  /** Who lent the post and until when, when it is a substitute's. */
  readonly lent?: { readonly by: string; readonly until: string }
  /** The files opened to the official that are of the person of the record. */
  readonly openings?: readonly Opening[]
  /** Undefined: no record is asked about. Null: there is none of that id. */
  readonly record?: RecordAsked | null
  /** The states in which the route is open; undefined where no machine is asked. */
  readonly states?: ReadonlySet<string>
}
export type RecordAsked = {
  readonly placed: PlacedRow
  readonly state?: string
  readonly signers?: readonly EarlierSignature[]
}

/**
 * Explains whether an actor may do what a route does (权限体检): every rule in its order with its own answer, and after a no
 * the later rules all the same, so that all reasons are told at once.
 */
export function explainAccess(question: AccessQuestion): readonly AccessStep[] {
  const { access } = question
  if (access.kind === 'public') return [step('route', true, 'anybody')]
  return [
    ...cityStep(question),
    ...accountStep(question),
    ...(question.lent === undefined ? [] : [step('lent', null, 'lent', question.lent)]),
    ...authoritySteps(question),
    ...recordSteps(question),
  ]
}

/** Whether all rules together say yes. */
export function isAllowed(steps: readonly AccessStep[]): boolean {
  return steps.every(({ passed }) => passed !== false)
}

function cityStep({ city, actorCity }: AccessQuestion): readonly AccessStep[] {
  if (city === null) return []
  return city === actorCity
    ? [step('city', true, 'city-same', { city })]
    : [step('city', false, 'city-other', { city, actorCity })]
}

function accountStep({ account }: AccessQuestion): readonly AccessStep[] {
  if (account === undefined) return []
  const { standing, lapsedOn, keys } = account
  if (standing.state !== 'active') {
    const { since, law } = standing
    const closed = standing.reason === 'left' ? 'account-left' : 'account-unused'
    return [step('account', false, standing.state === 'suspended' ? 'account-suspended' : closed, { since }, law)]
  }
  const wrong = [
    ...(lapsedOn === null ? [] : [step('account', false, 'post-lapsed', { since: lapsedOn })]),
    ...(keys.state === 'lapsed'
      ? [step('account', false, 'second-key-lacking', { since: keys.since, lastDayOn: keys.lastDayOn }, keys.law)]
      : []),
  ]
  return wrong.length > 0 ? wrong : [step('account', true, 'account-works')]
}

function authoritySteps({ actor, access, showsResidents, workflow }: AccessQuestion): readonly AccessStep[] {
  if (access.kind === 'signed-in') return [step('route', true, 'signed-in')]
  const law = postClause(actor, workflow)
  if (access.kind === 'resident') return [step('role', actor.kind === 'resident', 'residents-only', {}, law)]
  if (actor.kind !== 'official') return [step('role', false, 'officials-only', {}, law)]
  const role = step('role', null, 'role', { role: actor.role }, law)
  if (access.kind !== 'duty') {
    const serves = showsResidents !== true || maySeeResidents(actor, workflow).ok
    return [role, serves ? step('duty', true, 'any-post') : step('duty', false, 'serves-nobody', {}, law)]
  }
  const held = dutiesOf(actor.role, workflow)
  const fit = access.duties.filter((duty) => held.includes(duty))
  const source = access.duties.map((duty) => workflow.duties[duty]?.law).find((clause) => clause !== undefined)
  return fit.length > 0
    ? [role, step('duty', true, 'duty-held', { duty: fit }, workflow.duties[fit[0] ?? 'register']?.law ?? null)]
    : [role, step('duty', false, 'duty-lacking', { duty: access.duties }, source ?? null)]
}

function recordSteps(question: AccessQuestion): readonly AccessStep[] {
  const { record } = question
  if (record === undefined) return []
  if (record === null) return [step('record', false, 'no-record')]
  return [scopeStep(question, record), ...stateStep(question, record), ...signerStep(question, record)]
}

function scopeStep(question: AccessQuestion, { placed }: RecordAsked): AccessStep {
  const { access, actor, scope, openings = [] } = question
  if (!('reach' in access) || access.reach === 'city') return step('scope', true, 'whole-city')
  const kind = actor.kind === 'official' ? actor.dataScope.kind : 'own'
  const facts = {
    kind,
    division: placed.divisionCode,
    prefixes: scope.prefixes,
    except: scope.except,
  }
  const why = seenBy(scope, placed)
  const look = openings.find((opening) => opening.kind === 'cross-area')
  const untilAt = look?.untilAt ?? ''
  // What is open and not honoured here is a look: whoever asks wants to know why it does not do.
  if (why === undefined)
    return step('scope', false, look === undefined ? 'scope-none' : 'scope-look-only', { ...facts, untilAt })
  return step('scope', true, answerOf(why, openings), { ...facts, untilAt })
}

function answerOf(why: SeenBy, openings: readonly Opening[]): AccessAnswer {
  if (why !== 'opened') return why === 'division' ? 'scope-division' : 'scope-took-part'
  return openings.some(({ kind }) => kind === 'assigned') ? 'scope-assigned' : 'scope-cross-area'
}

function stateStep({ states }: AccessQuestion, { state }: RecordAsked): readonly AccessStep[] {
  if (states === undefined || state === undefined) return []
  const facts = { state, open: [...states] }
  return [states.has(state) ? step('state', true, 'state-open', facts) : step('state', false, 'state-closed', facts)]
}

/** Where a step is signed by different people: whether this one signed another already. */
function signerStep({ actor, access, workflow }: AccessQuestion, { signers }: RecordAsked): readonly AccessStep[] {
  if (signers === undefined || actor.kind !== 'official' || access.kind !== 'duty') return []
  const distinct = workflow.application.distinctSigners
  const asked = distinct.value.filter((one) => access.duties.some((duty) => duty === one))
  return asked.map((one) => {
    const signing = maySign(actor.officialId, one, signers, workflow)
    return signing.ok
      ? step('signer', true, 'signed-by-others', { step: one }, distinct.law)
      : step('signer', false, 'signed-before', { step: one }, distinct.law)
  })
}

function step(
  by: ExplainedBy,
  passed: boolean | null,
  answer: AccessAnswer,
  facts: AccessStep['facts'] = {},
  law: ClauseRef | null = null,
): AccessStep {
  return { by, passed, answer, facts, law }
}
