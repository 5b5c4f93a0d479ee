import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import {
  checkpointBody,
  checkpointOrigin,
  checkpointSignedBytes,
  isSignedByLog,
  noteOf,
  parseNote,
  signatureLine,
} from '@anju/crypto/merkle-checkpoint.ts'
import { appendLeaves, EMPTY_FRONTIER, frontierRoot, type Frontier, type Subtree } from '@anju/crypto/merkle-log.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { equalDigests } from '@anju/crypto/sm3.ts'
import type { City, Deps } from '../deps.ts'
import {
  findNewestCheckpoint,
  frontierOf,
  listLeaves,
  recordCheckpoint,
  type CheckpointRow,
  type SealedLeaf,
} from '../store/checkpoint.ts'
import { takeLease } from '../store/lease.ts'
import { readStructure } from '../store/structure.ts'
import type { Job } from './loop.ts'

/** How old the newest checkpoint may be while something new waits; well within the minute that is promised. */
export const CHECKPOINT_MS = 10_000
const LEAVES_MAX = 20_000
const POLL_MS = 1_000
const LEASE_MS = 10_000
/** Subtrees of every eighth level are kept: 256 leaves, 65 536 leaves … */
const KEPT_LEVELS = 8

/**
 * Signs how the log of a city stands, when there is something new and the last checkpoint is old enough. It takes the
 * sealer's lease and reads only the leaves since the last checkpoint, whose own signature it checks first: a log that was
 * changed behind is not signed over. Commands never wait for it; they touch none of these rows.
 *
 * @param everyMs - 0 signs at once
 * @returns how many leaves the new checkpoint covers that the last one did not; 0 when none was due
 * @throws Error when the last checkpoint or the numbers of the leaves are not what the sealer left
 */
export async function sealCheckpoint(
  deps: Pick<Deps, 'crypto'>,
  city: City,
  holder: string,
  at: string,
  everyMs: number = CHECKPOINT_MS,
): Promise<number> {
  return city.pool.transact(NO_SCOPE, async (tx) => {
    const newest = await findNewestCheckpoint(tx)
    const sinceMs = newest === undefined ? everyMs : Date.parse(at) - Date.parse(newest.sealed_at)
    if (sinceMs >= 0 && sinceMs < everyMs) return 0
    const leaves = await listLeaves(tx, newest?.size ?? 0, LEAVES_MAX)
    if (leaves.length === 0) return 0
    const until = new Date(Date.parse(at) + LEASE_MS).toISOString()
    if (!(await takeLease(tx, { name: 'ledger-sealer', holder, at, until }))) return 0
    // Another sealer may have signed while this one waited for the row.
    if ((await findNewestCheckpoint(tx))?.size !== newest?.size) return 0
    const subtrees: (Subtree & { readonly hash: Buffer })[] = []
    const frontier = appendLeaves(
      goOnFrom(deps.crypto, city.city, newest),
      inOrder(city.city, leaves, newest),
      (subtree, hash) => {
        if (subtree.level % KEPT_LEVELS === 0) subtrees.push({ ...subtree, hash })
      },
    )
    const structure = await readStructure(tx)
    const { size } = frontier
    const root = frontierRoot(frontier)
    const { note } = signedNote(deps.crypto, city.city, { size, root, at, structure: structure.sm3 })
    await recordCheckpoint(tx, { size, root, note, frontier, structure, subtrees, at })
    return leaves.length
  })
}

/** The job that seals checkpoints of a city. A log that is far behind catches up without the pause between two. */
export function checkpointJob(deps: Pick<Deps, 'crypto'>, city: City, holder: string, now: () => string): Job {
  let isBehind = false
  return {
    name: `checkpoint ${city.city}`,
    everyMs: POLL_MS,
    async run() {
      const covered = await sealCheckpoint(deps, city, holder, now(), isBehind ? 0 : CHECKPOINT_MS)
      isBehind = covered === LEAVES_MAX
      return isBehind
    },
  }
}

/** A note signed by this registry for the log of a city. */
export function signedNote(
  crypto: Pick<CryptoProvider, 'identity' | 'sign'>,
  city: string,
  head: { readonly size: number; readonly root: Buffer; readonly at: string; readonly structure: string },
): { readonly note: string; readonly body: string } {
  const origin = checkpointOrigin(city)
  const kid = crypto.identity.signingKid
  const body = checkpointBody({ ...head, origin, kid })
  return { body, note: noteOf(body, [signatureLine(origin, kid, crypto.sign(checkpointSignedBytes(body)))]) }
}

/** The frontier of the last checkpoint, once its signature and its root have shown that it is the one that was sealed. */
function goOnFrom(
  crypto: Pick<CryptoProvider, 'signingKeys'>,
  city: string,
  newest: CheckpointRow | undefined,
): Frontier {
  if (newest === undefined) return EMPTY_FRONTIER
  const note = parseNote(newest.note)
  const frontier = frontierOf(newest)
  const isOurs =
    note !== undefined &&
    note.checkpoint.origin === checkpointOrigin(city) &&
    note.checkpoint.size === newest.size &&
    equalDigests(note.checkpoint.root, frontierRoot(frontier)) &&
    isSignedByLog(
      note,
      // The one before may be of a key that was retired since.
      crypto.signingKeys.map(({ publicKey }) => publicKey),
    )
  if (!isOurs)
    throw new Error(
      `Checkpoint ${newest.size} of ${city} is not the one that was sealed: nothing is sealed; run verify`,
    )
  return frontier
}

function inOrder(city: string, leaves: readonly SealedLeaf[], newest: CheckpointRow | undefined): readonly Buffer[] {
  const from = newest?.size ?? 0
  const wrong = leaves.find(({ seq }, n) => seq !== from + n)
  if (wrong !== undefined)
    throw new Error(`The log of ${city} has a gap before leaf ${wrong.seq}: nothing is sealed; run verify`)
  return leaves.map(({ leaf }) => leaf)
}
