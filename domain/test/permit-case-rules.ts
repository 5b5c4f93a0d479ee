import { decideEndorsement } from '../src/endorsement/decide-endorsement.ts'
import { lateEffect } from '../src/endorsement/late-endorsement.ts'
import { reminderDays } from '../src/endorsement/reminder-days.ts'
import type { Decision } from '../src/kernel/decision.ts'
import type { PlainDate } from '../src/kernel/plain-date.ts'
import { decideAddressChange } from '../src/permit/decide-address-change.ts'
import { endorseUntilAfterEnd } from '../src/permit/endorse-until-after-end.ts'
import { moveEffect } from '../src/permit/move-effect.ts'
import type { PermitFacts } from '../src/permit/permit-facts.ts'
import { permitStanding } from '../src/permit/permit-standing.ts'
import type { LifeLaw } from '../src/policy/pack-governing.ts'
import type { Pack } from '../src/policy/pack.ts'
import { decideFoundCard } from '../src/replacement/decide-found-card.ts'
import { decideCorrection, decideReissue, decideReplacement } from '../src/replacement/decide-replacement.ts'
import { decideOldPermit } from '../src/transfer/decide-old-permit.ts'
import {
  answerDueOn,
  decideTransfer,
  decideTransferAnswer,
  decideTransferEntry,
  earlierDaysCount,
} from '../src/transfer/decide-transfer.ts'
import { eligibleFrom } from '../src/residence/eligible-from.ts'
import { decideTransferEndorsement } from '../src/transfer/decide-transfer-endorsement.ts'
import { lifeLedger } from '../src/residence/life-ledger.ts'
import type { CaseFacts } from './case-facts.ts'
import { CALENDAR } from './held-law.ts'

const lawOf = (pack: Pack): LifeLaw => ({ packs: [pack], calendar: CALENDAR })

/** Rules of the permit's life, by the name that a case gives. */
export const PERMIT_CASE_RULES: Readonly<Record<string, (facts: CaseFacts, pack: Pack) => unknown>> = {
  'life-ledger': ({ asOf, permits, stays }, pack) =>
    lifeLedger({ stays: stays.map(stayFacts), permits: (permits ?? []).map(permitFacts) }, asOf, [pack], CALENDAR),
  'permit-standing': ({ asOf, ...permit }, pack) => permitStanding(permitFacts(permit), asOf, lawOf(pack)),
  'late-effect': ({ suspendedFrom, ...endorsed }, pack) => lateEffect(suspendedFrom, endorsed, pack.permit),
  'reminder-days': ({ suspendedFrom, ...window }, pack) => reminderDays(window, suspendedFrom, pack.endorsement),
  'endorse-until-after-end': ({ takenBackOn }, pack) => endorseUntilAfterEnd(takenBackOn, pack, CALENDAR),
  'move-effect': ({ from, to }, pack) => moveEffect(from, to, pack),
  'decide-endorsement': (facts, pack) => decideEndorsement(endorsementCase(facts, pack), facts.on, lawOf(pack)),
  'decide-address-change': (facts, pack) => decideAddressChange(atCounter(facts, pack), facts.on, lawOf(pack)),
  'decide-replacement': (facts, pack) => decideReplacement(atCounter(facts, pack), facts.on, lawOf(pack)),
  'decide-reissue': (facts, pack) => decideReissue(atCounter(facts, pack), facts.on, lawOf(pack)),
  'decide-correction': (facts, pack) => decideCorrection(atCounter(facts, pack), facts.on, lawOf(pack)),
  'decide-transfer': ({ on, ...facts }, pack) => decideTransfer(transferCase(facts, on), on, lawOf(pack)),
  'decide-transfer-endorsement': ({ on, condition, registeredSince, answer, ...facts }, pack) => {
    const transfer = { ...transferCase(facts, on), ...(answer === undefined ? {} : { answer }) }
    const { provided, presence } = transfer
    const residence = livingSince(registeredSince ?? facts.home.registeredOn, pack)
    const asked = { condition: condition ?? 'dwelling', channel: 'counter', provided, presence, residence } as const
    return decideTransferEndorsement(transfer, asked, on, lawOf(pack))
  },
  'decide-transfer-entry': ({ on, dueOn, ...facts }, pack) =>
    decideTransferEntry({ ...transferCase(facts, on), dueOn: dueOn ?? on }, on, lawOf(pack)),
  'decide-transfer-answer': ({ on, answer, dueOn }, pack) =>
    named('answer', decideTransferAnswer(answer, dueOn, on, lawOf(pack))),
  'answer-due-on': ({ askedOn }, pack) => answerDueOn(askedOn, lawOf(pack)),
  'earlier-days-count': ({ effect }) => earlierDaysCount({ effect }),
  'decide-old-permit': ({ on, ...old }, pack) => named('as', decideOldPermit(old, on ?? '2016-02-01', pack)),
  'decide-found-card': ({ on, cards, stockNo }) => decideFoundCard({ cards }, stockNo, on),
}

/** A permit of Foshan to which nothing happened, unless the case says otherwise; `endorsed` are days decided at once. */
export function permitFacts({ endorsed, ...facts }: CaseFacts): PermitFacts {
  const done = (endorsed ?? []).map((on: string) => ({ acceptedOn: on, completedOn: on }))
  return {
    permitId: 'p',
    issuedIn: '440604',
    moves: [],
    cards: [],
    ...facts,
    endorsements: [...done, ...(facts.endorsements ?? [])],
  }
}

function stayFacts(facts: CaseFacts) {
  return { registrationId: facts.registeredOn, declaredAs: 'arrival', ...facts }
}

/** The holder in person with every paper that any city asks for, unless the case says otherwise. */
function atCounter(facts: CaseFacts, pack: Pack) {
  const { agent, materials, permit, presence } = facts
  const documents = agent?.documents ?? pack.agency.documents.value
  return {
    ...facts,
    permit: permitFacts(permit),
    provided: { materials: materials ?? ['residence-permit', 'identity-document', 'lease'], houseFiled: true },
    presence:
      agent === undefined
        ? { by: presence ?? 'applicant' }
        : {
            by: 'agent',
            agency: {
              principal: { birthDate: agent.principalBirthDate, situation: agent.situation, mobilityEvidence: true },
              agent: { birthDate: '1970-01-01', relation: agent.relation, guardian: false },
              documents,
              supervisorReason: '',
            },
          },
  }
}

/** A decision for one word, under a name by which a case can ask for it. */
function named<T>(name: string, decision: Decision<T>): Decision<Readonly<Record<string, T>>> {
  return decision.ok ? { ...decision, value: { [name]: decision.value } } : decision
}

/** A card of another office, its holder registered here and present with every paper, unless the case says otherwise. */
function transferCase(facts: CaseFacts, on: string) {
  const { issuedOn, issuedIn, endorsedOn, printedExpiryOn, home, materials, presence, ...others } = facts
  const printed = printedExpiryOn === undefined ? {} : { printedExpiryOn }
  return {
    card: { permitNo: 'GZ000001', issuedOn, issuedIn, endorsedOn: endorsedOn ?? [], ...printed },
    shownOn: on,
    ...(home === null ? {} : { home }),
    provided: { materials: materials ?? ['residence-permit', 'identity-document', 'lease'], houseFiled: true },
    presence: { by: presence ?? 'applicant' },
    isKnown: false,
    ...others,
  }
}

/** Living here without a break since before the permit unless the case says since when, with a home. */
function endorsementCase(facts: CaseFacts, pack: Pack) {
  const residence = { ...livingSince(facts.registeredSince ?? '2010-01-01', pack), ...facts.residence }
  return { condition: 'dwelling', channel: 'counter', ...atCounter(facts, pack), residence }
}

function livingSince(since: PlainDate, { halfYear }: Pack) {
  return { residing: true, registeredSince: since, residenceStart: since, eligibleFrom: eligibleFrom(since, halfYear) }
}
