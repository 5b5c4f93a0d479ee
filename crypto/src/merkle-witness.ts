import { isSignedByLog, NOTE_CHARACTERS_MAX, parseNote, type CheckpointNote } from './merkle-checkpoint.ts'
import { DIGEST_BYTES, verifyConsistency, type TreeHead } from './merkle-log.ts'

/**
 * What a log hands to a witness: the size the witness is thought to hold, a proof from there, and the new checkpoint. Laid out
 * as the request of C2SP tlog-witness:
 *
 *     old 1042
 *     hash in base64 (none, or one a line)
 *
 *     note
 */
export type WitnessRequest = { readonly oldSize: number; readonly proof: readonly Buffer[]; readonly note: string }

/** The name under which an office outside signs, where no police network does or beside it. */
export const OFFICE_WITNESS = 'records-office'

/** A proof over 2^63 leaves has no more hashes. */
const PROOF_HASHES_MAX = 63
const HEAD = /^old (0|[1-9][0-9]{0,15})\n((?:[A-Za-z0-9+/]{43}=\n)*)$/

export function witnessRequestText({ oldSize, proof, note }: WitnessRequest): string {
  return `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`
}

/** Takes a request apart without believing it; undefined when it is none. */
export function parseWitnessRequest(text: string): WitnessRequest | undefined {
  const end = text.indexOf('\n\n')
  if (end < 0 || text.length - end > NOTE_CHARACTERS_MAX) return undefined
  const [, oldSize = '', hashes = ''] = HEAD.exec(text.slice(0, end + 1)) ?? []
  const proof = hashes
    .split('\n')
    .slice(0, -1)
    .map((hash) => Buffer.from(hash, 'base64'))
  if (oldSize === '' || !Number.isSafeInteger(Number(oldSize)) || proof.length > PROOF_HASHES_MAX) return undefined
  if (!proof.every((hash) => hash.length === DIGEST_BYTES)) return undefined
  return { oldSize: Number(oldSize), proof, note: text.slice(end + 2) }
}

/** What a witness does with a checkpoint that is put before it. */
export type WitnessDecision =
  | { readonly act: 'sign'; readonly note: CheckpointNote }
  /** Nothing wrong, nothing to sign: it is older than what is held, or the proof starts elsewhere and a better one will come. */
  | { readonly act: 'wait' }
  /** Not of this log at all. */
  | { readonly act: 'refuse' }
  /** Signed by the log, and no continuation of what it signed before: its history was changed. Keep both. */
  | { readonly act: 'contradicts'; readonly note: CheckpointNote }

/**
 * Whether a witness may sign a checkpoint: it must come from the log, and continue the newest one that the witness holds. The
 * first one is taken as it comes.
 */
export function decideWitness(
  text: string,
  {
    origin,
    publicKeys,
    held,
  }: { readonly origin: string; readonly publicKeys: readonly string[]; readonly held: TreeHead | undefined },
): WitnessDecision {
  const request = parseWitnessRequest(text)
  const note = request === undefined ? undefined : parseNote(request.note)
  if (
    request === undefined ||
    note === undefined ||
    note.checkpoint.origin !== origin ||
    !isSignedByLog(note, publicKeys)
  )
    return { act: 'refuse' }
  const { checkpoint } = note
  if (held === undefined) return { act: 'sign', note }
  if (checkpoint.size < held.size) return { act: 'wait' }
  if (checkpoint.size === held.size) return { act: checkpoint.root.equals(held.root) ? 'sign' : 'contradicts', note }
  if (request.oldSize !== held.size) return { act: 'wait' }
  return { act: verifyConsistency(held, checkpoint, request.proof) ? 'sign' : 'contradicts', note }
}
