import type { SigningKeyLife } from '@anju/crypto/key-list.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { APPLICATION_TRANSITIONS } from '@anju/domain/application/application-machine.ts'
import { REGISTRATION_TRANSITIONS } from '@anju/domain/registration/registration-machine.ts'
import { TRANSFER_TRANSITIONS } from '@anju/domain/transfer/transfer-machine.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import {
  findAnchorAge,
  listCheckpoints,
  listCheckpointsBeyond,
  listStructures,
  type AuditedCheckpoint,
} from '../store/checkpoint-audit.ts'
import {
  listLeafRows,
  listRowsAt,
  listRowsWithoutLeaf,
  listSignaturesAt,
  listSignaturesWithoutRow,
  listStanding,
  listWaiting,
  type AuditedRow,
  type AuditedSignature,
  type LeafRow,
  type StandingRow,
} from '../store/ledger-audit.ts'
import { ROW_SEALED } from '../store/row-seal.ts'
import { readStructure } from '../store/structure.ts'
import { verifyAuthority } from './verify-authority.ts'
import { findColumn, noneSeen, noteSeen } from './verify-column.ts'
import type { Check, Finding } from './verify-finding.ts'
import { HeadChecker, headsOfAnchors, headsOfCheckpoints, type Anchor } from './verify-head.ts'
import { checkRow, type RowKeys } from './verify-row.ts'
import { checkSeals } from './verify-seal.ts'
import { checkStructure, type KnownMigration } from './verify-structure.ts'
import { checkStreams } from './verify-stream.ts'
import { checkSubtrees } from './verify-subtree.ts'

export type Verifying = {
  readonly city: string
  readonly crypto: CryptoProvider
  readonly registryKeys: readonly string[]
  /** When each of them signed; without it no key is ever retired. */
  readonly keyLives?: readonly SigningKeyLife[]
  /** Public signing keys of the police, who countersign checkpoints. */
  readonly witnessKeys: readonly string[]
  /** Checkpoints that were kept outside this database. */
  readonly anchors: readonly Anchor[]
  readonly migrations: readonly KnownMigration[]
  /** By it the age of what waits is measured; without it nothing is too old. */
  readonly at?: string
  /** Checks left out: to show in a test what each is for. */
  readonly without?: readonly Check[]
}

export type Verification = {
  readonly findings: readonly Finding[]
  readonly notes: readonly string[]
  readonly leaves: number
  readonly waiting: number
  readonly signatures: number
  readonly checkpoints: number
  /** Events whose facts cannot be read because the person's key was destroyed. */
  readonly shredded: number
}

const PAGE = 1_000
const WAITING_MAX = 50_000
/** A leaf is sealed within the second and signed within the minute: twice that is too long. */
const WAITING_MS_MAX = 120_000
const UNANCHORED_MINUTES_MAX = 60

/**
 * Verifies the ledger of a city from the first event to the last: every row against its leaf, the log against every
 * checkpoint and anchor, signatures, facts, cases, structure. Reads only. It can run while the registry works.
 *
 * @param db - sees the whole city, at one instant (repeatable read)
 */
export async function verifyLedger(db: Db, verifying: Verifying): Promise<Verification> {
  const isOn = (check: Check) => verifying.without?.includes(check) !== true
  const outside = headsOfAnchors(verifying, verifying.anchors)
  const heads = new HeadChecker()
  if (isOn('anchor')) heads.add(outside.heads)
  const scan = new LedgerScan({ ...verifying, isOn })
  const findings: Finding[] = [...outside.findings]
  const checkpoints = await scanLog(db, verifying, { scan, heads, findings, isOn })
  const leaves = scan.leaves
  const waiting = await listWaiting(db, WAITING_MAX)
  await scan.take(db, waiting)
  findings.push(...heads.end(), ...scan.end(), ...(await strays(db)), ...(await checkSubtrees(db)))
  findings.push(
    ...(await standing(db, scan)),
    ...(await checkStreams(db)),
    ...backlog(verifying, waiting, leaves, checkpoints > 0),
  )
  findings.push(...(await unanchored(db)))
  if (isOn('seal')) findings.push(...(await checkSeals(db, verifying.crypto)))
  const authority = isOn('authority') ? await verifyAuthority(db, verifying) : { findings: [], notes: [] }
  findings.push(...authority.findings)
  const structure = checkStructure(await readStructure(db), await listStructures(db), verifying.migrations)
  findings.push(...structure.findings)
  return {
    findings: findings.filter(({ check }) => isOn(check)),
    notes: [...structure.notes, ...authority.notes],
    leaves,
    waiting: waiting.length,
    signatures: scan.signatures,
    checkpoints,
    shredded: scan.shredded,
  }
}

type Scanning = {
  readonly scan: LedgerScan
  readonly heads: HeadChecker
  readonly findings: Finding[]
  readonly isOn: (check: Check) => boolean
}

/** Goes through the log page by page, with the checkpoints over each. @returns how many checkpoints there are */
async function scanLog(db: Db, verifying: Verifying, { scan, heads, findings, isOn }: Scanning): Promise<number> {
  let checkpoints = 0
  const take = (rows: readonly AuditedCheckpoint[]) => {
    const ours = headsOfCheckpoints(verifying, rows)
    checkpoints += rows.length
    findings.push(...ours.findings)
    if (isOn('checkpoint')) heads.add(ours.heads)
  }
  for (let next = 0; ;) {
    const page = await listLeafRows(db, next, PAGE)
    const from = next
    for (const { seq } of page) {
      if (seq === null) continue
      if (seq !== next) {
        heads.break()
        findings.push({
          check: 'order',
          table: 'ledger_leaf',
          what: `the log has no ${next}${seq - 1 === next ? '' : ` to ${seq - 1}`}`,
          seq: next,
        })
      }
      next = seq + 1
    }
    take(await listCheckpoints(db, from, next))
    heads.take(page.map(({ leaf }) => leaf))
    await scan.take(db, page)
    scan.leaves += page.length
    if (page.length < PAGE) {
      take(await listCheckpointsBeyond(db, next, PAGE))
      return checkpoints
    }
  }
}

type Bent = { readonly row: AuditedRow; readonly leaf: LeafRow; readonly signature: AuditedSignature | undefined }

/** Takes places of the log with their rows and signatures, and keeps what later checks need. */
class LedgerScan {
  leaves = 0
  signatures = 0
  shredded = 0
  /** Of each case the last version seen, and the state it led to; null when that cannot be read. */
  readonly cases = new Map<string, { version: number; kind: string; to: string | undefined | null }>()
  readonly #keys: RowKeys
  readonly #findings: Finding[] = []
  readonly #bent: Bent[] = []
  readonly #seen = noneSeen()
  #mustHaveWriter = false

  constructor(keys: RowKeys) {
    this.#keys = keys
  }

  async take(db: Db, leaves: readonly LeafRow[]): Promise<void> {
    for (let from = 0; from < leaves.length; from += PAGE) await this.#takePage(db, leaves.slice(from, from + PAGE))
  }

  async #takePage(db: Db, leaves: readonly LeafRow[]): Promise<void> {
    const places = leaves.map((leaf) => ({ streamId: leaf.stream_id, version: leaf.stream_version }))
    const [rows, signatures] = await Promise.all([listRowsAt(db, places), listSignaturesAt(db, places)])
    const rowsAt = Map.groupBy(rows, (row) => `${row.stream_id}/${row.stream_version}`)
    const signatureAt = new Map(signatures.map((each) => [`${each.case_id}/${each.case_version}`, each]))
    this.signatures += signatures.length
    for (const leaf of leaves) {
      const place = `${leaf.stream_id}/${leaf.stream_version}`
      this.#takeOne(leaf, rowsAt.get(place) ?? [], signatureAt.get(place))
    }
  }

  #takeOne(leaf: LeafRow, rows: readonly AuditedRow[], signature: AuditedSignature | undefined): void {
    const place = {
      streamId: leaf.stream_id,
      version: leaf.stream_version,
      ...(leaf.seq === null ? {} : { seq: leaf.seq }),
    }
    const order = (what: string) => this.#findings.push({ check: 'order', table: 'ledger', what, ...place })
    if (rows.length === 0) order('the log has this event, and the row is gone')
    if (rows.length > 1) order(`${rows.length} rows for one event`)
    const known = this.cases.get(leaf.stream_id)
    // Seals take the version of their row: it may have begun before there were seals, or go on in another city.
    const isSealed = rows.length > 0 && rows.every((row) => row.kind === ROW_SEALED)
    const next = (known?.version ?? 0) + 1
    if (isSealed ? leaf.stream_version < next : leaf.stream_version !== next)
      order(`after version ${known?.version ?? 0} of the case comes ${leaf.stream_version}`)
    let to = rows.length === 0 ? null : known?.to
    let kind = ''
    for (const row of rows) {
      const checked = checkRow(this.#keys, row, leaf, signature, this.#mustHaveWriter)
      this.#findings.push(...checked.findings)
      if (checked.isBent) this.#bent.push({ row, leaf, signature })
      else noteSeen(this.#seen, row)
      this.#mustHaveWriter ||= checked.hasWriter
      if (checked.isShredded) this.shredded += 1
      if (checked.to !== undefined) to = checked.to
      kind = checked.isBent ? '' : row.kind
    }
    this.cases.set(leaf.stream_id, { version: leaf.stream_version, kind, to })
  }

  /** @returns what is wrong; by now all is known that helps to say which column was changed */
  end(): readonly Finding[] {
    const bent = this.#bent.map(({ row, leaf, signature }): Finding => {
      const found = findColumn(this.#keys, row, leaf, signature, this.#seen)
      return {
        check: 'leaf',
        table: 'ledger',
        what:
          found === undefined
            ? 'not what its leaf in the log covers, in several columns or with a value seen nowhere else'
            : `not what its leaf in the log covers; with ${found.before} it would be`,
        streamId: row.stream_id,
        version: row.stream_version,
        ...(leaf.seq === null ? {} : { seq: leaf.seq }),
        ...(found === undefined ? {} : { column: found.column }),
      }
    })
    return [...this.#findings, ...bent]
  }
}

async function strays(db: Db): Promise<readonly Finding[]> {
  const [rows, signatures] = await Promise.all([listRowsWithoutLeaf(db), listSignaturesWithoutRow(db)])
  return [
    ...rows.map(({ stream_id: streamId, version }): Finding => {
      const what = 'the log does not have this event, and it does not wait for it'
      return { check: 'order', table: 'ledger', what, streamId, version }
    }),
    ...signatures.map(({ stream_id: streamId, version }): Finding => {
      const what = 'a signature under an event that is not there'
      return { check: 'signature', table: 'signature', what, streamId, version }
    }),
  ]
}

/** Each case must stand where its last event left it. Events that lead to a state are those of cases with a row of their own. */
async function standing(db: Db, scan: LedgerScan): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const met = new Set<string>()
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await listStanding(db, after, PAGE)
    for (const { table, stream_id: streamId, version, state } of page) {
      const last = scan.cases.get(streamId)
      const say = (what: string, column: string) =>
        findings.push({ check: 'state', table, what, streamId, version, column })
      if (last?.version !== version) say(`the ledger has the case at version ${last?.version ?? 0}`, 'version')
      else if (typeof last.to === 'string' && last.to !== state)
        say(`its last event led to ${last.to}, and it stands at ${state}`, 'state')
      else if (!mayLeadTo(table, last.kind, state)) say(`${last.kind} never leads to ${state}`, 'state')
      met.add(streamId)
    }
    after = page.at(-1)?.stream_id ?? after
    if (page.length < PAGE) break
  }
  for (const [streamId, { version, to }] of scan.cases)
    if (typeof to === 'string' && !met.has(streamId))
      findings.push({
        check: 'state',
        table: 'registration or application',
        what: 'the row of the case is gone',
        streamId,
        version,
      })
  return findings
}

/** Where there is a witness at all, it must have signed within the hour before the newest checkpoint. */
async function unanchored(db: Db): Promise<readonly Finding[]> {
  const { sealed_at, signed_at, signed_size } = await findAnchorAge(db)
  if (sealed_at === null || signed_at === null || signed_size === null) return []
  const minutes = (Date.parse(sealed_at) - Date.parse(signed_at)) / 60_000
  if (minutes <= UNANCHORED_MINUTES_MAX) return []
  const what = `the police signed none of the last ${Math.floor(minutes)} minutes: does the exchange run?`
  return [{ check: 'backlog', table: 'checkpoint_cosignature', what, seq: signed_size }]
}

const MACHINES = {
  registration: REGISTRATION_TRANSITIONS,
  application: APPLICATION_TRANSITIONS,
  permit_transfer: TRANSFER_TRANSITIONS,
} as const

/** What follows by the machine of the case where an event does not tell its end; other events may have followed inside it. */
function mayLeadTo(table: StandingRow['table'], kind: string, state: string): boolean {
  const transitions: readonly { readonly event: string; readonly to: string }[] = MACHINES[table]
  const ends = transitions.filter(({ event }) => event === kind)
  return ends.length === 0 || ends.some(({ to }) => to === state)
}

function backlog(
  { at }: Verifying,
  waiting: readonly LeafRow[],
  leaves: number,
  isSigned: boolean,
): readonly Finding[] {
  if (at === undefined) return []
  const old = waiting.filter((leaf) => Date.parse(at) - Date.parse(leaf.at) > WAITING_MS_MAX)
  const [first] = old
  const findings: Finding[] = []
  if (first !== undefined)
    findings.push({
      check: 'backlog',
      table: 'ledger_pending',
      what: `${old.length} events wait to be sealed, since ${first.at}: no sealer works`,
      streamId: first.stream_id,
      version: first.stream_version,
    })
  if (leaves > 0 && !isSigned)
    findings.push({
      check: 'backlog',
      table: 'checkpoint',
      what: 'no checkpoint was ever signed, or all are gone',
      seq: 0,
    })
  return findings
}
