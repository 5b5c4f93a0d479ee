import { publicKeyId } from './key-set.ts'
import { DIGEST_BYTES, type TreeHead } from './merkle-log.ts'
import { SM2_SIGNATURE_BYTES, sm2Verify } from './sm2.ts'

/**
 * A checkpoint says how a log stands, as a text that can be printed, copied by hand and kept anywhere:
 *
 *     anju/foshan
 *     1042
 *     root in base64
 *     time 2016-01-01T00:00:00.000Z
 *     key 0123456789abcdef
 *     structure (64 hex)
 *
 *     — anju/foshan base64(4 bytes of the key's id ‖ 64 bytes SM2)
 *     — card-service base64(…)
 *
 * The body and the signature lines are laid out as C2SP tlog-checkpoint and signed-note have it; hash and signature are
 * SM3 and SM2. A witness signs the same body under another label, so neither signature can be shown for the other.
 */
export type Checkpoint = TreeHead & {
  /** Which log: one for each city. */
  readonly origin: string
  /** System instant of sealing. */
  readonly at: string
  /** Id of the key that signed it, 16 hex characters. */
  readonly kid: string
  /** SM3 over the description of how the tables were built, 64 hex characters. */
  readonly structure: string
}

export type NoteSignature = { readonly name: string; readonly keyHint: string; readonly signature: Buffer }
export type CheckpointNote = {
  readonly checkpoint: Checkpoint
  readonly body: string
  readonly signatures: readonly NoteSignature[]
}

/** More is no checkpoint of ours; it would not fit beside a proof in the head of a package. */
export const NOTE_CHARACTERS_MAX = 2_000
const BODY =
  /^([a-z0-9][a-z0-9./-]{0,99})\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\nkey ([0-9a-f]{16})\nstructure ([0-9a-f]{64})\n$/
const LINE = /^— ([a-z0-9][a-z0-9./-]{0,99}) ([A-Za-z0-9+/]{91}=)$/
const KEY_HINT_BYTES = 4

export function checkpointOrigin(city: string): string {
  return `anju/${city}`
}

/** The text that is signed. Throws RangeError for a checkpoint that nobody could read again. */
export function checkpointBody({ origin, size, root, at, kid, structure }: Checkpoint): string {
  const body = `${origin}\n${size}\n${root.toString('base64')}\ntime ${at}\nkey ${kid}\nstructure ${structure}\n`
  if (!BODY.test(body)) throw new RangeError('Not a checkpoint that can be written')
  return body
}

/** What the log signs. */
export function checkpointSignedBytes(body: string): Buffer {
  return Buffer.from(`anju:checkpoint:v1\0${body}`)
}

/** What a witness signs: that it holds this checkpoint, and nothing that contradicts it. */
export function cosignedBytes(body: string): Buffer {
  return Buffer.from(`anju:checkpoint-witness:v1\0${body}`)
}

/** One line of a note. @param kid - id of the key, of which the line carries the first four bytes as a hint */
export function signatureLine(name: string, kid: string, signature: Buffer): string {
  const line = `— ${name} ${Buffer.concat([Buffer.from(kid, 'hex').subarray(0, KEY_HINT_BYTES), signature]).toString('base64')}`
  if (!LINE.test(line)) throw new RangeError('Not a signature line that can be written')
  return line
}

export function noteOf(body: string, lines: readonly string[]): string {
  return `${body}\n${lines.map((line) => `${line}\n`).join('')}`
}

/** Takes a note apart without believing it; undefined when it is none. */
export function parseNote(text: string): CheckpointNote | undefined {
  if (text.length > NOTE_CHARACTERS_MAX) return undefined
  const end = text.indexOf('\n\n')
  if (end < 0 || !text.endsWith('\n')) return undefined
  const body = text.slice(0, end + 1)
  const [, origin = '', size = '', root = '', at = '', kid = '', structure = ''] = BODY.exec(body) ?? []
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, 'base64'), at, kid, structure }
  if (origin === '' || !Number.isSafeInteger(checkpoint.size) || checkpoint.root.length !== DIGEST_BYTES)
    return undefined
  if (checkpoint.root.toString('base64') !== root) return undefined
  const signatures = text
    .slice(end + 2, -1)
    .split('\n')
    .map(parseLine)
  return signatures.every((each) => each !== undefined) ? { checkpoint, body, signatures } : undefined
}

function parseLine(line: string): NoteSignature | undefined {
  const [, name = '', encoded = ''] = LINE.exec(line) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length !== KEY_HINT_BYTES + SM2_SIGNATURE_BYTES || bytes.toString('base64') !== encoded) return undefined
  return { name, keyHint: bytes.toString('hex', 0, KEY_HINT_BYTES), signature: bytes.subarray(KEY_HINT_BYTES) }
}

/** Whether the log itself signed it, with one of these keys and the one it names. */
export function isSignedByLog(
  { checkpoint, body, signatures }: CheckpointNote,
  publicKeys: readonly string[],
): boolean {
  const key = publicKeys.find((each) => publicKeyId(each) === checkpoint.kid)
  if (key === undefined) return false
  return signatures.some(
    ({ name, keyHint, signature }) =>
      name === checkpoint.origin &&
      checkpoint.kid.startsWith(keyHint) &&
      sm2Verify(checkpointSignedBytes(body), signature, key),
  )
}

/** Whether a witness of that name signed it too, with one of these keys. */
export function isCosignedBy(
  { body, signatures }: CheckpointNote,
  witness: string,
  publicKeys: readonly string[],
): boolean {
  return signatures.some(
    ({ name, keyHint, signature }) =>
      name === witness &&
      publicKeys.some((key) => publicKeyId(key).startsWith(keyHint) && sm2Verify(cosignedBytes(body), signature, key)),
  )
}
