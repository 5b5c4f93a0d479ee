import { cosignedBytes, parseNote, signatureLine } from '@anju/crypto/merkle-checkpoint.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import { generateSm2KeyPair, sm2Sign } from '@anju/crypto/sm2.ts'
import type { ApplicationEvent } from '@anju/domain/application/application-machine.ts'
import type { RegistrationState } from '@anju/domain/registration/registration-machine.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { readMigrations } from '@anju/platform/database/migrate.ts'
import type { Check } from '@anju/server/command/verify-finding.ts'
import { POLICE_WITNESS, type Anchor } from '@anju/server/command/verify-head.ts'
import { verifyLedger, type Verification } from '@anju/server/command/verify-ledger.ts'
import type { City } from '@anju/server/deps.ts'
import { findNewestCheckpoint, recordCosignature } from '@anju/server/store/checkpoint.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { Client } from 'pg'
import { checkout } from '@anju/dev/checkout.ts'
import { join } from 'node:path'
import { driveApplicationEvents } from './application-driver.ts'
import { takeBackup, type Tampered, type Tamperer } from './ledger-tamper.ts'
import { enterSealedRows } from './enter-sealed-rows.ts'
import { driveRegistrations } from './registration-driver.ts'
import { openRegistryHouse, type RegistryHouse } from './registry-house.ts'

const TODAY = '2016-07-18'
const CITY = 'foshan'

/** A city in which people registered, applied and got their cards, sealed and countersigned; and somebody who rules its tables. */
export type TamperedCity = {
  readonly house: RegistryHouse
  readonly city: City
  /** The signing key of whoever countersigned, in the place of the police. */
  readonly witnessKey: string
  /** Rows of the ledger. */
  readonly events: number
  /** Bends one thing, verifies, and undoes it. */
  attempt(
    tamper: (tamperer: Tamperer) => Promise<Tampered>,
    random: () => number,
    options?: { readonly without?: readonly Check[]; readonly withAnchors?: boolean },
  ): Promise<{ readonly tampered: Tampered; readonly verification: Verification; readonly tookMs: number }>
  verify(): Promise<Verification>
  close(): Promise<void>
}

const CASES: readonly (readonly ApplicationEvent[])[] = [
  [
    'accept',
    'verify-true',
    'approve',
    'export',
    'acknowledge',
    'produce',
    'dispatch',
    'receive',
    'notify',
    'hand-over',
  ],
  ['accept', 'verify-false', 'refuse'],
  ['accept', 'verify-true', 'approve'],
  ['withdraw'],
]
const STATES: readonly RegistrationState[] = ['active', 'ended', 'recorded', 'unreached', 'visited']

export async function openTamperedCity(): Promise<TamperedCity> {
  const house = await openRegistryHouse()
  const { deps } = house.registry
  const city = deps.cities.get(CITY)
  if (city === undefined) throw new Error('No such city')
  const client = await superuser(house.registry.database.url)
  const witness = generateSm2KeyPair()
  const applications = await driveApplicationEvents(house, CITY, TODAY)
  const registrations = await driveRegistrations(house, TODAY)
  let clock = Date.now() - 60_000
  const seal = async () => {
    clock += 20_000
    const at = new Date(clock).toISOString()
    while ((await sealLedger(city, 'test', at)) > 0);
    await sealCheckpoint(deps, city, 'test', at, 0)
  }
  const cosign = async () => {
    const newest = await city.pool.look(NO_SCOPE, findNewestCheckpoint)
    const note = newest === undefined ? undefined : parseNote(newest.note)
    if (newest === undefined || note === undefined) throw new Error('No checkpoint to sign')
    const line = signatureLine(
      POLICE_WITNESS,
      publicKeyId(witness.publicKey),
      sm2Sign(cosignedBytes(note.body), witness),
    )
    await city.pool.transact(NO_SCOPE, (tx) =>
      recordCosignature(tx, { size: newest.size, witness: POLICE_WITNESS, line, at: new Date(clock).toISOString() }),
    )
    return `${newest.note}${line}\n`
  }
  const backups: string[] = []
  for (const [round, state] of STATES.entries()) {
    await registrations.make(state)
    for (const events of CASES.slice(0, 1 + (round % CASES.length))) await applications.make('complete', events)
    await seal()
    await cosign()
    if (round < STATES.length - 1) {
      backups.push(`backup_${round}`)
      await takeBackup(client, `backup_${round}`)
    }
  }
  await enterSealedRows(house.registry)
  await seal()
  const anchors: readonly Anchor[] = [{ name: 'the checkpoint that the police hold', note: await cosign() }]
  // The last events wait for the sealer.
  await registrations.make('active')
  const migrations = await readMigrations(join(checkout, 'server/migrations/city'))
  const at = new Date().toISOString()
  const db: Db = {
    scope: NO_SCOPE,
    read: async <R extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query<R>(sql, [...parameters])).rows,
  }
  const verify = (without: readonly Check[] = [], withAnchors = true) =>
    verifyLedger(db, {
      city: CITY,
      crypto: deps.crypto,
      registryKeys: [deps.crypto.identity.signingPublicKey],
      witnessKeys: [witness.publicKey],
      anchors: withAnchors ? anchors : [],
      migrations,
      at,
      without,
    })
  const counted = await client.query<{ n: number }>('select count(*)::int as n from ledger')
  return {
    house,
    city,
    witnessKey: witness.publicKey,
    events: counted.rows[0]?.n ?? 0,
    async attempt(tamper, random, { without = [], withAnchors = true } = {}) {
      await client.query('begin')
      try {
        const tampered = await tamper({ client, crypto: deps.crypto, random, backups })
        const startedMs = performance.now()
        const verification = await verify(without, withAnchors)
        return { tampered, verification, tookMs: performance.now() - startedMs }
      } finally {
        await client.query('rollback')
      }
    },
    verify: () => verify(),
    async close() {
      await client.end()
      await house.close()
    },
  }
}

/** Named statements would outlive the tables they were made for. */
async function superuser(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, options: `-c search_path=${CITY},shared` })
  await client.connect()
  return client
}
