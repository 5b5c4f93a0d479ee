import { decideAgency } from '../src/agency/decide-agency.ts'
import { acceptedOn } from '../src/application/accepted-on.ts'
import { decideMaterial } from '../src/application/checklist.ts'
import { decideApplication } from '../src/application/decide-application.ts'
import { decideDeficiencyNotice } from '../src/application/decide-deficiency-notice.ts'
import { decidePhoto } from '../src/application/decide-photo.ts'
import { isProductionLate, productionDueOn, productionStoppedOn } from '../src/application/production-due-on.ts'
import { addWorkdays, nextWorkday, provisional } from '../src/calendar/work-calendar.ts'
import { addPeriod, periodEnd } from '../src/calendar/period-end.ts'
import { decideOccupancy, occupancyCap } from '../src/dwelling/occupancy.ts'
import { decideFee } from '../src/fee/decide-fee.ts'
import { parsePlainDate } from '../src/kernel/plain-date.ts'
import { decideTransition, earlierApplication, regimeOf } from '../src/permit/decide-transition.ts'
import { endorsementWindow } from '../src/permit/endorsement-window.ts'
import { anniversary, validThrough } from '../src/permit/validity.ts'
import { decideTarget } from '../src/person/decide-target.ts'
import { parseHistoryPack } from '../src/policy/history-pack.ts'
import type { Pack } from '../src/policy/pack.ts'
import { receiptStanding } from '../src/registration/receipt-standing.ts'
import { registeredOn } from '../src/registration/registered-on.ts'
import { registrationDueOn } from '../src/registration/registration-due-on.ts'
import { remediesFor } from '../src/remedy/remedies.ts'
import { decideContinuity } from '../src/residence/decide-continuity.ts'
import { eligibleFrom } from '../src/residence/eligible-from.ts'
import { residenceLedger } from '../src/residence/residence-ledger.ts'
import type { CaseFacts } from './case-facts.ts'
import { CALENDAR, calendarThrough, readYaml } from './held-law.ts'
import { SERVICE_CASE_RULES } from './service-case-rules.ts'
import { OVERSIGHT_CASE_RULES } from './oversight-case-rules.ts'
import { PAPER_CASE_RULES } from './paper-case-rules.ts'
import { PERMIT_CASE_RULES } from './permit-case-rules.ts'

type CaseRule = (facts: CaseFacts, pack: Pack) => unknown

const HISTORY = parseHistoryPack(readYaml('history/foshan/2010-01-01.yaml'))

/** How the facts of a case reach its rule, by the name that the case gives. */
export const CASE_RULES: Readonly<Record<string, CaseRule>> = {
  ...OVERSIGHT_CASE_RULES,
  ...PAPER_CASE_RULES,
  ...PERMIT_CASE_RULES,
  'add-period': ({ from, n, unit }) => addPeriod(from, { n, unit }),
  anniversaries: ({ base, upTo }) => Array.from({ length: upTo }, (_, index) => anniversary(base, index + 1)),
  'add-workdays': ({ from, n }) => addWorkdays(CALENDAR, from, n),
  'period-end': ({ from, n, unit, publishedThrough }) =>
    periodEnd(from, { n, unit }, true, calendarThrough(publishedThrough)),
  'provisional-year': ({ after, on, publishedThrough }) =>
    provisional(calendarThrough(publishedThrough), after, on).provisionalYear ?? 'published',
  'next-workday': ({ day }) => nextWorkday(CALENDAR, day),
  'decide-target': ({ residenceDivision, ...person }, pack) =>
    decideTarget({ documentType: '111', ...person }, residenceDivision, pack.target),
  'eligible-from': ({ residenceStart }, pack) => eligibleFrom(residenceStart, pack.halfYear),
  'decide-continuity': ({ endedOn, next }, pack) => decideContinuity(endedOn, next, pack, CALENDAR),
  'residence-ledger': ({ stays, asOf }, pack) => residenceLedger(stays, asOf, pack, CALENDAR),
  'registration-due-on': ({ duty, since }, pack) => registrationDueOn(duty, since, pack.registration, CALENDAR),
  'registered-on': (facts, pack) => registeredOn(facts, pack.registration.dateBasis),
  'receipt-standing': (facts) => receiptStanding(facts),
  'decide-application': (facts, pack) => decideApplication(applicationFacts(facts, pack), onOf(facts), pack),
  'decide-material': ({ material, use, condition }, pack) => decideMaterial(material, use, condition, pack.checklist),
  'decide-deficiency-notice': (facts, pack) => decideDeficiencyNotice(facts, pack.notice),
  'accepted-on': ({ asOf, ...facts }, pack) => acceptedOn(facts, asOf, pack.notice, CALENDAR),
  'production-due-on': (facts, pack) => productionDueOn(facts.acceptedOn, pack.production, CALENDAR),
  'production-stopped-on': (facts, pack) => productionStoppedOn(facts, pack.production),
  'is-production-late': (facts, pack) =>
    isProductionLate(productionDueOn(facts.acceptedOn, pack.production, CALENDAR), facts.stoppedOn, facts.asOf),
  'remedies-for': ({ toldOn }, pack) => remediesFor(toldOn, pack.remedies),
  'valid-through': ({ base, timesEndorsed }, pack) => validThrough(base, timesEndorsed, pack.permit),
  'endorsement-window': ({ base, timesEndorsed }, pack) =>
    endorsementWindow(base, timesEndorsed, pack.permit, CALENDAR),
  'decide-transition': (facts, pack) => decideTransition(facts, pack.transition, pack.permit),
  'regime-of': (facts, pack) => regimeOf(facts.appliedOn, pack.transition),
  'earlier-application': (facts) => earlierApplication(facts.appliedOn, facts.issuedOn, HISTORY, CALENDAR),
  'decide-fee': ({ business }, pack) => decideFee(business, pack.fees),
  'decide-agency': (facts, pack) => decideAgency(agencyFacts(facts, pack), facts.on, pack.agency),
  'decide-photo': ({ on, photo }, pack) => decidePhoto(photo, on, pack.photo),
  'occupancy-cap': ({ area }, pack) =>
    occupancyCap(area, pack.occupancy.squareMetresAlone?.value ?? NaN, pack.occupancy.squareMetresEach?.value ?? NaN),
  'decide-occupancy': (facts, pack) => decideOccupancy(facts, pack.occupancy),
  ...SERVICE_CASE_RULES,
}

/** A whole application, as `law/cases/application.yaml` says: whatever the case leaves out speaks for the applicant. */
function applicationFacts(facts: CaseFacts, pack: Pack): Parameters<typeof decideApplication>[0] {
  const on = onOf(facts)
  const stays = [{ registrationId: 'r', registeredOn: parsePlainDate('2016-01-05'), declaredAs: 'arrival' as const }]
  const { agency, photo, presence, openApplication, permit } = facts
  return {
    person: { documentType: '111', hukouDivision: facts.hukouDivision ?? '430521' },
    residenceDivision: facts.residenceDivision ?? '440604',
    residence: facts.residence ?? residenceLedger(stays, on, pack, CALENDAR),
    condition: facts.condition ?? 'dwelling',
    provided: {
      materials: facts.materials ?? ['identity-document', 'photo', 'lease', 'rental-filing-certificate'],
      houseFiled: facts.houseFiled ?? true,
    },
    presence:
      agency === undefined ? { by: presence ?? 'applicant' } : { by: 'agent', agency: agencyFacts(agency, pack) },
    portraits: facts.portraits ?? pack.photo.portraits.value,
    ...(photo === 'none' ? {} : { photo: photo ?? { source: 'live' } }),
    ...(openApplication === undefined ? {} : { openApplication }),
    ...(permit === undefined ? {} : { permit }),
  }
}

/** An agent of full age with all papers the city asks for, unless the case says otherwise. */
function agencyFacts(facts: CaseFacts, pack: Pack): Parameters<typeof decideAgency>[0] {
  const { birthDate, situation, mobilityEvidence, relation, guardian, agentBirthDate } = facts
  return {
    business: facts.business ?? 'application',
    principal: { birthDate, situation, mobilityEvidence: mobilityEvidence ?? false },
    agent: facts.agent ?? { birthDate: agentBirthDate ?? '1970-01-01', relation, guardian: guardian ?? false },
    documents: facts.documents ?? pack.agency.documents.value,
    supervisorReason: facts.supervisorReason ?? '',
  }
}

function onOf(facts: CaseFacts) {
  return parsePlainDate(facts.on ?? '2016-07-05')
}
