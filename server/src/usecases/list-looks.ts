import { addDays, civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { CONSOLE, type Look } from '../store/look.ts'
import {
  countWithheld,
  findOfficialsNamed,
  findPersonNames,
  findPostHolders,
  listAlertRows,
  listLookRows,
  listOwnLookRows,
} from '../store/look-list.ts'
import { findOfficialNames } from '../store/office.ts'
import { findAccountIndexes } from '../store/account-claim.ts'

/** As many as a page shows; a narrower question shows the others. */
const LINES_MAX = 500
/** A question without days goes back so far. */
const DAYS_BACK = 30

export type LooksAsked = {
  /** Exact name of an official; empty for all. */
  readonly official: string
  readonly person: string
  readonly purpose: string
  readonly from: string | undefined
  readonly to: string | undefined
}

/** What officials looked at (数据访问日志), by official, person, day and purpose. */
export async function listLooks(deps: Deps, act: Act, asked: LooksAsked, limit = LINES_MAX) {
  const today = civilDateOf(act.at)
  const officialIds = asked.official === '' ? null : await findOfficialsNamed(deps.shared, asked.official)
  const { rows, names } = await act.city.pool.look(act.scope, async (db) => {
    const looks = await listLookRows(db, {
      officialIds,
      person: asked.person,
      purpose: asked.purpose,
      from: asked.from ?? addDays(today, -DAYS_BACK),
      to: asked.to ?? today,
      limit,
    })
    return {
      rows: looks,
      names: await findPersonNames(db, [...new Set(looks.flatMap(({ person_ids }) => person_ids))]),
    }
  })
  const holders = await findPostHolders(deps.shared, [...new Set(rows.map(({ post_id }) => post_id))])
  return rows.map((row) => lineOf(row, names, holders))
}

/** As a holder of no post, so that every list has words for it. */
const AT_CONSOLE = { name: '系统控制台', role: '', officeZh: '系统控制台', officeEn: 'Console of the installation' }
type Holders = Awaited<ReturnType<typeof findPostHolders>>
const holderOf = (holders: Holders, postId: string) => (postId === CONSOLE ? AT_CONSOLE : holders.get(postId))

function lineOf(row: Look, names: ReadonlyMap<string, string>, holders: Holders) {
  const holder = holderOf(holders, row.post_id)
  return {
    lookId: row.look_id,
    at: row.at,
    official: holder?.name ?? '',
    role: holder?.role ?? '',
    officeZh: holder?.officeZh ?? '',
    officeEn: holder?.officeEn ?? '',
    kind: row.kind,
    route: row.route,
    persons: row.person_ids.map((personId) => ({ personId, personName: names.get(personId) ?? '' })),
    fields: [...row.fields],
    inFull: row.in_full,
    purpose: row.purpose,
    words: row.words,
    caseId: row.case_id,
    clientIp: row.client_ip,
  }
}

/** Looks at one person in reach, for the head of the unit. */
export async function listPersonLooks(deps: Deps, act: Act, personId: string) {
  const known = await act.city.pool.look(act.scope, (db) => findPersonNames(db, [personId]))
  if (!known.has(personId)) throw new RegistryError('not-found', 'No such person within reach')
  const from = addDays(civilDateOf(act.at), -366)
  const looks = await listLooks(deps, act, { official: '', person: personId, purpose: '', from, to: undefined })
  // Whoever stood on the same list is nobody's business here.
  return looks.map((look) => ({ ...look, persons: look.persons.filter((person) => person.personId === personId) }))
}

/**
 * Who looked at my record (谁看过我的记录): office and role, when, what for and which data; the name of the official is given by the
 * office on request. Looks for a withheld purpose are only counted, and that late (I-149). A look under somebody else's
 * case says no more than that it was another matter.
 */
export async function listOwnLooks(deps: Deps, act: Act) {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  const indexes = await findAccountIndexes(deps.shared, act.actor.accountId)
  if (indexes === undefined) throw new RegistryError('not-found', 'No such account')
  const { purposes, withheldDays } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn).looks
  const withheld = purposes.value.filter((purpose) => purpose.withheld).map(({ key }) => key)
  const until = addDays(civilDateOf(act.at), -withheldDays.value)
  const { rows, count } = await act.city.pool.look(act.scope, async (db) => {
    const [looks, n] = await Promise.all([
      listOwnLookRows(db, indexes, withheld, LINES_MAX),
      countWithheld(db, indexes, withheld, until),
    ])
    return { rows: looks, count: n }
  })
  const holders = await findPostHolders(deps.shared, [...new Set(rows.map(({ post_id }) => post_id))])
  return {
    looks: rows.map((row) => {
      const holder = holderOf(holders, row.post_id)
      return {
        at: row.at,
        officeZh: holder?.officeZh ?? '',
        officeEn: holder?.officeEn ?? '',
        role: holder?.role ?? '',
        kind: row.kind,
        purpose: row.own_case ? row.purpose : 'another-matter',
        fields: [...row.fields],
        inFull: row.in_full,
      }
    }),
    withheld: count,
    withheldDays: withheldDays.value,
  }
}

/** Officials who passed a daily number (批量查阅预警). */
export async function listLookAlerts(deps: Deps, act: Act) {
  const rows = await act.city.pool.look(act.scope, (db) => listAlertRows(db, LINES_MAX))
  const names = await findOfficialNames(deps.shared, [...new Set(rows.map(({ official_id }) => official_id))])
  return rows.map((row) => ({
    official: names.get(row.official_id) ?? '',
    onDay: row.on_day,
    what: row.what,
    count: row.n,
    most: row.most,
    law: row.law,
    raisedAt: row.raised_at,
  }))
}
