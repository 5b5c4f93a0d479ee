import { join } from 'node:path'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import { dropName, placeFile, type DropHooks } from '@anju/exchange/file-drop.ts'
import { verifyPackage, type Door, type VerifiedPackage } from '@anju/exchange/package.ts'
import { readPeers, type Peer } from '@anju/exchange/peer.ts'
import type { Opened } from '@anju/exchange/rejection.ts'
import { DROP_FOLDERS, NODES, ordersStream, resultsStream } from '@anju/exchange/stream-name.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { City, Deps } from '../deps.ts'
import { ensureStreams } from '../store/exchange.ts'

/** The registry's end of the boundary: the folders, whom it trusts, and the cities whose cases cross. */
export type ExchangeNode = {
  readonly deps: Deps
  readonly now: () => string
  /** Trusted identities of the card service, the current one first. */
  readonly police: readonly [Peer, ...Peer[]]
  readonly cities: readonly City[]
  readonly arriving: string
  readonly leaving: string
  readonly archive: string
  readonly quarantine: string
  readonly beatMs: number
}

/** How often the police hear how far we are with their results, also when nothing happens. */
export const BEAT_MS = 5 * 60_000

export type NodePlan = {
  readonly exchange: string
  readonly peers: string
  readonly now: () => string
  readonly beatMs?: number
  /** How many days handled files stay in the archive; without it they stay. */
  readonly archiveDays?: number
}

/**
 * Opens the registry's end.
 * @throws Error with the way out when no card service is trusted yet
 */
export async function openExchangeNode(
  deps: Deps,
  { exchange, peers, now, beatMs = BEAT_MS }: NodePlan,
): Promise<ExchangeNode> {
  const [current, ...others] = await readPeers(peers, 'card-service')
  if (current === undefined)
    throw new Error(
      `No card service is trusted yet: ${peers} has no card-service.json. Bring its public identity here first.`,
    )
  const cities = [...deps.cities.values()].filter((city) => mayCross(deps, city, now()))
  for (const { city, pool } of cities) await ensureStreams(pool, { out: ordersStream(city), in: resultsStream(city) })
  const side = (name: string) => join(exchange, name)
  return {
    deps,
    now,
    police: [current, ...others],
    cities,
    arriving: side(DROP_FOLDERS.toRegistry),
    leaving: side(DROP_FOLDERS.toCardService),
    archive: join(exchange, 'archive', DROP_FOLDERS.toRegistry),
    quarantine: join(exchange, 'quarantine', DROP_FOLDERS.toRegistry),
    beatMs,
  }
}

/** Whether any pack of the city, of the past or to come, sends cases across; where none does, there is no stream. */
export function mayCross(deps: Deps, city: City, at: string): boolean {
  const packs = deps.packs.filter((pack) => pack.jurisdiction === city.jurisdiction)
  const known = packs.length > 0 ? packs : [packInForce(deps.packs, city.jurisdiction, civilDateOf(at))]
  return known.some((pack) => pack.workflow.application.path.value.includes('export'))
}

/** A way in for one stream of one city. */
export type CityDoor = Door & { readonly city: City; readonly brings: 'results' | 'answers' }

/** The doors of a city: the results of the police, and their answers to our orders. */
export function doorsOf({ police }: ExchangeNode, city: City): readonly CityDoor[] {
  const door = {
    city,
    from: NODES.cardService,
    to: NODES.registry,
    senderPublicKeys: police.map((peer) => peer.signingPublicKey),
  }
  return [
    { ...door, brings: 'results', stream: resultsStream(city.city), schemas: ['results/1'] },
    { ...door, brings: 'answers', stream: ordersStream(city.city), schemas: ['receipt/1', 'status/1'] },
  ]
}

export type AtDoor = { readonly verified: VerifiedPackage; readonly door: CityDoor }

/** Finds the door a file is meant for: the stream it names is believed only once the first door asked has checked the signature. */
export function verifyAtDoor(file: Uint8Array, doors: readonly CityDoor[]): Opened<AtDoor> {
  const [first] = doors
  if (first === undefined) throw new Error('No door: no city crosses the boundary')
  const asked = verifyPackage(file, first)
  if (asked.ok) return { ok: true, value: { verified: asked.value, door: first } }
  const meant = asked.code === 'wrong-stream' ? doors.find((door) => door.stream === asked.detail) : undefined
  if (meant === undefined) return asked
  const verified = verifyPackage(file, meant)
  return verified.ok ? { ok: true, value: { verified: verified.value, door: meant } } : verified
}

/**
 * The head of everything we send.
 * @param expects the next number we expect from the police
 * @param checkpoint how our ledger stands, for the police to witness
 */
export function envelope(
  { deps, police, now }: ExchangeNode,
  stream: string,
  expects: number,
  checkpoint: string | null = null,
) {
  return {
    stream,
    packageId: deps.newId(),
    recordId: deps.newId(),
    from: NODES.registry,
    to: NODES.cardService,
    createdAt: now(),
    signer: deps.crypto,
    receiverEncryptionPublicKey: police[0].encryptionPublicKey,
    expects,
    checkpoint,
  } as const
}

export function hooksOf({ deps }: ExchangeNode): DropHooks {
  return { onBeforeRename: () => deps.failpoint('before-rename'), onAfterRename: () => deps.failpoint('after-rename') }
}

/** Places a file for the police. The same bytes always take the same name, so placing them again adds nothing. */
export async function placeForPolice(node: ExchangeNode, stream: string, seq: number, bytes: Buffer): Promise<void> {
  await placeFile(node.leaving, dropName({ stream, seq, random: sm3Hex(bytes).slice(0, 16) }), bytes, hooksOf(node))
}
