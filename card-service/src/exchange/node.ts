import { DROP_FOLDERS, NODES, ordersStream, resultsStream } from '@anju/exchange/stream-name.ts'
import type { Door } from '@anju/exchange/package.ts'
import { verifyPackage } from '@anju/exchange/package.ts'
import type { VerifiedPackage } from '@anju/exchange/package.ts'
import type { Opened } from '@anju/exchange/rejection.ts'
import { join } from 'node:path'

import type { Deps } from '../deps.ts'
import type { OrderingCity } from '../store/city.ts'

/** The folders of the exchange, seen from here. Both sides of a move lie in one file system. */
export type DropFolders = {
  readonly arriving: string
  readonly leaving: string
  readonly archive: string
  readonly quarantine: string
}

export function dropFolders(exchange: string): DropFolders {
  return {
    arriving: join(exchange, DROP_FOLDERS.toCardService),
    leaving: join(exchange, DROP_FOLDERS.toRegistry),
    archive: join(exchange, 'archive', DROP_FOLDERS.toCardService),
    quarantine: join(exchange, 'quarantine', DROP_FOLDERS.toCardService),
  }
}

/** What the exchange works with. @property beatMs how often the registry hears how far we are, also when nothing happens */
export type Exchange = {
  readonly deps: Deps
  readonly folders: DropFolders
  readonly beatMs: number
  readonly legalDay: () => Promise<string>
}

/** A way in for one stream of one city. */
export type CityDoor = Door & { readonly city: OrderingCity }

/** The doors of a city: its orders, and the answers to our results. */
export function doorsOf(deps: Deps, city: OrderingCity): readonly CityDoor[] {
  const door = {
    city,
    from: NODES.registry,
    to: NODES.cardService,
    senderPublicKeys: deps.registry.map((peer) => peer.signingPublicKey),
  }
  return [
    { ...door, stream: ordersStream(city.city), schemas: ['orders/1'] },
    { ...door, stream: resultsStream(city.city), schemas: ['receipt/1', 'status/1'] },
  ]
}

export type AtDoor = { readonly verified: VerifiedPackage; readonly door: CityDoor }

/**
 * Finds the door a file is meant for. The stream it names is believed only after the signature was checked: the first door
 * asked checks that, and says which stream the signed manifest names.
 */
export function verifyAtDoor(file: Uint8Array, doors: readonly CityDoor[]): Opened<AtDoor> {
  const [first] = doors
  if (first === undefined) throw new Error('No door: no city is served')
  const asked = verifyPackage(file, first)
  if (asked.ok) return { ok: true, value: { verified: asked.value, door: first } }
  const meant = asked.code === 'wrong-stream' ? doors.find((door) => door.stream === asked.detail) : undefined
  if (meant === undefined) return asked
  const verified = verifyPackage(file, meant)
  return verified.ok ? { ok: true, value: { verified: verified.value, door: meant } } : verified
}

/** The head of every answer we send about a stream. */
export function answerEnvelope(deps: Deps, stream: string, expects: number) {
  const [registry] = deps.registry
  if (registry === undefined) throw new Error('No registry to answer to: its public keys were never exchanged')
  return {
    stream,
    packageId: deps.newId(),
    recordId: deps.newId(),
    from: NODES.cardService,
    to: NODES.registry,
    createdAt: deps.now(),
    signer: deps.crypto,
    receiverEncryptionPublicKey: registry.encryptionPublicKey,
    expects,
    checkpoint: null,
  } as const
}
