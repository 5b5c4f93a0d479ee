import type { PlainDate } from '../src/kernel/plain-date.ts'
import type { ActTrace } from '../src/misuse/act-trace.ts'
import { type Arrival, type Clerk, type Day, decide, takeIn } from './misuse-act.ts'
import { lodge, nameFrom } from './misuse-town.ts'
import type { SeededChance } from './seeded-chance.ts'

/** How a clerk sells permits: five ways that were asked for, and one that comes with middlemen. */
export const FRAUD_PATTERNS = ['night', 'stamping', 'one-phone', 'one-proof', 'no-visit', 'one-agent'] as const
export type FraudPattern = (typeof FRAUD_PATTERNS)[number]

/** What one clerk sold: the cases in the order of the days on which the clerk acted. */
export type Fraud = {
  readonly pattern: FraudPattern
  readonly officialId: string
  readonly cases: readonly { readonly caseId: string; readonly on: PlainDate }[]
}

/** What a crooked clerk does beside the day's honest work. None does only what is crooked: some of what is sold looks in order. */
type Sale = {
  readonly arrival: Arrival
  readonly nightly: boolean
  readonly stamped: boolean
  readonly unseen: boolean
}

/**
 * One crooked clerk for each pattern, chosen by chance, who begins in the second to fifth month, sells on two to nine of ten working days, mostly one to three
 * permits, and stops after twenty to fifty. A permit is sold where the pattern needs it: at the window, or at the decision; what colleagues do in
 * such a case looks like every day.
 */
export function commitFrauds(
  chance: SeededChance,
  clerks: readonly Clerk[],
  days: readonly Day[],
  record: (act: ActTrace) => void,
): readonly Fraud[] {
  const honest = [...clerks]
  return FRAUD_PATTERNS.map((pattern) => {
    const [crook] = honest.splice(chance.between(0, honest.length - 1), 1)
    if (crook === undefined) throw new Error('More patterns than clerks')
    const colleagues = clerks.filter((one) => one.officeId === crook.officeId && one !== crook)
    const sell = makeSales(chance, pattern, crook)
    const cases: { caseId: string; on: PlainDate }[] = []
    const [firstDay, wanted, eagerness] = [chance.between(30, 130), chance.between(20, 50), 0.2 + chance.roll() * 0.7]
    for (const day of days.slice(firstDay)) {
      const count = cases.length < wanted && isOut(chance, pattern, day, eagerness) ? howMany(chance) : 0
      for (let n = 0; n < count; n += 1) {
        const caseId = `${crook.officialId}-${pattern}-${cases.length}`
        actsOfSale(chance, pattern, crook, chance.pick(colleagues), day, caseId, sell()).forEach(record)
        cases.push({ caseId, on: day.on })
      }
    }
    return { pattern, officialId: crook.officialId, cases }
  })
}

/** A few at a time; now and then a whole party. */
const howMany = (chance: SeededChance) => (chance.happens(0.1) ? chance.between(4, 7) : chance.between(1, 3))

/** On working days; by night on any. */
const isOut = (chance: SeededChance, pattern: FraudPattern, { isWorkday }: Day, eagerness: number) =>
  (isWorkday || pattern === 'night') && chance.happens(eagerness)

function makeSales(chance: SeededChance, pattern: FraudPattern, crook: Clerk): () => Sale {
  const named = nameFrom(`${crook.officialId}-sale`)
  const [phone, dwelling, image, agent] = [named('phone'), named('dwelling'), named('image'), named('agent')]
  const sameDwelling = chance.happens(0.5)
  const sold: Arrival[] = []
  return () => {
    const own = lodge(named)
    const usual = !chance.happens(0.05)
    const arrival: Arrival = {
      ...own,
      ...(pattern === 'one-phone' && usual ? { phone } : {}),
      ...(pattern === 'one-phone' && sold.length > 0 && chance.happens(0.1)
        ? { dwellingId: chance.pick(sold).dwellingId }
        : {}),
      ...(pattern === 'one-proof' && usual ? (sameDwelling ? { dwellingId: dwelling } : { image }) : {}),
      ...(pattern === 'one-agent' && usual ? { agent } : {}),
    }
    sold.push(arrival)
    return {
      arrival,
      nightly: pattern === 'night',
      stamped: pattern === 'stamping' && usual,
      unseen: pattern === 'no-visit' && usual,
    }
  }
}

/** Night runs from half past eight in the evening to half past five; on rest days some come at noon. */
function minuteOfSale(chance: SeededChance, { nightly }: Sale, { isWorkday }: Day): number {
  if (!nightly) return chance.between(520, 1050)
  if (!isWorkday && chance.happens(0.5)) return chance.between(600, 1000)
  return (1230 + chance.between(0, 540)) % 1440
}

function actsOfSale(
  chance: SeededChance,
  pattern: FraudPattern,
  crook: Clerk,
  colleague: Clerk,
  day: Day,
  caseId: string,
  sale: Sale,
): readonly ActTrace[] {
  const atWindow = pattern === 'one-phone' || pattern === 'one-proof' || pattern === 'one-agent'
  const open = { arrival: sale.arrival, caseId }
  if (atWindow)
    return [takeIn(chance, crook, day, open), decide(chance, colleague, day, open, chance.between(520, 1050))]
  const decision = decide(chance, crook, day, open, minuteOfSale(chance, sale, day))
  const openedSecondsBefore = sale.stamped ? chance.between(2, 29) : decision.openedSecondsBefore
  return [
    ...(day.isWorkday ? [takeIn(chance, colleague, day, open)] : []),
    { ...decision, openedSecondsBefore, visited: sale.unseen ? false : decision.visited },
  ]
}
