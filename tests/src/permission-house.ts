import { randomUUID } from 'node:crypto'
import { POLICIES, type PolicyRow, showsResidents, statesOf, wideningOf } from '@anju/contract/policy-table.ts'
import { ROUTES, type RouteName } from '@anju/contract/route-table.ts'
import type { Route } from '@anju/contract/route.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import { ARRIVALS, OFFICES, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { roleClass } from '@anju/domain/access/account-post.ts'
import type { Official } from '@anju/domain/access/actor.ts'
import { compileScope, type Opening, type PostScope } from '@anju/domain/access/compile-scope.ts'
import { explainAccess, type AccessStep } from '@anju/domain/access/explain-access.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { OfficeId, OfficialId } from '@anju/domain/kernel/id.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import { systemNow } from '@anju/server/app.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { Client } from 'pg'
import { declarationOf } from './declaration-of.ts'
import { sampleOf } from './sample-of.ts'
import { openTestRegistry } from './test-registry.ts'

export const LEGAL_DAY = '2016-03-02'
/** A day on which Linhe has a law, too. */
export const OTHER_CITY_FROM = '2017-05-02'
/** The record lies at the flat of the cast: 张槎街道, in the divisions of the station there. */
const PLACE = DWELLINGS.flat.address.divisionCode

/** How a post lies to the record (与案件的辖区关系). */
export const RELATIONS = {
  'own office and below': { office: OFFICES.zhangcha },
  'an office above': { office: OFFICES.migrantOffice },
  'above, own office only': { office: OFFICES.migrantOffice, scope: { kind: 'own-office' } },
  'own office, own office only': { office: OFFICES.zhangcha, scope: { kind: 'own-office' } },
  'another district': { office: OFFICES.guicheng },
  'another district, whole city': { office: OFFICES.guicheng, scope: { kind: 'all' } },
  'custom with the office': {
    office: OFFICES.guicheng,
    scope: { kind: 'custom', officeIds: [OFFICES.zhangcha.officeId] },
  },
  'custom without it': { office: OFFICES.zhangcha, scope: { kind: 'custom', officeIds: [OFFICES.guicheng.officeId] } },
  'its grid': { office: OFFICES.zhangcha, scope: { kind: 'grid', prefixes: [PLACE] } },
  'another grid': { office: OFFICES.zhangcha, scope: { kind: 'grid', prefixes: ['440604011999'] } },
  'own acts, took part': { office: OFFICES.zhangcha, scope: { kind: 'own' }, tookPart: true },
  'own acts, took none': { office: OFFICES.zhangcha, scope: { kind: 'own' } },
  assigned: { office: OFFICES.guicheng, opened: 'assigned' },
  'cross-area, open': { office: OFFICES.guicheng, opened: 'open' },
  'cross-area, over': { office: OFFICES.guicheng, opened: 'over' },
  'cross-area, ended': { office: OFFICES.guicheng, opened: 'ended' },
  'cross-area, only asked for': { office: OFFICES.guicheng, opened: 'asked' },
  'lent for a shift': { office: OFFICES.zhangcha, lent: { by: 'hours', prefix: OFFICES.zhangcha.divisionPrefix } },
  'lent for some days': { office: OFFICES.zhangcha, lent: { by: 'days', prefix: OFFICES.zhangcha.divisionPrefix } },
  'lent, the part with it': { office: OFFICES.zhangcha, lent: { by: 'hours', prefix: PLACE } },
  'lent, a part without it': { office: OFFICES.zhangcha, lent: { by: 'hours', prefix: '440604011999' } },
} as const satisfies Record<string, RelationPlan>
export type Relation = keyof typeof RELATIONS
/** The relations in which a role can stand: posts of administrators are not lent, the table does not take one. */
export const relationsOf = (role: Role): readonly Relation[] =>
  (Object.keys(RELATIONS) as Relation[]).filter(
    (relation) => !relation.startsWith('lent') || roleClass(role) === 'business',
  )
type RelationPlan = {
  readonly office: (typeof OFFICES)[keyof typeof OFFICES]
  readonly scope?: Partial<PostScope> & Pick<PostScope, 'kind'>
  readonly tookPart?: true
  readonly opened?: 'assigned' | 'open' | 'over' | 'ended' | 'asked'
  /** The post is somebody else's, and lent to whoever asks: all its divisions or some. */
  readonly lent?: { readonly by: 'hours' | 'days'; readonly prefix: string }
}

/** Why a session does not let in, or lets in nothing but what unlocks it; each as the registry finds it in its rows. */
export const STANDINGS = {
  'signed out': `update shared.session set ended_at = now() where token_sm3 = $1`,
  'signed in elsewhere since': `update shared.session set ended_at = now(), end_reason = 'signed-in-elsewhere' where token_sm3 = $1`,
  'idle for too long': `update shared.session set last_seen_at = now() - interval '15 minutes 1 second' where token_sm3 = $1`,
  'open for too long': `update shared.session set expires_at = now() - interval '1 second' where token_sm3 = $1`,
  'dormant: not seen for thirty days': `update shared.session set created_at = now() - interval '30 days', last_seen_at = now() - interval '30 days', expires_at = now() - interval '29 days 12 hours' where token_sm3 = $1`,
  'left today': `update shared.official o set left_on = '${LEGAL_DAY}' from shared.session s where s.token_sm3 = $1 and o.official_id = s.official_id`,
  'account taken out of use': `update shared.official o set active = false from shared.session s where s.token_sm3 = $1 and o.official_id = s.official_id`,
  'post ended yesterday': `update shared.post p set valid_to = date '${LEGAL_DAY}' - 1 from shared.session s where s.token_sm3 = $1 and p.post_id = s.post_id`,
  'post begins tomorrow': `update shared.post p set valid_from = date '${LEGAL_DAY}' + 1 from shared.session s where s.token_sm3 = $1 and p.post_id = s.post_id`,
  "at another's post, never lent": `update shared.session set post_id = '${OFFICIALS.clerk.postId}' where token_sm3 = $1`,
  locked: `update shared.session set locked_at = now() where token_sm3 = $1`,
  'used from another place': `update shared.session set ip = '203.0.113.9', agent_sm3 = '\\x00' where token_sm3 = $1`,
} as const
export type Standing = keyof typeof STANDINGS
/** The same of a post that was lent. */
export const LENT_STANDINGS = {
  'lending over': `update shared.delegation d set begins_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' from shared.session s where s.token_sm3 = $1 and d.delegation_id = s.delegation_id`,
  'lending not begun': `update shared.delegation d set begins_at = now() + interval '1 hour', ends_at = now() + interval '2 hours' from shared.session s where s.token_sm3 = $1 and d.delegation_id = s.delegation_id`,
  'lending taken back': `update shared.delegation d set revoked_at = now(), revoked_by = d.given_by from shared.session s where s.token_sm3 = $1 and d.delegation_id = s.delegation_id`,
  "holder's post ended": `update shared.post p set valid_to = date '${LEGAL_DAY}' - 1 from shared.session s where s.token_sm3 = $1 and p.post_id = s.post_id`,
} as const
export type LentStanding = keyof typeof LENT_STANDINGS

/** An official of the matrix, signed in. */
export type Visitor = {
  readonly actor: Official
  readonly cookie: string
  readonly openings: readonly Opening[]
  readonly tookPart: boolean
}

export type PermissionHouse = {
  readonly roles: readonly Role[]
  /** The roles of Linhe. */
  readonly rolesOfOtherCity: readonly Role[]
  visitor(role: Role, relation: Relation): Promise<Visitor>
  resident(): Promise<string>
  /** Somebody in charge of the place, in a session that stands so. @returns the cookie */
  standing(how: Standing | LentStanding): Promise<string>
  /** An official of Linhe, in a session of theirs. From {@link OTHER_CITY_FROM} on both cities have a law. */
  ofAnotherCity(role: Role): Promise<Visitor>
  /** The legal day of all processes. */
  setDay(on: string): Promise<void>
  setState(of: 'registration' | 'application', state: string): Promise<void>
  /** Sends a request that the contract takes. */
  send(name: RouteName, cookie: string | undefined, city?: string): Promise<Answer>
  /** What the rule says, in the order in which it asks. */
  expect(
    name: RouteName,
    visitor: Visitor,
    states: { readonly registration: string; readonly application: string },
  ): readonly AccessStep[]
  asOwner(sql: string, parameters?: readonly unknown[]): Promise<unknown>
  close(): Promise<void>
}
export type Answer = { readonly status: number; readonly codes: readonly string[]; readonly body: string }

/** Foshan with one registration and one application, and officials of every role who stand to them in every relation. */
export async function openPermissionHouse(): Promise<PermissionHouse> {
  const registry = await openTestRegistry()
  const app = await openRegistry(
    { deps: registry.deps, now: systemNow },
    {
      dev: true,
      sweepAll: () => Promise.resolve({}),
      faceFolder: '/nowhere',
      citizenFolder: '/nowhere',
      logLevel: 'silent',
    },
  )
  await app.ready()
  const owner = new Client({ connectionString: registry.database.url })
  await owner.connect()
  const asOwner = (sql: string, parameters: readonly unknown[] = []) => owner.query(sql, [...parameters])
  await asOwner(`insert into shared.legal_clock (legal_on) values ($1)`, [LEGAL_DAY])
  const made = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), {
    intentId: randomUUID(),
    ...declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04'),
  })
  if (!made.ok) throw new Error(JSON.stringify(made.refusals))
  const { personId, subjectId: registrationId } = made.value
  const ids = { registrationId, personId, dwellingId: DWELLINGS.flat.dwellingId, caseId: registrationId }
  const others = {
    applicationId: randomUUID(),
    materialId: randomUUID(),
    noticeId: randomUUID(),
    recordId: randomUUID(),
  }
  await enterCase(asOwner, ids, others)
  const known: Readonly<Record<string, unknown>> = {
    city: 'foshan',
    ...ids,
    ...others,
    materialIds: [others.materialId],
    ...SHAPED,
    expectedVersion: 1,
  }
  const pack = packInForce(registry.deps.packs, 'foshan', parsePlainDate(LEGAL_DAY))
  const offices = Object.values(OFFICES).filter(({ city }) => city === 'foshan')
  const visitors = new Map<string, Promise<Visitor>>()

  const enterVisitor = async (role: Role, plan: RelationPlan): Promise<Visitor> => {
    const { office } = plan
    const dataScope: PostScope = { prefixes: [], officeIds: [], ...(plan.scope ?? { kind: 'own-and-below' }) }
    const officialId = randomUUID()
    const postId = randomUUID()
    const token = randomUUID()
    const holderId = plan.lent === undefined ? officialId : randomUUID()
    for (const id of new Set([officialId, holderId]))
      await asOwner(
        `insert into shared.official (official_id, name, id_bidx) values ($1::uuid, '某人', uuid_send($1::uuid))`,
        [id],
      )
    await enterPost(asOwner, { postId, officialId: holderId, office, role, dataScope })
    const delegationId =
      plan.lent === undefined
        ? undefined
        : await lend(asOwner, { officialId, holderId, postId, office, prefix: plan.lent.prefix, by: plan.lent.by })
    await enterSession(asOwner, token, { officialId, postId, city: office.city, delegationId })
    if (plan.tookPart === true)
      await asOwner(
        `insert into foshan.ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, person_id, facts_mac, envelope_mac)
         values (gen_random_uuid(), 1, now(), 'x', $1, $2, $3, 'x', '[]', $4, '', '')`,
        [LEGAL_DAY, officialId, postId, personId],
      )
    const openings = await openFile(asOwner, plan.opened, { officialId, postId, personId })
    return {
      actor: {
        kind: 'official',
        officialId: officialId as OfficialId,
        postId,
        name: '某人',
        role,
        officeId: office.officeId as OfficeId,
        officeCode: office.code,
        officeKind: office.kind,
        divisionPrefix: plan.lent?.prefix ?? office.divisionPrefix,
        ...(delegationId === undefined ? {} : { delegationId }),
        dataScope,
      },
      cookie: `anju_session=${token}`,
      openings,
      tookPart: plan.tookPart === true,
    }
  }

  return {
    roles: pack.workflow.roles.map(({ role }) => role),
    rolesOfOtherCity: packInForce(registry.deps.packs, 'linhe', parsePlainDate(OTHER_CITY_FROM)).workflow.roles.map(
      ({ role }) => role,
    ),
    visitor(role, relation) {
      const key = `${role} ${relation}`
      const visitor = visitors.get(key) ?? enterVisitor(role, RELATIONS[relation])
      visitors.set(key, visitor)
      return visitor
    },
    async resident() {
      const token = randomUUID()
      const rows = await owner.query<{ account_id: string }>('select account_id from shared.resident_account limit 1')
      await enterSession(asOwner, token, { accountId: rows.rows[0]?.account_id ?? '' })
      return `anju_session=${token}`
    },
    async standing(how) {
      const isLent = how in LENT_STANDINGS
      const { cookie } = await enterVisitor('clerk', RELATIONS[isLent ? 'lent for a shift' : 'own office and below'])
      const token = cookie.slice(cookie.indexOf('=') + 1)
      const change = { ...STANDINGS, ...LENT_STANDINGS }[how]
      await asOwner(change, [sm3(Buffer.from(token))])
      return cookie
    },
    ofAnotherCity: (role) => enterVisitor(role, { office: OFFICES.hall }),
    async setDay(on) {
      await asOwner('update shared.legal_clock set legal_on = $1', [on])
    },
    async setState(of, state) {
      await asOwner(`update foshan.${of} set state = $1, version = 1 where ${of}_id = $2`, [
        state,
        of === 'registration' ? registrationId : others.applicationId,
      ])
    },
    async send(name, cookie, city = 'foshan') {
      const route: Route = ROUTES[name]
      const params: Record<string, string> = { ...(sampleOf(route.params, known) as Record<string, string>), city }
      const url = route.path.replaceAll(/:(\w+)/g, (_, param: string) => params[param] ?? randomUUID())
      const query = new URLSearchParams(sampleOf(route.query, known) as Record<string, string>)
      const payload = route.method === 'GET' ? undefined : (sampleOf(route.body, known) as object)
      const response = await app.inject({
        method: route.method,
        url: query.size === 0 ? url : `${url}?${query.toString()}`,
        headers: cookie === undefined ? {} : { cookie },
        ...(payload === undefined ? {} : { payload }),
      })
      type Told = { readonly code?: string; readonly refusals?: readonly { readonly code: string }[] }
      const problem: Told = response.statusCode < 400 ? {} : response.json<Told>()
      const codes = [
        ...(problem.code === undefined ? [] : [problem.code]),
        ...(problem.refusals ?? []).map(({ code }) => code),
      ]
      return { status: response.statusCode, codes, body: response.statusCode < 400 ? '' : response.body }
    },
    expect(name, { actor, openings, tookPart }, states) {
      const policy: PolicyRow = POLICIES[name]
      const { access, path } = ROUTES[name]
      const scope = compileScope({
        cityPrefix: '4406',
        post: actor,
        offices,
        openings,
        at: systemNow(),
        widening: wideningOf(policy),
      })
      const onPlace = path.includes(':dwellingId')
      const onCase = /:(?:registration|application|material|notice)Id/.test(path) || BY_BODY.includes(name)
      const state = policy.steps === undefined ? undefined : states[policy.steps.of]
      const open = statesOf(policy)
      return explainAccess({
        actor,
        actorCity: offices.some(({ officeId }) => officeId === actor.officeId) ? 'foshan' : 'linhe',
        city: path.includes(':city') ? 'foshan' : null,
        access,
        showsResidents: showsResidents(ROUTES[name], policy),
        workflow: pack.workflow,
        scope,
        ...(onPlace || onCase
          ? {
              record: {
                placed: { divisionCode: PLACE, personId: onPlace ? null : personId, tookPart: !onPlace && tookPart },
                ...(state === undefined ? {} : { state }),
              },
            }
          : {}),
        ...(open === undefined ? {} : { states: open }),
      })
    },
    asOwner,
    async close() {
      await owner.end()
      await app.close()
      await registry.close()
    },
  }
}

/** What a schema says in code and not in a shape. */
const SHAPED = {
  base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  ref: '0123456789abcdef',
}

/** The case stands in what they send, or by the name that all kinds of cases share. */
const BY_BODY: readonly RouteName[] = ['applyForPermit', 'previewApplication', 'assignCase', 'getAssignment']

type AsOwner = (sql: string, parameters?: readonly unknown[]) => Promise<unknown>

async function enterSession(
  asOwner: AsOwner,
  token: string,
  of:
    | {
        readonly officialId: string
        readonly postId: string
        readonly city: string
        readonly delegationId: string | undefined
      }
    | { readonly accountId: string },
): Promise<void> {
  const [officialId, postId, accountId, city, delegationId] =
    'accountId' in of
      ? [null, null, of.accountId, 'foshan', null]
      : [of.officialId, of.postId, null, of.city, of.delegationId ?? null]
  await asOwner(
    `insert into shared.session (token_sm3, official_id, post_id, account_id, city, created_at, last_seen_at, expires_at, assurance, verified_at, delegation_id)
     values ($1, $2, $3, $4, $5, now(), now(), now() + interval '4 hours', 'demo', now(), $6)`,
    [sm3(Buffer.from(token)), officialId, postId, accountId, city, delegationId],
  )
}

type PostPlan = {
  readonly postId: string
  readonly officialId: string
  readonly office: RelationPlan['office']
  readonly role: Role
  readonly dataScope: PostScope
}

async function enterPost(asOwner: AsOwner, { postId, officialId, office, role, dataScope }: PostPlan): Promise<void> {
  const { kind, prefixes, officeIds } = dataScope
  await asOwner(
    `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from, confirmed_on, scope_kind, scope_prefixes, scope_offices)
     values ($1, $2, $3, $4, $5, '2015-01-01', $6, $7, $8, $9)`,
    [postId, officialId, office.officeId, role, office.divisionPrefix, LEGAL_DAY, kind, prefixes, officeIds],
  )
}

/** Lends a post to somebody who holds one of another area. */
async function lend(
  asOwner: AsOwner,
  plan: {
    readonly officialId: string
    readonly holderId: string
    readonly postId: string
    readonly office: RelationPlan['office']
    readonly prefix: string
    readonly by: 'hours' | 'days'
  },
): Promise<string> {
  const { officialId, holderId, postId, office, prefix, by } = plan
  const delegationId = randomUUID()
  const ownPost = randomUUID()
  const dataScope: PostScope = { kind: 'own-and-below', prefixes: [], officeIds: [] }
  await enterPost(asOwner, { postId: ownPost, officialId, office: OFFICES.guicheng, role: 'coordinator', dataScope })
  const days = by === 'days' ? LEGAL_DAY : null
  await asOwner(
    `insert into shared.delegation (delegation_id, city, kind, post_id, holder_id, post_prefix, division_prefix, delegate_id, delegate_post_id, valid_from, valid_to,
       begins_at, ends_at, reason, given_by, given_at, decided_by, decided_at, approved)
     values ($1, $2, case when $9::date is null then 'temporary' else 'substitution' end, $3, $4, $5, $6, $7, $8, $9::date, $9::date,
       case when $9::date is null then now() - interval '1 minute' end, case when $9::date is null then now() + interval '4 hours' end, '顶班', $4, now(),
       case when $9::date is not null then $10::uuid end, case when $9::date is not null then now() end, case when $9::date is not null then true end)`,
    [
      delegationId,
      office.city,
      postId,
      holderId,
      office.divisionPrefix,
      prefix,
      officialId,
      ownPost,
      days,
      OFFICIALS.securityAdministrator.officialId,
    ],
  )
  return delegationId
}

async function openFile(
  asOwner: AsOwner,
  opened: RelationPlan['opened'],
  ids: { readonly officialId: string; readonly postId: string; readonly personId: string },
): Promise<readonly Opening[]> {
  const { officialId, postId, personId } = ids
  if (opened === undefined) return []
  if (opened === 'assigned') {
    await asOwner(
      `insert into foshan.case_assignment (assignment_id, case_id, person_id, division_code, official_id, assigned_by, reason, assigned_on)
       values (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, gen_random_uuid(), 'x', $4)`,
      [personId, PLACE, officialId, LEGAL_DAY],
    )
    return [{ kind: 'assigned', personId }]
  }
  const granted = opened !== 'asked'
  const hours = opened === 'over' ? -1 : 72
  const untilAt = new Date(Date.now() + hours * 3_600_000).toISOString()
  await asOwner(
    `insert into foshan.cross_area_grant (grant_id, person_id, division_code, official_id, post_id, reason, hours, asked_on, granted_by, granted_at, until_at, ended_by, ended_at)
     values (gen_random_uuid(), $1, $2, $3, $4, 'x', 72, $5, case when $6 then gen_random_uuid() end, case when $6 then now() end, case when $6 then $7::timestamptz end,
       case when $8 then gen_random_uuid() end, case when $8 then now() end)`,
    [personId, PLACE, officialId, postId, LEGAL_DAY, granted, untilAt, opened === 'ended'],
  )
  return opened === 'open' || opened === 'over' ? [{ kind: 'cross-area', personId, untilAt }] : []
}

async function enterCase(
  asOwner: AsOwner,
  {
    registrationId,
    personId,
    dwellingId,
  }: { readonly registrationId: string; readonly personId: string; readonly dwellingId: string },
  {
    applicationId,
    materialId,
    noticeId,
    recordId,
  }: {
    readonly applicationId: string
    readonly materialId: string
    readonly noticeId: string
    readonly recordId: string
  },
): Promise<void> {
  await asOwner(
    `insert into foshan.application (application_id, version, person_id, registration_id, dwelling_id, office_id, division_code, state, state_since, pack, condition, applied_on, presence)
     values ($1, 1, $2, $3, $4, $5, $6, 'submitted', $7, 'foshan/2016-01-01', 'dwelling', $7, 'applicant')`,
    [applicationId, personId, registrationId, dwellingId, OFFICES.zhangcha.officeId, PLACE, LEGAL_DAY],
  )
  await asOwner(
    `insert into foshan.material (material_id, person_id, application_id, division_code, kind, provenance, original_seen, copy_kept, seen_on, blob_id)
     values ($1, $2, $3, $4, 'photo', 'window-scan', true, true, $5, $1)`,
    [materialId, personId, applicationId, PLACE, LEGAL_DAY],
  )
  await asOwner(
    `insert into foshan.blob (blob_id, kept_by, mime, bytes, cipher_sm3, plain_mac, dek_wrapped) values ($1, $2, 'image/png', 1, '\\x00', '\\x00', '\\x00')`,
    [materialId, OFFICIALS.clerk.officialId],
  )
  await asOwner(
    `insert into foshan.civil_event (record_id, person_id, division_code, event, happened_on, learned_on) values ($1, $2, $3, 'death', $4, $4)`,
    [recordId, personId, PLACE, LEGAL_DAY],
  )
  await asOwner(
    `insert into foshan.notice (notice_id, person_id, division_code, outbox_id, template, text_enc, made_on, state)
     values ($1, $2, $3, gen_random_uuid(), 'refused/1', '', $4, 'no-number')`,
    [noticeId, personId, PLACE, LEGAL_DAY],
  )
}
