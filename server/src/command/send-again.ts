import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import { sendAgain } from '../store/exchange.ts'
import type { Say } from './migrate.ts'

/**
 * `send-again <city> <number>`: a package to the police that was refused too often goes again, by the next round of the workers.
 * @throws Error when no package of that number waits
 */
export async function sendAgainAtConsole(
  environment: Environment,
  order: { readonly city: string; readonly number: number },
  say: Say,
): Promise<void> {
  const { deps, close } = await wire(environment, 'send-again')
  try {
    const city = deps.cities.get(order.city)
    if (city === undefined) throw new Error(`No city ${order.city} that this version serves`)
    if (!(await sendAgain(city.pool, order.number, systemNow())))
      throw new Error(`No package ${order.number} of ${order.city} waits for its receipt`)
    say(`package ${order.number} of ${order.city} goes again`)
  } finally {
    await close()
  }
}
