import { FEE_KINDS, WAIVER_REASONS } from '@anju/domain/fee/standing-fee.ts'
import { CLOSED_WITHOUT_CARD } from '@anju/domain/fee/unearned-fee.ts'
import { PERMIT_ENDINGS } from '@anju/domain/permit/permit-facts.ts'
import { ENDING_EVENTS } from '@anju/domain/policy/ending-policy.ts'
import { PARTICULARS } from '@anju/domain/policy/replacement-policy.ts'
import { CARD_CASE_STATES } from '@anju/domain/replacement/card-case-machine.ts'
import { z } from 'zod'
import { cityCommand } from '../city-command.ts'
import { refusalSchema } from '../problem.ts'
import { route } from '../route.ts'
import {
  caseAnswer,
  cityParams,
  day,
  duty,
  expectedVersion,
  intentId,
  lines,
  materialForm,
  noBody,
  noQuery,
  permitLook,
  permitParams,
  text,
  uuid,
} from '../shape.ts'
import { applicationAgent, PHOTO_SOURCES } from './application.ts'

/** Steps of a case that somebody at a desk takes; the rest is the exchange's. */
export const CARD_CASE_STEPS = [
  'approve',
  'refuse',
  'correct',
  'produce',
  'remake',
  'receive',
  'report-loss',
  'hand-over',
] as const
export const CARD_REASONS = ['damaged', 'changed', 'lost', 'office-error'] as const
/** What became of the card that another one takes the place of. */
export const OLD_CARDS = ['handed-in', 'lost'] as const
/** Where the ending of a permit stands. */
export const ENDING_STATES = ['proposed', 'done', 'rejected', 'taken-back'] as const
export const CARD_ACTIONS = [
  'replacement',
  'reissue',
  'office-error-correction',
  'report-loss',
  'card-found',
  'end-permit',
] as const

const caseParams = cityParams.extend({ cardCaseId: uuid })
const refusals = z.array(refusalSchema).readonly()
const note = lines(500)
const step = z.object({ intentId, expectedVersion })
const business = z.enum(['replacement', 'reissue', 'office-error-correction'])

const cardCaseAnswer = caseAnswer.extend({
  cardCaseId: uuid,
  permitId: uuid,
  business,
  state: z.enum(CARD_CASE_STATES),
  dueOn: z.string(),
})
const endingAnswer = caseAnswer.extend({
  endingId: uuid,
  permitId: uuid,
  state: z.enum(ENDING_STATES),
})
const feeAnswer = caseAnswer.extend({
  entryId: uuid,
  receiptNo: z.string(),
  kind: z.enum(FEE_KINDS),
  fen: z.number().int(),
  waivedFen: z.number().int(),
})

const feeEntry = z.object({
  entryId: uuid,
  receiptNo: z.string(),
  kind: z.enum(FEE_KINDS),
  business: z.string(),
  cardCaseId: uuid,
  personId: uuid,
  fen: z.number().int(),
  waivedFen: z.number().int(),
  law: z.string(),
  reason: z.string(),
  reverses: uuid.nullable(),
  takenOn: z.string(),
  takenBy: z.string(),
})

const cardCase = z.object({
  cardCaseId: uuid,
  version: z.number().int(),
  business,
  reason: z.enum(CARD_REASONS),
  particulars: z.array(z.string()),
  state: z.enum(CARD_CASE_STATES),
  acceptedOn: z.string(),
  dueOn: z.string(),
  reviewedOn: z.string().nullable(),
  acceptanceNo: z.string().nullable(),
  madeOn: z.string().nullable(),
  batchNo: z.string().nullable().describe('List with which the police sent the card'),
  dispatchedOn: z.string().nullable(),
  qualityReasons: z.array(z.object({ code: z.string(), text: z.string() })),
  handsInOldCard: z.boolean().describe('At the hand-over the old card is taken back'),
  oldCard: z.enum(OLD_CARDS).nullable(),
  handedOverOn: z.string().nullable(),
  next: z.array(z.object({ event: z.enum(CARD_CASE_STEPS), by: duty, refusals })),
  tariffFen: z
    .number()
    .int()
    .nullable()
    .describe('In fen; null where no tariff is stated, and then nothing may be asked for'),
  tariffRefusals: refusals,
  mayCollect: z.boolean(),
  settledBy: uuid.nullable(),
  fees: z.array(feeEntry),
})

export const cardRoutes = {
  getCardDesk: route({
    method: 'GET',
    path: '/api/:city/permits/:permitId/cards',
    zh: '证件办理情况',
    en: 'The cards of a permit, what can be done today and why not, cases of another card with their fees, endings put forward',
    access: { kind: 'post', reach: 'city' },
    decides: false,
    looks: permitLook,
    params: permitParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      permitId: uuid,
      permitNo: z.string(),
      personId: uuid,
      name: z.string(),
      documents: z.object({ replacement: z.array(z.string()), reissue: z.array(z.string()) }),
      particulars: z.array(z.enum(PARTICULARS)),
      agency: z
        .object({ businesses: z.array(business), documents: z.array(z.string()) })
        .describe('For which of the three an agent may come, and the papers they show besides'),
      photoOnFile: z.boolean().describe('A photo of this permit is kept, so that none has to be brought'),
      cards: z.array(
        z.object({
          cardId: uuid,
          stockNo: z.string(),
          state: z.enum(['good', 'void']),
          madeOn: z.string(),
          madeFor: z.string().nullable(),
          voidReason: z.string().nullable(),
          voidedOn: z.string().nullable(),
          foundOn: z.string().nullable(),
        }),
      ),
      lostCards: z
        .array(z.string())
        .describe('Stock numbers of cards of this person that were reported lost and have not come back'),
      actions: z.array(z.object({ action: z.enum(CARD_ACTIONS), duty, refusals })),
      cases: z.array(cardCase),
      endings: z.array(
        z.object({
          endingId: uuid,
          version: z.number().int(),
          event: z.enum(ENDING_EVENTS),
          happenedOn: z.string(),
          law: z.string(),
          state: z.enum(ENDING_STATES),
          proposedBy: z.string(),
          proposedOn: z.string(),
          decidedBy: z.string(),
          decidedOn: z.string().nullable(),
          endsOn: z.string().nullable(),
          card: z.enum(['kept', 'handed-in', 'collected']),
          cardTakenOn: z.string().nullable(),
          refusals,
        }),
      ),
    }),
  }),
  openCardCase: route({
    ...cityCommand(
      'permits/:permitId/card-cases',
      '受理换领、补领、更正',
      'Accept a replacement, a reissue or the correction of an error of the office',
      ['accept'],
    ),
    params: permitParams,
    body: z.object({
      intentId,
      reason: z.enum(CARD_REASONS),
      particulars: z
        .array(
          z.object({
            field: z.enum(PARTICULARS),
            before: text(200),
            after: text(200).min(1),
          }),
        )
        .max(10)
        .default([]),
      materials: z.array(materialForm).max(40).default([]),
      inPerson: z.boolean(),
      agent: applicationAgent.nullable().default(null),
      mandateId: uuid.nullable().default(null).describe('The mandate under which the agent acts'),
      photo: z
        .object({ source: z.enum(PHOTO_SOURCES), blobId: uuid, cardValidFrom: day.nullable().default(null) })
        .nullable()
        .default(null)
        .describe('Taken or brought for the new card; without one it shows the face of the old one'),
      agentPortrait: uuid.nullable().default(null),
      note: note.default(''),
    }),
    answer: cardCaseAnswer,
  }),
  approveCardCase: route({
    ...cityCommand('card-cases/:cardCaseId/approve', '审核换领、补领', 'Pass a case of another card', ['review']),
    params: caseParams,
    body: step,
    answer: cardCaseAnswer,
  }),
  refuseCardCase: route({
    ...cityCommand(
      'card-cases/:cardCaseId/refuse',
      '不予换领、补领',
      'Decide a case of another card against the holder',
      ['review'],
    ),
    params: caseParams,
    body: step.extend({ note: note.min(1) }),
    answer: cardCaseAnswer,
  }),
  produceCardOfCase: route({
    ...cityCommand('card-cases/:cardCaseId/produce', '制作新证', 'Make the new card', ['produce']),
    params: caseParams,
    body: step.extend({ stockNo: text(40).min(1) }),
    answer: cardCaseAnswer,
  }),
  remakeCardOfCase: route({
    ...cityCommand(
      'card-cases/:cardCaseId/remake',
      '重制新证',
      'Make the new card anew that was spoilt before it was handed over; where the city makes its own',
      ['produce'],
    ),
    params: caseParams,
    body: step.extend({ stockNo: text(40).min(1), note: note.min(1) }),
    answer: cardCaseAnswer,
  }),
  handOverCardOfCase: route({
    ...cityCommand('card-cases/:cardCaseId/hand-over', '发放新证', 'Hand the new card over, once its fee is settled', [
      'hand-over',
    ]),
    params: caseParams,
    body: step.extend({
      recipient: z.enum(['applicant', 'agent']),
      recipientIdNumber: text(18),
      mandateId: uuid.nullable().default(null).describe('Of an agent; that of the case when nothing is said'),
      oldCard: z.enum(OLD_CARDS).nullable().default(null),
      note: note.default(''),
    }),
    answer: cardCaseAnswer,
  }),
  receiveCardOfCase: route({
    ...cityCommand(
      'card-cases/:cardCaseId/receive',
      '领回新证',
      'Take in the card the police sent; the holder is told',
      ['receive'],
    ),
    params: caseParams,
    body: step.extend({ stockNo: text(40).min(1) }),
    answer: cardCaseAnswer,
  }),
  reportLossOfCase: route({
    ...cityCommand(
      'card-cases/:cardCaseId/loss',
      '新证运送丢失',
      'A card of the list has not come: void at once, and ordered anew',
      ['receive'],
    ),
    params: caseParams,
    body: step.extend({ note: note.min(1) }),
    answer: cardCaseAnswer,
  }),
  correctCardCase: route({
    ...cityCommand(
      'card-cases/:cardCaseId/correct',
      '更正制证资料',
      'Mend what the police sent back for quality, and order again',
      ['correct'],
    ),
    params: caseParams,
    body: step.extend({ name: text(50).default(''), photoBlobId: uuid.optional(), note: note.default('') }),
    answer: cardCaseAnswer,
  }),
  reportCardLost: route({
    ...cityCommand('permits/:permitId/loss', '挂失', 'Report the loss of a card: void from this minute', ['accept']),
    params: permitParams,
    body: z.object({ intentId, note: note.default('') }),
    answer: caseAnswer.extend({ permitId: uuid }),
  }),
  recordCardFound: route({
    ...cityCommand('permits/:permitId/found', '捡回证件', 'A card that was reported lost came back', ['accept']),
    params: permitParams,
    body: z.object({
      intentId,
      stockNo: text(40).min(1).describe('As it stands on the card that came back'),
      note: note.default(''),
    }),
    answer: caseAnswer.extend({ permitId: uuid }),
  }),
  endPermit: route({
    ...cityCommand(
      'permits/:permitId/endings',
      '注销、收缴居住证',
      'End a permit by an event, or put that forward where two officials are needed',
      ['end-permit'],
    ),
    params: permitParams,
    body: z.object({
      intentId,
      event: z.enum(ENDING_EVENTS),
      happenedOn: day,
      note: note.min(1),
      document: text(200).min(1),
      cardTaken: z.boolean(),
    }),
    answer: endingAnswer,
  }),
  decidePermitEnding: route({
    ...cityCommand(
      'permit-endings/:endingId/decide',
      '复核收缴',
      'A second official confirms that a permit is collected, or does not',
      ['confirm-ending'],
    ),
    params: cityParams.extend({ endingId: uuid }),
    body: step.extend({ confirm: z.boolean(), note: note.min(1) }),
    answer: endingAnswer,
  }),
  chargeFee: route({
    ...cityCommand('card-cases/:cardCaseId/charge', '收费', 'Take what the tariff states, with a numbered receipt', [
      'collect-fee',
    ]),
    params: caseParams,
    body: z.object({ intentId }),
    answer: feeAnswer,
  }),
  waiveFee: route({
    ...cityCommand('card-cases/:cardCaseId/waive', '减免', 'Do not ask for what the tariff states, and say why', [
      'collect-fee',
    ]),
    params: caseParams,
    body: z.object({ intentId, reason: z.enum(WAIVER_REASONS), note: note.min(1) }),
    answer: feeAnswer,
  }),
  reverseFee: route({
    ...cityCommand('fees/:entryId/reverse', '冲正', 'Undo an entry of the fee book by another one', ['check-fees']),
    params: cityParams.extend({ entryId: uuid }),
    body: z.object({ intentId, note: note.min(1) }),
    answer: feeAnswer,
  }),
  keepFee: route({
    ...cityCommand(
      'fees/:entryId/keep',
      '收费不退',
      'Leave a charge as it is though its case was closed without a card, and say why',
      ['check-fees'],
    ),
    params: cityParams.extend({ entryId: uuid }),
    body: z.object({ intentId, note: note.min(1) }),
    answer: caseAnswer.extend({ keptId: uuid }),
  }),
  listFees: route({
    method: 'GET',
    path: '/api/:city/fees',
    zh: '收费日对账',
    en: "The fee book of the caller's office on one day: every entry, the sums by clerk and kind, and what was taken for cases closed without a card",
    access: { kind: 'duty', duties: ['collect-fee', 'check-fees'], reach: 'post' },
    decides: false,
    looks: {
      kind: 'list',
      why: 'work-list',
      persons: ({ answer }) => [...answer.entries, ...answer.unearned].map(({ personId }) => personId),
    },
    params: cityParams,
    query: z.object({ on: day.optional() }),
    body: noBody,
    answer: z.object({
      on: z.string(),
      mayReverse: z.boolean(),
      entries: z.array(
        feeEntry.extend({
          reversed: z.boolean(),
          /** It stays by a decision, though no card was made. */
          kept: z.boolean(),
        }),
      ),
      /** Taken for cases that were closed without a card, of any day: to be reversed, or left with the reason. */
      unearned: z.array(
        feeEntry.extend({
          permitId: uuid,
          permitNo: z.string(),
          name: z.string(),
          state: z.enum(CLOSED_WITHOUT_CARD),
          since: z.string(),
          /** By what the permit ended. */
          endedBy: z.enum(PERMIT_ENDINGS).nullable(),
        }),
      ),
      sums: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(FEE_KINDS),
          count: z.number().int(),
          fen: z.number().int(),
          waivedFen: z.number().int(),
        }),
      ),
      totalFen: z.number().int(),
      totalWaivedFen: z.number().int(),
    }),
  }),
}
