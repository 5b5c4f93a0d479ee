import { OFFICIALS, RESIDENTS } from '@anju/dev/cast.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { CITIZEN_FACE, COUNTER_FACE, systemNow } from '@anju/server/app.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { chromium, type Browser } from 'playwright-core'
import { type CaseIds, enterEveryCase, TODAY } from './every-case.ts'
import type { Who } from './page-visit.ts'
import { taintTables } from './taint-text.ts'
import { openTestRegistry, type TestRegistry } from './test-registry.ts'

/** A registry with one case of every kind and its faces, and a browser in front. */
export type PayloadHouse = {
  readonly registry: TestRegistry
  readonly browser: Browser
  readonly origin: string
  readonly ids: CaseIds
  readonly ownerUrl: string
  /** Where somebody of the cast signs in, once. */
  readonly entry: (who: Who) => Promise<string | undefined>
  /** Sets the legal day on which everything stands as it was led there. */
  setToday(): Promise<unknown>
  /** Puts payloads into every text of every table, `each` of them together, from the first on and again. @returns how many texts. */
  taint(payloads: readonly string[], each: number): Promise<number>
  close(): Promise<void>
}

export async function openPayloadHouse(): Promise<PayloadHouse> {
  const executablePath = process.env['CHROME_PATH']
  if (executablePath === undefined) throw new Error('No browser: CHROME_PATH is set by `npm test`.')
  const registry = await openTestRegistry()
  const ids = await enterEveryCase(registry)
  const setToday = () =>
    registry.asOwner(
      'insert into shared.legal_clock (legal_on) values ($1) on conflict (only_row) do update set legal_on = excluded.legal_on',
      [TODAY],
    )
  await setToday()
  const app = await openRegistry(
    { deps: registry.deps, now: systemNow },
    {
      dev: true,
      sweepAll: () => Promise.resolve({}),
      faceFolder: COUNTER_FACE,
      citizenFolder: CITIZEN_FACE,
      logLevel: 'warn',
    },
  )
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const args = (process.env['ANJU_CHROME_ARGS'] ?? '').split(' ').filter((arg) => arg !== '')
  const browser = await chromium.launch({ executablePath, args })
  return {
    registry,
    browser,
    origin,
    ids,
    ownerUrl: registry.database.url,
    async entry(who) {
      if (who === 'nobody') return undefined
      const member = who === 'resident' ? RESIDENTS.foshanResident : OFFICIALS[who]
      const order = { ownerUrl: registry.database.url, member, expiresInMinutes: 30 }
      return `${origin}/sign-in/${await createSignInLink(order)}`
    },
    setToday,
    taint(payloads, each) {
      let at = 0
      return taintTables(registry, () => {
        const texts = Array.from({ length: each }, () => payloads[at++ % payloads.length] ?? '')
        return texts.join('')
      })
    },
    async close() {
      await browser.close()
      await app.close()
      await registry.close()
    },
  }
}
