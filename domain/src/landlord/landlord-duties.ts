import type { Pack } from '../policy/pack.ts'
import type { PenaltyAct, PenaltyBand } from '../policy/penalty-policy.ts'

export type LandlordDuties = {
  /** Who reports the letting; null where the city asks for no report. */
  readonly reporter: 'landlord' | 'agency' | null
  /** Kind of office that takes the report. */
  readonly recipient: string | null
  /** An occupant system (信息系统) and a full-time manager (专职管理员). */
  readonly occupantSystem: boolean
  /** What the city's own text has for landlords who do not; the national acts stand in the law of penalties. */
  readonly consequences: readonly PenaltyBand[]
}

const ACTS: readonly PenaltyAct[] = ['house-not-reported', 'occupants-not-reported']

/**
 * What a landlord owes for a rented house, beside the days of `landlordReportDueOn` and the hours of `tenantLogDueAt`.
 *
 * An agency that brokered the letting reports instead (FM-2014:31). From thirty occupants on (三十人以上, so with the
 * thirtieth) an occupant system and a full-time manager are owed (FM-2014:28). The tenant's own registration never waits for
 * any of this: the regulation lists the landlord's proof as one of several (CN-663:9.2).
 *
 * - not reporting the house in spite of an order: 200 to 500 yuan, the occupants: 500 to 1000 (FM-2014:36)
 * - 29 occupants: no system; 30: owed. Linhe: never, its document does not ask
 */
export function landlordDuties(
  house: { readonly occupants: number; readonly brokered: boolean },
  pack: Pick<Pack, 'landlord' | 'workflow' | 'penalties'>,
): LandlordDuties {
  const { reportAfterLetting, agencyReports, occupantSystemFrom } = pack.landlord
  const from = occupantSystemFrom.value
  const reports = reportAfterLetting.value !== null
  return {
    reporter: !reports ? null : house.brokered && agencyReports.value ? 'agency' : 'landlord',
    recipient: pack.workflow.reportRecipients.landlord?.officeKind ?? null,
    occupantSystem: from !== null && house.occupants >= from,
    consequences: pack.penalties.bands.filter(({ act }) => ACTS.includes(act)),
  }
}
