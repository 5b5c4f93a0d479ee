import { accountConfirmation } from '@anju/domain/access/account-confirmation.ts'
import type { Official } from '@anju/domain/access/actor.ts'
import { keyStanding } from '@anju/domain/access/key-standing.ts'
import type { Widening } from '@anju/domain/access/compile-scope.ts'
import { explainAccess, isAllowed, type AccessStep, type RouteAccess } from '@anju/domain/access/explain-access.ts'
import type { OfficeId, OfficialId } from '@anju/domain/kernel/id.ts'
import { ground } from '@anju/domain/kernel/decision.ts'
import { civilDateOf, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Act, City, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findAccount } from '../store/account.ts'
import { listAuthenticatorsOf } from '../store/account-enrolment.ts'
import { listOpenings } from '../store/opening.ts'
import { findDivisionNames } from '../store/place.ts'
import { findPlacedRecord, listSignaturesOf } from '../store/placed-record.ts'
import { type HeldPostRow, listHeldPosts } from '../store/post-scope.ts'
import { recordEvents } from '../store/record-event.ts'
import { standingOf } from './account/propose-account.ts'
import { logConsoleLook } from './look-log.ts'
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
export type AccessExplained = {
  /** Whose record was asked about; null where none was, or there is none. */
  readonly personId: string | null
  readonly answers: readonly AccessAnswerOfPost[]
}
export type AccessAnswerOfPost = {
  readonly post: HeldPostRow
  readonly allowed: boolean
  readonly steps: readonly AccessStep[]
}

/**
 * Explains, for each post at which an official may act today, own or lent, which rule lets them do a thing to a record or keeps them
 * from it (权限体检). Nothing in the record is told; that it was asked is in the ledger, and with whom the record is in the log of looks,
 * before the answer leaves.
 */
export async function explainAccessOf(deps: Deps, act: Act, asked: AccessAsked): Promise<AccessExplained> {
  const { city, legalOn, at } = act
  const pack = packInForce(deps.packs, city.jurisdiction, legalOn)
  const { officialId, recordId } = asked
  const { posts, account, keys, placed, signers } = await city.pool.look(wholeCity(city), async (db) => ({
    posts: await listHeldPosts(db, city.city, officialId, { legalOn, at }),
    account: await findAccount(db, officialId),
    keys: await listAuthenticatorsOf(db, [officialId]),
    placed: recordId === null ? undefined : ((await findPlacedRecord(db, recordId, officialId)) ?? null),
    signers: recordId === null ? [] : await listSignaturesOf(db, recordId),
  }))
  if (posts.length === 0 || account === undefined)
    throw new RegistryError('not-found', 'This official holds no post in this city today')
  await noteQuestion(deps, act, asked, pack)
  const personId = placed?.person_id ?? null
  if (personId !== null && act.actor.kind === 'system') await logConsoleLook(deps, act, 'explainAccess', personId)
  const record =
    placed === undefined || placed === null
      ? placed
      : {
          placed: { divisionCode: placed.division_code, personId: placed.person_id, tookPart: placed.took_part },
          ...(placed.state === null ? {} : { state: placed.state }),
          signers,
        }
  const standing = standingOf(account, act, pack)
  const spans = keys.map((key) => ({ boundAt: key.registered_at, revokedAt: key.revoked_at }))
  const held = keyStanding(spans, civilDateOf(at), pack.accounts)
  const answers = await Promise.all(
    posts.map(async (post) => {
      const actor = officialAt(post)
      const openings = await openingsOf(act, actor, personId)
      const steps = explainAccess({
        actor,
        actorCity: city.city,
        city: city.city,
        access: asked.access,
        showsResidents: asked.showsResidents,
        workflow: pack.workflow,
        scope: await scopeOfPost(deps, city, actor, at, asked.widening),
        account: { standing, lapsedOn: lapsedOn(post, act, pack), keys: held },
        openings,
        ...(post.delegation_id === null ? {} : { lent: { by: post.lent_by, until: untilOf(post) } }),
        ...(record === undefined ? {} : { record }),
        ...(asked.states === undefined ? {} : { states: asked.states }),
      })
      return { post, allowed: isAllowed(steps), steps }
    }),
  )
  return { personId, answers: await withPlaceNames(deps, answers) }
}

/** The files of one person that are opened to an official at a post. */
async function openingsOf(act: Act, { officialId, postId }: Official, personId: string | null) {
  if (personId === null) return []
  const all = await act.city.pool.look(wholeCity(act.city), (db) => listOpenings(db, officialId, postId, act.at))
  return all.filter((opening) => opening.personId === personId)
}

/** Since when nobody may sign in at a post because nobody answered for it in its quarter; null while it holds. */
function lapsedOn({ answered_on: answeredOn }: HeldPostRow, { at }: Act, { accounts }: Pack): PlainDate | null {
  const confirmation = accountConfirmation(answeredOn, civilDateOf(at), accounts)
  return confirmation.state === 'lapsed' ? confirmation.lapsesOn : null
}

/** An instant for a shift, a day for a substitution. */
function untilOf({ ends_at: endsAt, valid_to: validTo }: HeldPostRow): string {
  return endsAt ?? validTo ?? ''
}

/** Codes of divisions mean nothing to whoever reads an explanation: each gets its name before it. */
async function withPlaceNames(deps: Deps, answers: readonly AccessAnswerOfPost[]) {
  const codes = [...new Set(answers.flatMap(({ steps }) => steps.flatMap(codesOf)))]
  const names = await findDivisionNames(deps.shared, codes)
  const named = (code: string) => (names.has(code) ? `${names.get(code)} ${code}` : code)
  const renamed = (step: AccessStep): AccessStep => {
    const changed = PLACES.flatMap((name) => {
      const fact = step.facts[name]
      return fact === undefined ? [] : [[name, typeof fact === 'string' ? named(fact) : fact.map(named)] as const]
    })
    return { ...step, facts: { ...step.facts, ...Object.fromEntries(changed) } }
  }
  return answers.map((answer) => ({ ...answer, steps: answer.steps.map(renamed) }))
}
const PLACES = ['division', 'prefixes', 'except'] as const
const codesOf = ({ facts }: AccessStep) => PLACES.flatMap((name) => facts[name] ?? [])

/** The same from the console of an installation; it is noted as the system's. */
export function consoleAct(city: City, legalOn: Act['legalOn'], at: string): Act {
  const actor = { kind: 'system', name: 'explain-access' } as const
  return { city, actor, sessionRef: '', legalOn, at, scope: wholeCity(city) }
}

async function noteQuestion(
  deps: Deps,
  act: Act,
  { officialId, route, recordId }: AccessAsked,
  pack: Pack,
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
function officialAt(post: HeldPostRow): Official {
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
    ...(post.delegation_id === null ? {} : { delegationId: post.delegation_id }),
    dataScope: { kind: post.scope_kind, prefixes: post.scope_prefixes, officeIds: post.scope_offices },
  }
}
