import { employerDuties } from '../src/employer/employer-duties.ts'
import { employerReportDueOn } from '../src/employer/employer-report-due-on.ts'
import { decideEnding } from '../src/ending/decide-ending.ts'
import { deregistrationCodeOf } from '../src/ending/deregistration-code-of.ts'
import { parsePlainDate } from '../src/kernel/plain-date.ts'
import { decideLetting } from '../src/landlord/decide-letting.ts'
import { landlordDuties } from '../src/landlord/landlord-duties.ts'
import { landlordReportDueOn } from '../src/landlord/landlord-report-due-on.ts'
import { isTenantLogLate, tenantLogDueAt } from '../src/landlord/tenant-log-due-at.ts'
import { decideFine } from '../src/penalty/decide-fine.ts'
import { decidePenaltyLead } from '../src/penalty/decide-penalty-lead.ts'
import { findPenaltyBand, limitationEndsOn, penaltyLawOn, type Rulebook } from '../src/penalty/penalty-band.ts'
import type { Pack } from '../src/policy/pack.ts'
import { parsePenaltyLaw } from '../src/policy/penalty-policy.ts'
import { publicationDueOn, publicationStanding } from '../src/publication/publication-due-on.ts'
import { decideDisclosure } from '../src/verification/decide-disclosure.ts'
import { decideRetention } from '../src/verification/decide-retention.ts'
import { decideVerification } from '../src/verification/decide-verification.ts'
import type { CaseFacts } from './case-facts.ts'
import { CALENDAR, listYaml, readYaml } from './held-law.ts'

export const PENALTY_LAWS = listYaml('penalties').map((path) => parsePenaltyLaw(readYaml(path)))

/** What punishes on a day in the city of a pack. */
export function rulebook(on: string, { penalties }: Pick<Pack, 'penalties'>): Rulebook {
  return { national: penaltyLawOn(PENALTY_LAWS, parsePlainDate(on)), penalties }
}

/** Rules about employers, landlords, endings, penalties, checks and publication, by the name that a case gives. */
export const OVERSIGHT_CASE_RULES: Readonly<Record<string, (facts: CaseFacts, pack: Pack) => unknown>> = {
  'employer-report-due-on': ({ event, on }, pack) => employerReportDueOn(event, on, pack.employer, CALENDAR),
  'employer-duties': ({ asOf, ...facts }, pack) =>
    employerDuties({ newResidents: 0, reports: [], ...facts }, asOf ?? '2017-05-01', pack, CALENDAR),
  'tenant-log-due-at': ({ movedInAt }, pack) => tenantLogDueAt(movedInAt, pack.landlord),
  'is-tenant-log-late': ({ movedInAt, loggedAt, asOfAt }, pack) =>
    isTenantLogLate(tenantLogDueAt(movedInAt, pack.landlord) ?? '', loggedAt, asOfAt),
  'landlord-report-due-on': (facts, pack) =>
    landlordReportDueOn({ kind: 'let', ...facts }, pack.landlord, CALENDAR) ?? 'not-asked',
  'landlord-duties': (facts, pack) => landlordDuties({ occupants: 1, brokered: false, ...facts }, pack),
  'decide-letting': (facts, pack) => decideLetting(facts, pack),
  'decide-ending': (facts, pack) =>
    decideEnding(
      { registeredOn: '2016-01-05', signedBy: ['a'], decidedOn: facts.happenedOn, ...facts },
      pack,
      CALENDAR,
    ),
  'deregistration-code-of': ({ event }) => deregistrationCodeOf(event) ?? 'not-known',
  'limitation-ends-on': ({ act, actedOn }, pack) => {
    const rules = rulebook(actedOn, pack)
    const band = findPenaltyBand(act, rules)
    return band === undefined ? 'not-punishable' : limitationEndsOn(actedOn, band, rules)
  },
  'decide-penalty-lead': (facts, pack) =>
    decidePenaltyLead(
      { foundOn: facts.actedOn, observations: ['现场记录'], ...facts },
      rulebook(facts.foundOn ?? facts.actedOn, pack),
    ),
  'decide-fine': (facts, pack) => {
    const fine = fineFacts(facts)
    const rules = { onAct: rulebook(fine.actedOn, pack), onDecision: rulebook(fine.decidedOn, pack) }
    return decideFine(fine, rules, CALENDAR)
  },
  'decide-disclosure': ({ purpose, asked }, pack) => decideDisclosure(purpose, asked, pack.disclosure),
  'decide-verification': ({ asOf, permit, ...facts }, pack) =>
    decideVerification(
      { asker: 'public-service', workIdChecked: true, purpose: 'school-place', caseReference: '2018-17', ...facts },
      { valid: true, residenceYears: 2, residenceDivision: '150802', ...permit },
      asOf ?? '2018-08-01',
      pack.disclosure,
    ),
  'decide-retention': ({ by }, pack) => decideRetention(by, pack.disclosure),
  'publication-due-on': ({ lastPublishedOn }, pack) => publicationDueOn(lastPublishedOn ?? null, pack),
  'publication-standing': ({ lastPublishedOn, asOf }, pack) => publicationStanding(lastPublishedOn ?? null, asOf, pack),
}

/** A fine by the police, decided in the ordinary procedure a while after the order, unless the case says otherwise. */
function fineFacts(facts: CaseFacts): Parameters<typeof decideFine>[0] {
  const actedOn = facts.actedOn ?? '2017-06-05'
  const decidedOn = facts.decidedOn ?? (facts.order === undefined ? actedOn : '2017-06-14')
  return { by: 'police', party: 'citizen', actedOn, foundOn: actedOn, decidedOn, onTheSpot: false, ...facts }
}
