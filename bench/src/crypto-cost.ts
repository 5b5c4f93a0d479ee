import { generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CellAddress } from '@anju/crypto/cell.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { handOver } from '@anju/server/usecases/hand-over.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { driveApplicationEvents } from '@anju/tests/application-driver.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson, openRegistryHouse } from '@anju/tests/registry-house.ts'
import { describeMachine } from './machine-figures.ts'
import { writeResult } from './report.ts'

/**
 * What cryptography costs a command: the use case with everything on, beside the same with one part taken away, in turns in the
 * same run. The parts are taken away here, by the provider that is handed in; the product has no such switch.
 *
 * Run with `node dev/test.mjs`'s database or any other: `node bench/src/crypto-cost.ts [rounds]`.
 */

const ON = '2016-07-18'
const ROUNDS = Number(process.argv[2] ?? 8)
const PER_ROUND = 12
const HAND_OVERS = 8
const STEPS = [
  'accept',
  'verify-true',
  'approve',
  'export',
  'acknowledge',
  'produce',
  'dispatch',
  'receive',
  'notify',
] as const

type Variant = { readonly title: string; readonly crypto: CryptoProvider }

/** Values that were sealed for real are known beforehand, so that opening them costs nothing either. */
function variantsOf(real: CryptoProvider, known: Map<string, Buffer>): readonly Variant[] {
  const variant = (change: Partial<CryptoProvider>): CryptoProvider => ({
    ...real,
    identity: real.identity,
    signingKeys: real.signingKeys,
    ...change,
  })
  const key = (cell: Uint8Array) => Buffer.from(cell).toString('latin1')
  const encryption: Partial<CryptoProvider> = {
    newPersonKey: () => Buffer.alloc(54, 1),
    seal: (_: CellAddress, plaintext) => Buffer.from(plaintext),
    open: (address, cell, wrapped) => known.get(key(cell)) ?? real.open(address, cell, wrapped),
  }
  const signing: Partial<CryptoProvider> = { sign: () => Buffer.alloc(64, 1) }
  const hashes: Partial<CryptoProvider> = {
    mac: () => Buffer.alloc(32, 1),
    verifyMac: () => true,
  }
  return [
    { title: 'everything on', crypto: real },
    { title: 'without field encryption', crypto: variant(encryption) },
    { title: 'without the SM2 countersignature', crypto: variant(signing) },
    { title: 'without ledger hashes and row seals', crypto: variant(hashes) },
    { title: 'without any of them', crypto: variant({ ...encryption, ...signing, ...hashes }) },
  ]
}

type Sample = { readonly wallMs: number; readonly cpuMs: number }

async function timed(work: () => Promise<unknown>): Promise<Sample> {
  const [startMs, cpu] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs: performance.now() - startMs, cpuMs: (user + system) / 1_000 }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** Time with everything on, divided by the time without a part. */
function compare(samples: ReadonlyMap<string, readonly Sample[]>) {
  const wall = (title: string) => median((samples.get(title) ?? []).map(({ wallMs }) => wallMs))
  const cpu = (title: string) => median((samples.get(title) ?? []).map(({ cpuMs }) => cpuMs))
  return [...samples.keys()].map((title) => ({
    title,
    wallRatio: Number((wall('everything on') / wall(title)).toFixed(2)),
    cpuRatio: Number((cpu('everything on') / cpu(title)).toFixed(2)),
    samples: samples.get(title)?.length ?? 0,
  }))
}

const house = await openRegistryHouse()
const { registry } = house
const loadBefore = loadavg()
const known = new Map<string, Buffer>()
const variants = variantsOf(registry.deps.crypto, known)
const push = (into: Map<string, Sample[]>, title: string, sample: Sample) =>
  into.set(title, [...(into.get(title) ?? []), sample])

const registering = new Map<string, Sample[]>()
const register = (crypto: CryptoProvider) => {
  const command = { intentId: randomUUID(), ...declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, ON) }
  return registerResidence({ ...registry.deps, crypto }, registry.act(OFFICIALS.clerk, ON, 'city'), command)
}
for (let n = 0; n < PER_ROUND * 4; n += 1) await register(registry.deps.crypto)
for (let round = 0; round < ROUNDS; round += 1)
  for (const { title, crypto } of variants)
    for (let n = 0; n < PER_ROUND; n += 1) push(registering, title, await timed(() => register(crypto)))

/** The sealer in this process, asked every fifth of a second and for a checkpoint each time: fifty times as often as in a registry. */
const SEALING_EVERY_MS = 200
let leavesSealed = 0
let sealingMs = 0
async function seal(): Promise<void> {
  const begun = performance.now()
  const { city } = registry.act(OFFICIALS.clerk, ON, 'city')
  const at = new Date().toISOString()
  for (let moved = -1; moved !== 0;) leavesSealed += moved = await sealLedger(city, 'bench', at)
  await sealCheckpoint(registry.deps, city, 'bench', at, 0)
  sealingMs += performance.now() - begun
}
async function sealUntil(over: AbortSignal): Promise<void> {
  for (; !over.aborted; await sleep(SEALING_EVERY_MS)) await seal()
}

await seal()
const sealing = new Map<string, Sample[]>()
for (let round = 0; round < ROUNDS; round += 1)
  for (const title of ['no sealer', 'a sealer at work'] as const) {
    const over = new AbortController()
    const beside = title === 'no sealer' ? undefined : sealUntil(over.signal)
    for (let n = 0; n < PER_ROUND * 3; n += 1) push(sealing, title, await timed(() => register(registry.deps.crypto)))
    over.abort()
    await beside
  }
const wallOf = (title: string) => median((sealing.get(title) ?? []).map(({ wallMs }) => wallMs))
leavesSealed = sealingMs = 0
const heap = PER_ROUND * 20
for (let n = 0; n < heap; n += 1) await register(registry.deps.crypto)
await seal()

const handing = new Map<string, Sample[]>()
const applications = await driveApplicationEvents(house, 'foshan', ON)
for (let n = 0; n < HAND_OVERS; n += 1)
  for (const { title, crypto } of variants) {
    const held = await applications.make('complete', [...STEPS])
    const rows = await registry.asOwner(
      'select id_enc, dek_wrapped, person_id from foshan.person join foshan.application using (person_id) where application_id = $1',
      [held.applicationId],
    )
    const [row] = rows as readonly { id_enc: Buffer; dek_wrapped: Buffer; person_id: string }[]
    if (row === undefined) throw new Error('No such application')
    const address = { table: 'person', column: 'id_enc', rowId: row.person_id, personId: row.person_id }
    known.set(row.id_enc.toString('latin1'), registry.deps.crypto.open(address, row.id_enc, row.dek_wrapped))
    const sample = await timed(async () => {
      const done = await handOver({ ...registry.deps, crypto }, registry.act(OFFICIALS.clerk, ON, 'city'), {
        intentId: randomUUID(),
        applicationId: held.applicationId,
        expectedVersion: held.version,
        recipient: 'applicant',
        recipientIdNumber: held.idNumber,
        recipientPortrait: null,
      })
      if (!done.ok) throw new Error(JSON.stringify(done.refusals))
    })
    push(handing, title, sample)
  }

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const assertion = Buffer.alloc(69, 7)
const signature = sign('sha256', assertion, pair.privateKey)
const verifying = await timed(() => {
  for (let n = 0; n < 500; n += 1) verify('sha256', assertion, pair.publicKey, signature)
  return Promise.resolve()
})
const onCpuMs = median((registering.get('everything on') ?? []).map(({ cpuMs }) => cpuMs))
const result = {
  what: 'crypto-cost',
  at: new Date().toISOString(),
  machine: describeMachine(),
  loadBefore: loadBefore.map((load) => Number(load.toFixed(1))),
  loadAfter: loadavg().map((load) => Number(load.toFixed(1))),
  registration: compare(registering),
  handOver: compare(handing),
  /** The median registration while a sealer is at work, divided by the median without one. */
  registrationBesideSealer: Number((wallOf('a sealer at work') / wallOf('no sealer')).toFixed(2)),
  /** What the sealer takes for the leaves of one registration, waiting for the disk included, as a part of that registration. */
  sealingOfRegistration: Number((sealingMs / heap / wallOf('no sealer')).toFixed(3)),
  leavesOfRegistration: Number((leavesSealed / heap).toFixed(1)),
  /** One check of a security key's signature (ES256), as a part of the CPU time of a registration. */
  securityKeyOfRegistration: Number((verifying.cpuMs / 500 / onCpuMs).toFixed(3)),
}
process.stdout.write(`${JSON.stringify(result, null, 2)}\n${writeResult('crypto-cost', result)}\n`)
await house.close()
