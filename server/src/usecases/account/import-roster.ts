import { sm3 } from '@anju/crypto/sm3.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision, type Ground } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { maskIdNumber } from '@anju/standards/mask-id-number.ts'
import type { Act, Deps } from '../../deps.ts'
import { findAccountByNumber, lockAccount, recordLeaving, sealOfficial, type AccountRow } from '../../store/account.ts'
import { recordProposal } from '../../store/account-proposal.ts'
import { lockLoans } from '../../store/delegation.ts'
import { intentOf } from '../../store/intent.ts'
import { listOfficesBelow, listPostsAt, listPostsOf, type OfficeRow } from '../../store/post.ts'
import { recordRosterImport } from '../../store/recertification.ts'
import { carryOut, type CarriedOut } from '../carry-out.ts'
import { packOf, reachOf, recordAccountEvent } from './account-event.ts'
import { endLoans } from './end-loans.ts'
import { parseRoster, type RosterFault, type RosterRow } from './parse-roster.ts'
import { closedRefusals, refusalsOfWanted, type WantedPost } from './propose-account.ts'

/** What applying a row would do: close the account, propose one, propose a post, or nothing. */
export type RosterEffect = 'leaves' | 'joins' | 'post' | 'none' | 'fault'
export type RosterLine = {
  readonly row: number
  readonly name: string
  readonly idNumber: string
  readonly effect: RosterEffect
  readonly leftOn: PlainDate | null
  readonly faults: readonly RosterFault[]
}
type Planned = RosterLine & {
  readonly full: RosterRow
  readonly account: AccountRow | undefined
  readonly wanted: WantedPost | undefined
}
export type RosterPreview = {
  readonly readable: boolean
  readonly lines: readonly RosterLine[]
  /** Names of people with a post here whom the file does not mention. */
  readonly absent: readonly string[]
}

/** What a roster would do, row by row, before anything is done. ID numbers come back masked. */
export function previewRoster(deps: Deps, act: Act, text: string): Promise<RosterPreview> {
  const rows = parseRoster(text, act.legalOn)
  if (rows === undefined) return Promise.resolve({ readable: false, lines: [], absent: [] })
  const pack = packOf(deps, act)
  return act.city.pool.look(act.scope, async (db) => {
    const planned = await planRoster(db, deps, act, pack, rows)
    const mentioned = new Set(planned.map(({ account }) => account?.official_id))
    const posts = await listPostsAt(db, { city: act.city.city, reach: reachOf(act), on: act.legalOn })
    const absent = posts.filter(({ official_id }) => !mentioned.has(official_id)).map((post) => post.official_name)
    return { readable: true, lines: planned.map(lineOf), absent: [...new Set(absent)] }
  })
}

export type ImportRoster = { readonly intentId: string; readonly text: string }
export type ImportedRoster = CarriedOut & { readonly left: number; readonly proposed: number }

/**
 * Applies an HR file (人事名册): whoever left is out the same day, with the sessions ended in this transaction; whoever came or
 * changed posts is proposed for approval. One upload is one intent; a file with a wrong row changes nothing. By command (a nightly
 * file) nobody is proposed, people only leave.
 */
export async function importRoster(deps: Deps, act: Act, command: ImportRoster): Promise<Decision<ImportedRoster>> {
  const pack = packOf(deps, act)
  const isCommand = act.actor.kind === 'system'
  const authority = isCommand ? granted({ signed: false }, []) : mayPerform(act.actor, 'keep-accounts', pack.workflow)
  if (!authority.ok) return authority
  const { law } = pack.accounts.suspendAfterUnusedDays
  const rows = parseRoster(command.text, act.legalOn)
  if (rows === undefined) return refused(refusal('account.roster-faults', law, { rows: ['1'] }))
  const intent = intentOf(command.intentId, 'import-roster', command)
  let counted = { left: 0, proposed: 0 }
  const carried = await carryOut(deps, act, intent, async (tx) => {
    const planned = await planRoster(tx, deps, act, pack, rows)
    const wrong = planned.filter(({ effect }) => effect === 'fault').map(({ row }) => String(row))
    if (wrong.length > 0) return refused(refusal('account.roster-faults', law, { rows: wrong }))
    const leavers = planned.filter(({ effect }) => effect === 'leaves')
    const comers = isCommand ? [] : planned.filter(({ effect }) => effect === 'joins' || effect === 'post')
    const proposed = await propose(tx, deps, act, comers)
    const left = leavers.map(({ account, leftOn }) => ({ officialId: account?.official_id ?? '', leftOn }))
    counted = { left: left.length, proposed: proposed.length }
    const fileSm3 = sm3(Buffer.from(command.text))
    const by = act.actor.kind === 'official' ? act.actor.officialId : null
    const kept = { rosterId: command.intentId, city: act.city.city, fileSm3, rows: rows.length, by, at: act.at }
    await recordRosterImport(tx, { ...kept, leftCount: left.length, proposedCount: proposed.length })
    const version = await recordAccountEvent(tx, deps, act, intent, {
      subjectId: command.intentId,
      kind: 'import-roster',
      facts: { fileSm3: fileSm3.toString('hex'), left, proposed },
      grounds: authority.grounds,
      signedStep: authority.value.signed ? 'keep-accounts' : undefined,
    })
    for (const each of left) await leave(tx, deps, act, command.intentId, each, authority.grounds)
    return granted({ subjectId: command.intentId, version }, authority.grounds)
  })
  return carried.ok ? granted({ ...carried.value, ...counted }, carried.grounds) : carried
}

async function leave(
  tx: Tx,
  deps: Deps,
  act: Act,
  rosterId: string,
  { officialId, leftOn }: { readonly officialId: string; readonly leftOn: PlainDate | null },
  grounds: readonly Ground[],
): Promise<void> {
  if (leftOn === null) return
  await lockAccount(tx, officialId)
  const isNow = leftOn <= act.legalOn
  if (isNow) await endLoans(tx, deps, act, await lockLoans(tx, { officialId }))
  await recordLeaving(tx, { crypto: deps.crypto, act }, { officialId, leftOn }, isNow)
  const facts = { rosterId, leftOn }
  // What the person did is signed in the event of the import; this one says to whose account it happened.
  const event = { subjectId: officialId, kind: 'record-leaving', facts, grounds, signedStep: undefined }
  await recordAccountEvent(tx, deps, act, undefined, event)
}

async function propose(tx: Tx, deps: Deps, act: Act, comers: readonly Planned[]): Promise<readonly string[]> {
  if (act.actor.kind !== 'official') return []
  const by = act.actor.officialId
  const proposed: string[] = []
  for (const { full, account, wanted } of comers) {
    if (wanted === undefined) continue
    const proposalId = deps.newId()
    const made = { proposalId, city: act.city.city, post: wanted, reason: '', by, at: act.at }
    const isNew = await recordProposal(
      tx,
      account === undefined
        ? {
            ...made,
            kind: 'account',
            officialId: proposalId,
            person: { name: full.name, ...sealOfficial(deps.crypto, proposalId, full.idNumber) },
          }
        : { ...made, kind: 'post', officialId: account.official_id, person: null },
      true,
    )
    if (isNew) proposed.push(proposalId)
  }
  return proposed
}

async function planRoster(
  db: Db,
  deps: Deps,
  act: Act,
  pack: Pack,
  rows: readonly RosterRow[],
): Promise<readonly Planned[]> {
  const offices = await listOfficesBelow(db, act.city.city, reachOf(act))
  const planned: Planned[] = []
  for (const row of rows) planned.push(await planRow(db, deps, act, pack, offices, row))
  return planned
}

async function planRow(
  db: Db,
  deps: Deps,
  act: Act,
  pack: Pack,
  offices: readonly OfficeRow[],
  row: RosterRow,
): Promise<Planned> {
  const account = row.faults.includes('id-number')
    ? undefined
    : await findAccountByNumber(db, deps.crypto, row.idNumber)
  const line = (effect: RosterEffect, faults: readonly RosterFault[], wanted?: WantedPost): Planned => ({
    row: row.row,
    name: row.name,
    idNumber: maskIdNumber(row.idNumber),
    effect: faults.length > 0 ? 'fault' : effect,
    leftOn: row.leftOn ?? null,
    faults,
    full: row,
    account,
    wanted,
  })
  if (row.faults.length > 0) return line('fault', row.faults)
  const held = account === undefined ? [] : await listPostsOf(db, [account.official_id])
  if (row.leftOn !== undefined) {
    const isHere = held.some((post) => offices.some(({ office_id }) => office_id === post.office_id))
    return line(isHere && account?.left_on !== row.leftOn ? 'leaves' : 'none', [])
  }
  const office = offices.find(({ code }) => code === row.office)
  if (office === undefined) return line('fault', ['office'])
  const { role, from } = row
  if (role === undefined || from === undefined) return line('fault', ['post'])
  const divisionPrefix = row.divisionPrefix === '' ? office.division_prefix : row.divisionPrefix
  const wanted = { officeId: office.office_id, role, divisionPrefix, validFrom: from, validTo: null }
  const has = held.some(
    (post) =>
      post.office_id === office.office_id &&
      post.role === role &&
      (post.valid_to === null || post.valid_to >= act.legalOn),
  )
  if (has) return line('none', [])
  const wrong = [
    ...(await refusalsOfWanted(db, act, pack, wanted, held)),
    ...(account === undefined ? [] : closedRefusals(account, act, pack)),
  ]
  if (wrong.length > 0) return line('fault', ['post'])
  return line(account === undefined ? 'joins' : 'post', [], wanted)
}

function lineOf({ row, name, idNumber, effect, leftOn, faults }: Planned): RosterLine {
  return { row, name, idNumber, effect, leftOn, faults }
}
