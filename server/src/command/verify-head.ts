import {
  checkpointOrigin,
  isCosignedBy,
  isSignedByLog,
  parseNote,
  type CheckpointNote,
} from '@anju/crypto/merkle-checkpoint.ts'
import { appendLeaves, EMPTY_FRONTIER, frontierRoot, type Frontier } from '@anju/crypto/merkle-log.ts'
import { wasRetiredAt, type SigningKeyLife } from '@anju/crypto/key-list.ts'
import { equalDigests } from '@anju/crypto/sm3.ts'
import { OFFICE_WITNESS } from '@anju/crypto/merkle-witness.ts'
import type { AuditedCheckpoint } from '../store/checkpoint-audit.ts'
import type { Check, Finding } from './verify-finding.ts'

/** How the log stood at a size, as somebody said it. */
export type Head = {
  readonly size: number
  readonly root: Buffer
  readonly check: Check
  readonly whose: string
  /** What our own row keeps to go on from there. */
  readonly frontier?: Buffer
}

/** A note from outside: what an auditor printed, or what the police hold. */
export type Anchor = { readonly name: string; readonly note: string }

export type HeadKeys = {
  readonly city: string
  readonly registryKeys: readonly string[]
  readonly witnessKeys: readonly string[]
  /** When each key signed; a checkpoint of a later day under a retired one is none of ours. */
  readonly keyLives?: readonly SigningKeyLife[]
}

/** The witness beside the registry itself. */
export const POLICE_WITNESS = 'card-service'

/** Checks the notes of our own checkpoints: signed by us, for this city, and saying what the row says. */
export function headsOfCheckpoints(
  keys: HeadKeys,
  rows: readonly AuditedCheckpoint[],
): { readonly heads: readonly Head[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const heads: Head[] = []
  for (const row of rows) {
    const say = (what: string, column: string, table = 'checkpoint') =>
      findings.push({ check: 'checkpoint', table, what: `checkpoint of size ${row.size}: ${what}`, column })
    const note = parseNote(row.note)
    if (note === undefined || !isOurs(keys, note)) {
      say('its note was not signed by this registry', 'note')
      continue
    }
    const { checkpoint } = note
    if (checkpoint.size !== row.size) say(`its note says ${checkpoint.size}`, 'size')
    if (!equalDigests(checkpoint.root, row.root)) say('not the root of its note', 'root')
    if (checkpoint.at !== row.sealed_at) say(`its note says ${checkpoint.at}`, 'sealed_at')
    if (checkpoint.structure !== row.structure_sm3.toString('hex'))
      say('not the structure of its note', 'structure_sm3')
    for (const line of row.cosignatures) {
      const cosigned = parseNote(`${row.note}${line}\n`)
      const isGiven = [POLICE_WITNESS, OFFICE_WITNESS].some(
        (witness) => cosigned !== undefined && isCosignedBy(cosigned, witness, keys.witnessKeys),
      )
      if (!isGiven) say('a countersignature that no witness gave', 'line', 'checkpoint_cosignature')
    }
    heads.push({
      size: checkpoint.size,
      root: checkpoint.root,
      check: 'checkpoint',
      whose: 'checkpoint',
      frontier: row.frontier,
    })
  }
  return { heads, findings }
}

/** Checks notes from outside. One that we never signed says nothing of our log, and is told as such. */
export function headsOfAnchors(
  keys: HeadKeys,
  anchors: readonly Anchor[],
): { readonly heads: readonly Head[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const heads: Head[] = []
  for (const { name, note: text } of anchors) {
    const note = parseNote(text)
    if (note === undefined || !isOurs(keys, note)) {
      findings.push({
        check: 'anchor',
        table: 'checkpoint',
        what: `${name} is no checkpoint signed by this registry for ${keys.city}`,
      })
      continue
    }
    heads.push({ size: note.checkpoint.size, root: note.checkpoint.root, check: 'anchor', whose: name })
  }
  return { heads, findings }
}

function isOurs({ city, registryKeys, keyLives = [] }: HeadKeys, { checkpoint, ...note }: CheckpointNote): boolean {
  const life = keyLives.find(({ kid }) => kid === checkpoint.kid)
  if (life !== undefined && wasRetiredAt(life, checkpoint.at)) return false
  return checkpoint.origin === checkpointOrigin(city) && isSignedByLog({ checkpoint, ...note }, registryKeys)
}

/** Follows a log leaf by leaf and compares it with every head on the way. */
export class HeadChecker {
  #heads: readonly Head[] = []
  readonly #findings: Finding[] = []
  readonly #wrong = new Set<string>()
  #frontier: Frontier = EMPTY_FRONTIER
  #next = 0
  #goodUpTo = 0
  #isWhole = true

  /** Heads to compare with on the way; those of sizes that are past were never said to lie ahead. */
  add(heads: readonly Head[]): void {
    const ahead = heads.filter(({ size }) => size > this.#frontier.size)
    this.#heads = [...this.#heads.slice(this.#next), ...ahead].toSorted((a, b) => a.size - b.size)
    this.#next = 0
  }

  /** Takes the next leaves, in order. */
  take(leaves: readonly Buffer[]): void {
    if (!this.#isWhole) return
    let taken = 0
    while (taken < leaves.length) {
      const stop = this.#heads[this.#next]?.size ?? Number.MAX_SAFE_INTEGER
      const until = Math.min(leaves.length, taken + stop - this.#frontier.size)
      this.#frontier = appendLeaves(this.#frontier, leaves.slice(taken, until))
      taken = until
      while (this.#heads[this.#next]?.size === this.#frontier.size) this.#compare()
    }
  }

  /** A place is missing: nothing after it can be compared, and the missing place is a finding of its own. */
  break(): void {
    this.#isWhole = false
  }

  /** @returns what is wrong, once the log has ended */
  end(): readonly Finding[] {
    const beyond = this.#heads.slice(this.#next)
    if (this.#isWhole && beyond.length > 0) {
      const last = beyond.at(-1)
      for (const check of new Set(beyond.map((head) => head.check))) {
        const largest = beyond.findLast((head) => head.check === check) ?? last
        this.#findings.push({
          check,
          table: 'ledger_leaf',
          what: `the log ends at ${this.#frontier.size}, and ${largest?.whose ?? ''} says it had ${largest?.size ?? 0}`,
          seq: this.#frontier.size,
        })
      }
    }
    return this.#findings
  }

  #compare(): void {
    const head = this.#heads[this.#next]
    if (head === undefined) return
    this.#next += 1
    const { size } = this.#frontier
    if (equalDigests(frontierRoot(this.#frontier), head.root)) {
      if (!this.#wrong.has('root')) this.#goodUpTo = size
      if (head.frontier !== undefined && !equalDigests(Buffer.concat(this.#frontier.peaks), head.frontier))
        this.#say(
          'checkpoint',
          'checkpoint',
          `checkpoint of size ${size}: sealing would go on from elsewhere`,
          'frontier',
        )
      return
    }
    // What follows a wrong leaf is wrong as well: the first head that differs says between which two it lies.
    if (this.#wrong.has(head.check)) return
    this.#wrong.add(head.check).add('root')
    this.#say(
      head.check,
      'ledger_leaf',
      `leaves ${this.#goodUpTo} to ${size - 1} are not those that ${head.whose} of size ${size} was signed over`,
    )
  }

  #say(check: Check, table: string, what: string, column?: string): void {
    this.#findings.push({ check, table, what, ...(column === undefined ? { seq: this.#goodUpTo } : { column }) })
  }
}
