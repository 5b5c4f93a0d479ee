import { DEFAULT_POST_SCOPE } from '@anju/domain/access/compile-scope.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { OfficeId, OfficialId } from '@anju/domain/kernel/id.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Parameter, Pool, Tx } from '@anju/platform/database/pool.ts'
import { NO_SCOPE, scopeOf } from '@anju/platform/database/scope.ts'
import type { Act } from '@anju/server/deps.ts'
import { recordEvents } from '@anju/server/store/record-event.ts'
import { dayText, workingInstant } from './civil-days.ts'
import { CITY, CITY_PREFIX, type Station } from './city-plan.ts'
import type { CopyValue } from './copy-text.ts'
import type { PastRegistration } from './past-registration.ts'

export type LedgeredRegistration = {
  readonly registration: PastRegistration
  readonly wrappedKey: Buffer
  readonly crypto: CryptoProvider
  readonly station: Station
}

/**
 * The two ledger rows of a registration, declared and entered, with their leaves. What the registry's own store would send
 * is caught here instead of being sent, so envelope, leaf and sealed facts are the real ones. Signatures are left out.
 */
export function ledgerLines(
  ledgered: LedgeredRegistration,
  firstSeq: number,
): { readonly events: readonly (readonly CopyValue[])[]; readonly leaves: readonly (readonly CopyValue[])[] } {
  const { registration, wrappedKey, crypto, station } = ledgered
  const act = actOf(registration, station)
  const caught = catchParameters((tx) =>
    recordEvents(tx, crypto, () => registration.registrationId, {
      act,
      intent: undefined,
      streamId: registration.registrationId,
      pack: registration.pack,
      person: { personId: registration.personId, wrappedKey },
      events: [
        {
          kind: 'declare-at-window',
          version: 1,
          facts: { home: { dwellingId: registration.home.dwellingId } },
          grounds: [],
        },
        {
          kind: 'accept-and-enter',
          version: 2,
          facts: { registeredOn: act.legalOn, pack: registration.pack },
          grounds: [
            { law: 'FS-2016-14:附件2.受理录入', key: 'registration.entered', facts: { registeredOn: act.legalOn } },
          ],
        },
      ],
      effects: [],
    }),
  )
  const [streamId, at, legalOn, actorId, postId, pack, personId, versions, kinds, grounds, factsEnc, factsMac, leaves] =
    caught as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      number[],
      string[],
      string[],
      Buffer[],
      Buffer[],
      Buffer[],
    ]
  const envelopeMacs = caught[ENVELOPE_MACS] as Buffer[]
  return {
    events: versions.map((version, n) => [
      streamId,
      version,
      at,
      kinds[n] ?? '',
      legalOn,
      actorId,
      postId,
      pack,
      grounds[n] ?? '[]',
      personId,
      factsEnc[n] ?? null,
      factsMac[n] ?? null,
      envelopeMacs[n] ?? null,
    ]),
    leaves: versions.map((version, n) => [firstSeq + n, streamId, version, at, leaves[n] ?? null]),
  }
}

/** Where the statement of the store carries the writer's keyed hashes. */
const ENVELOPE_MACS = 29

function catchParameters(record: (tx: Tx) => Promise<void>): readonly unknown[] {
  let caught: readonly Parameter[] | undefined
  const tx: Tx = {
    scope: NO_SCOPE,
    read: () => Promise.reject(new Error('The ledger is written, not read')),
    write: (_sql, parameters) => {
      caught = parameters
      return Promise.resolve([])
    },
  }
  void record(tx)
  if (caught === undefined)
    throw new Error('The store no longer writes the ledger in one synchronous statement: mend past-ledger.ts')
  return caught
}

function actOf(registration: PastRegistration, station: Station): Act {
  const noPool = undefined as unknown as Pool
  return {
    city: {
      city: CITY,
      jurisdiction: CITY,
      divisionPrefix: CITY_PREFIX,
      nameZh: '佛山市',
      nameEn: 'Foshan',
      pool: noPool,
      demo: true,
    },
    actor: {
      kind: 'official',
      officialId: station.officialId as OfficialId,
      postId: station.postId,
      name: '',
      role: 'clerk',
      officeId: station.officeId as OfficeId,
      officeCode: station.code,
      officeKind: 'service-station',
      divisionPrefix: station.division,
      dataScope: DEFAULT_POST_SCOPE,
    },
    sessionRef: '',
    signing: { kind: 'demo', request: { route: 'bench', requestSm3: '0'.repeat(64) } },
    legalOn: parsePlainDate(dayText(registration.registeredDay)),
    at: new Date(workingInstant(registration.registeredDay, 0.5)).toISOString(),
    scope: scopeOf({ city: CITY, prefixes: [CITY_PREFIX] }),
  }
}
