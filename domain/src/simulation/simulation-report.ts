import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { changedValues, type ChangedValue, type Reach } from './draft-law.ts'
import type { Tally } from './tally.ts'

/** What a draft would change for everybody in a city's register (规则变更试算). Names nobody: samples are ids and dates. */
export type SimulationReport = {
  readonly draft: { readonly id: string; readonly zh: string; readonly en: string; readonly inForceFrom: PlainDate }
  /** Ids of the packs it was compared with. */
  readonly packs: readonly string[]
  readonly reach: Reach
  /** The day on which both laws were asked. */
  readonly asOf: PlainDate
  readonly changed: readonly ChangedValue[]
  readonly tally: Tally
  readonly seconds: number
}

/** The report of a finished simulation. */
export function simulationReport(
  question: { readonly packs: readonly Pack[]; readonly draft: Pack; readonly reach: Reach; readonly asOf: PlainDate },
  tally: Tally,
  seconds: number,
): SimulationReport {
  const { packs, draft, reach, asOf } = question
  const own = packs.filter(({ jurisdiction }) => jurisdiction === draft.jurisdiction)
  return {
    draft: { id: draft.id, ...draft.title, inForceFrom: draft.inForceFrom },
    packs: own.map(({ id }) => id),
    reach,
    asOf,
    changed: changedValues(own, draft),
    tally,
    seconds,
  }
}
