import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { CastMember } from '@anju/dev/cast.ts'
import { cardSignInLinks, runCommand, startHouse, type House, type HousePlan } from '@anju/dev/house.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { createStateFolder } from '@anju/platform/launcher/state-folder.ts'
import { testDatabase } from '@anju/platform/launcher/test-database.ts'
import { chromium, type Browser } from 'playwright-core'
import { Desk } from './desk.ts'

/** The whole house as a city runs it, with a browser in front: registry, worker, card service, an exchange folder. */
export type WholeHouse = {
  readonly house: House
  readonly browser: Browser
  /** The registry's database for its owner, to arrange what no screen arranges. */
  readonly ownerUrl: string
  /** A fresh desk in front of which one member of the cast sits, signed in by a one-time link. */
  seat(member: CastMember): Promise<Desk>
  /** A page of the registry as anybody opens it, without signing in. */
  visit(path: string): Promise<Desk>
  /** The desk of the police card centre, in the card service's own face. */
  seatAtCardService(): Promise<Desk>
  /** One story of a journey: when it fails, what every desk showed is kept; no page may have failed unseen. */
  story(name: string, tell: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

/**
 * Registry and card service as processes of their own, each on a database and in folders of this file's own.
 * @param arrange - what the owner sets up before the programs start
 */
export async function openWholeHouse(arrange?: (registry: Database) => Promise<void>): Promise<WholeHouse> {
  const executablePath = process.env['CHROME_PATH']
  if (executablePath === undefined) throw new Error('No browser: CHROME_PATH is set by `npm test`.')
  const [registry, cardService] = [await testDatabase('registry'), await testDatabase('card-service')]
  const plan = planOf(registry, cardService)
  await arrange?.(registry)
  await runCommand(plan, 'card-service', 'keys')
  await runCommand(plan, 'card-service', 'seed')
  const house = await startHouse(plan)
  const browser = await chromium.launch({
    executablePath,
    args: (process.env['ANJU_CHROME_ARGS'] ?? '').split(' ').filter((arg) => arg !== ''),
  })
  const desks: Desk[] = []
  const open = async (link: string, who: string, face: Desk['face']): Promise<Desk> => {
    const desk = await Desk.open(browser, link, who, face)
    desks.push(desk)
    return desk
  }
  return {
    house,
    browser,
    ownerUrl: registry.url,
    async seat(member) {
      const token = await createSignInLink({ ownerUrl: registry.url, member, expiresInMinutes: 10 })
      return open(`${house.address}/sign-in/${token}`, member.name, 'counter')
    },
    async visit(path) {
      const desk = await Desk.visit(browser, `${house.address}${path}`, '路人')
      desks.push(desk)
      return desk
    },
    async seatAtCardService() {
      const [link] = await cardSignInLinks(plan, house.cardAddress)
      if (link === undefined) throw new Error('The card service has nobody who could sign in.')
      return open(link.url, link.who, 'card-service')
    },
    async story(name, tell) {
      try {
        await tell()
        assert.deepEqual(
          desks.flatMap(({ who, faults }) => faults.map((fault) => `${who}: ${fault}`)),
          [],
        )
      } catch (error) {
        const kept = await Promise.all(
          desks.map((desk, index) => desk.keepFailure(`${name}-${index}`).catch(() => 'not kept')),
        )
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}\nkept: ${kept.join(' ')}`, {
          cause: error,
        })
      }
    },
    async close() {
      await browser.close()
      await house.stop()
      await Promise.all([registry.drop(), cardService.drop()])
    },
  }
}

type Database = Awaited<ReturnType<typeof testDatabase>>

/** Keys belong to the run; what is dropped into the exchange folder, kept as a blob or logged belongs to this file. */
function planOf(registry: Database, cardService: Database): HousePlan {
  const run = createStateFolder(registry.home)
  const own = mkdtempSync(join(run.home, 'journey-'))
  const folder = (name: string) => {
    const path = join(own, name)
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return path
  }
  return {
    state: {
      ...run,
      exchange: folder('exchange'),
      logs: folder('logs'),
      registry: { ...run.registry, blobs: folder('registry-blobs') },
      cardService: { ...run.cardService, blobs: folder('card-blobs') },
    },
    databases: {
      registry: { owner: registry.url, app: registry.appUrl, isNew: false },
      cardService: { owner: cardService.url, app: cardService.appUrl, isNew: false },
    },
    ports: { registry: 0, cardService: 0 },
  }
}
