import { type AgencyBusiness, decideAgency } from '../agency/decide-agency.ts'
import type { Presence } from '../application/decide-application.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import { type Decision, granted, ground, refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

/** What is done with a permit at the counter. An agent serves for none of those that agency does not know. */
export type PermitBusiness = 'endorsement' | 'address-change' | 'replacement' | 'reissue' | 'office-error-correction'

/**
 * Decides whether whoever stands at the counter may act for the holder of a permit: the holder, or an agent where the city allows one
 * for this business (LH-2017-36:三.二(4); in Foshan for applications and registration only, FS-2016-14:三.二, I-008).
 */
export function decidePresence(
  presence: Presence,
  business: PermitBusiness,
  inPersonLaw: ClauseRef,
  on: PlainDate,
  agency: Pack['agency'],
): Decision<{ readonly secondReview: boolean }> {
  if (presence.by === 'applicant')
    return granted({ secondReview: false }, [ground(inPersonLaw, 'application.in-person')])
  if (presence.by === 'nobody') return refused(refusal('application.in-person-required', inPersonLaw))
  if (!isAgencyBusiness(business)) {
    return refused(refusal('agency.not-offered-for-step', agency.businesses.law, { business }))
  }
  return decideAgency({ ...presence.agency, business }, on, agency)
}

function isAgencyBusiness(business: PermitBusiness): business is PermitBusiness & AgencyBusiness {
  return business === 'endorsement' || business === 'replacement' || business === 'reissue'
}
