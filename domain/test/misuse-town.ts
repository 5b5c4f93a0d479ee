import type { PlainDate } from '../src/kernel/plain-date.ts'
import type { Arrival, Clerk, Day } from './misuse-act.ts'
import type { SeededChance } from './seeded-chance.ts'

/** The people around one office: who comes to a clerk on a day, of their own accord. */
export type Town = { readonly arrive: (day: Day, clerk: Clerk, parties: number) => readonly Arrival[] }

/** Somebody who files for an employer's workers or an agency's customers; some always go to the same clerk. */
type Agent = {
  readonly name: string
  readonly comes: number
  readonly brings: number
  readonly favourite: Clerk | undefined
  readonly dormitory: string
}

/**
 * Families share a phone and a dwelling; flatmates share a dwelling and sometimes one contract, and come together or one by one; lodging
 * houses take in strangers all the year; a shop owner brings the workers, who have the shop's phone; employers and agencies file for
 * many, most of them living in one dormitory; now and then the scan of the case before is attached to the next.
 */
export function makeTown(chance: SeededChance, office: readonly Clerk[]): Town {
  const named = nameFrom(office[0]?.officeId ?? '')
  const lodgings = Array.from({ length: 40 }, () => named('lodging'))
  const agents = Array.from({ length: 5 }, (): Agent => makeAgent(chance, office, named))
  const flatmates: Arrival[] = []
  let lastImage: string | undefined
  let drawn: { on: PlainDate; clerkOf: ReadonlyMap<Agent, Clerk> } | undefined
  const party = (): readonly Arrival[] => {
    if (chance.happens(0.1) && flatmates.length > 0) return flatmates.splice(0, 1)
    const kind = chance.roll()
    if (kind < 0.04) {
      const flat = makeFlat(chance, named)
      if (chance.happens(0.4)) return flat
      flatmates.push(...flat.slice(1))
      return flat.slice(0, 1)
    }
    if (kind < 0.048) return makeShop(chance, named)
    if (kind < 0.14) return [lodge(named, lodgings[Math.floor(lodgings.length * chance.roll() ** 2)] ?? null)]
    return makeFamily(chance, named)
  }
  const arrive = (day: Day, clerk: Clerk, parties: number): readonly Arrival[] => {
    if (drawn?.on !== day.on) drawn = { on: day.on, clerkOf: drawVisits(chance, day, office, agents) }
    const brought = [...drawn.clerkOf]
      .filter(([, to]) => to === clerk)
      .flatMap(([agent]) => bring(chance, agent, named))
    const came = [...brought, ...Array.from({ length: parties }, party).flat()]
    return came.map((arrival) => {
      const image = lastImage !== undefined && chance.happens(0.004) ? lastImage : arrival.image
      lastImage = image ?? undefined
      return { ...arrival, image }
    })
  }
  return { arrive }
}

type Named = (kind: string) => string

export function nameFrom(prefix: string): Named {
  let last = 0
  return (kind) => `${prefix}-${kind}-${(last += 1)}`
}

/** Somebody who comes alone, with a phone and a contract of their own. */
export function lodge(named: Named, dwellingId: string | null = named('dwelling')): Arrival {
  return { personId: named('person'), phone: named('phone'), dwellingId, agent: null, image: named('image') }
}

function makeFamily(chance: SeededChance, named: Named): readonly Arrival[] {
  const first = lodge(named)
  const roll = chance.roll()
  const others = roll < 0.6 ? 0 : roll < 0.8 ? 1 : roll < 0.92 ? 2 : roll < 0.97 ? 3 : chance.between(4, 6)
  const rest = Array.from({ length: others }, () => {
    const phone = chance.happens(0.5) ? first.phone : named('phone')
    return { ...first, personId: named('person'), phone }
  })
  return [first, ...rest]
}

function makeFlat(chance: SeededChance, named: Named): readonly Arrival[] {
  const dwelling = named('dwelling')
  const contract = chance.happens(0.4) ? named('image') : undefined
  return Array.from({ length: chance.between(3, 6) }, () => {
    const own = lodge(named, dwelling)
    return { ...own, image: contract ?? own.image }
  })
}

function makeShop(chance: SeededChance, named: Named): readonly Arrival[] {
  const phone = named('phone')
  const dwellings = Array.from({ length: chance.between(1, 3) }, () => named('dwelling'))
  return Array.from({ length: chance.between(2, 5) }, () => ({ ...lodge(named, chance.pick(dwellings)), phone }))
}

function makeAgent(chance: SeededChance, office: readonly Clerk[], named: Named): Agent {
  return {
    name: named('agent'),
    comes: 0.04 + chance.roll() * 0.22,
    brings: chance.between(1, 9),
    favourite: chance.happens(0.2) ? chance.pick(office) : undefined,
    dormitory: named('dormitory'),
  }
}

function drawVisits(
  chance: SeededChance,
  day: Day,
  office: readonly Clerk[],
  agents: readonly Agent[],
): ReadonlyMap<Agent, Clerk> {
  const coming = agents.filter(({ comes }) => day.isWorkday && chance.happens(comes))
  return new Map(
    coming.map((agent) => [
      agent,
      agent.favourite !== undefined && chance.happens(0.8) ? agent.favourite : chance.pick(office),
    ]),
  )
}

function bring(chance: SeededChance, agent: Agent, named: Named): readonly Arrival[] {
  const [phone, list] = [named('phone'), named('image')]
  return Array.from({ length: Math.max(1, Math.round(agent.brings * (0.5 + chance.roll()))) }, () => {
    const own = lodge(named, chance.happens(0.6) ? agent.dormitory : named('dwelling'))
    return { ...own, agent: agent.name, phone: chance.happens(0.4) ? phone : own.phone, image: list }
  })
}
