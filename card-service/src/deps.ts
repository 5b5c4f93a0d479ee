import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Peer } from '@anju/exchange/peer.ts'
import type { Pool, Scope } from '@anju/platform/database/pool.ts'

import type { Failpoint } from './failpoint.ts'
import type { ServedCity } from './store/city.ts'
import type { Staff } from './store/session.ts'

/** What everything here works with. Wired once, in app.ts. */
export type Deps = {
  readonly pool: Pool
  readonly crypto: CryptoProvider
  /** The registry's trusted identities, the current one first. */
  readonly registry: readonly Peer[]
  readonly newId: () => string
  /** The system clock, as an instant. */
  readonly now: () => string
  /** In dev mode a named point at which the process may be made to die; nothing otherwise. */
  readonly failpoint: (name: Failpoint) => void
}

/** Who acts, where, and when by both clocks. Made once per request. */
export type Act = {
  readonly staff: Staff
  readonly city: ServedCity
  readonly sessionRef: string
  /** The legal day of the act: it becomes the issue date. */
  readonly legalOn: string
  readonly at: string
  readonly scope: Scope
}
