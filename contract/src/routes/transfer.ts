import { TRANSFER_ANSWERS, TRANSFER_EVENTS, TRANSFER_STATES } from '@anju/domain/transfer/transfer-machine.ts'
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
  personFileLook,
  personParams,
  text,
  uuid,
} from '../shape.ts'
import { CONDITIONS } from './application.ts'
import { WRITTEN_ON } from './endorsement.ts'

const transferParams = cityParams.extend({ transferId: uuid })
const condition = z.enum([...CONDITIONS, 'none'])
const county = z.string().regex(/^\d{6}$/)
const step = z.object({ intentId, expectedVersion })
const transferAnswer = caseAnswer.extend({ transferId: uuid })
const refusals = z.array(refusalSchema).readonly()

export const transferRoutes = {
  getTransfers: route({
    method: 'GET',
    path: '/api/:city/persons/:personId/transfers',
    zh: '外地居住证核查情况',
    en: 'Permits issued outside this registry that a person has shown: what the card says, what its office answered, what can be done now and why not',
    access: { kind: 'post', reach: 'city' },
    decides: false,
    looks: personFileLook,
    params: personParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      personId: uuid,
      name: z.string(),
      /** The registered address here; null while there is none. */
      home: z.object({ standardText: z.string(), registeredOn: z.string() }).nullable(),
      documents: z.array(z.string()),
      proofs: z.array(z.string()),
      asksFinding: z.boolean(),
      refusals,
      /** What an endorsement in the same visit needs besides; with reasons, the caller takes none. */
      endorse: z.object({
        documents: z.array(z.string()),
        proofFrom: z.array(z.enum(CONDITIONS)),
        proofs: z.array(z.string()),
        refusals,
      }),
      transfers: z.array(
        z.object({
          transferId: uuid,
          version: z.number().int(),
          permitNo: z.string(),
          cardNo: z.string(),
          issuedOn: z.string(),
          issuedIn: z.string(),
          issuingOffice: z.string(),
          endorsedOn: z.array(z.string()),
          printedExpiryOn: z.string().nullable(),
          oldAddress: z.string(),
          state: z.enum(TRANSFER_STATES),
          openedBy: z.string(),
          openedOn: z.string(),
          answerDueOn: z.string(),
          answer: z.enum(TRANSFER_ANSWERS).nullable(),
          answeredBy: z.string(),
          answeredOn: z.string().nullable(),
          document: z.string(),
          residedFrom: z.string().nullable(),
          signedOffOn: z.string().nullable(),
          decidedBy: z.string(),
          decidedOn: z.string().nullable(),
          permitId: uuid.nullable(),
          /** The endorsement that was taken while the office is asked. */
          endorsed: z.object({ acceptedOn: z.string(), acceptedBy: z.string(), condition }).nullable(),
          /** While the case is open: when the permit is to be endorsed, as if it were entered. */
          window: z
            .object({
              opensOn: z.string(),
              lastInTimeOn: z.string(),
              provisional: z.boolean(),
              isOpen: z.boolean(),
              suspendedSince: z.string().nullable(),
            })
            .nullable(),
          letters: z.array(
            z.object({
              letterId: uuid,
              letter: z.enum(['permit-inquiry', 'address-changed']),
              toOffice: z.string(),
              sentOn: z.string(),
              postedOn: z.string().nullable(),
              trackingNo: z.string(),
            }),
          ),
          next: z.array(z.object({ event: z.enum(TRANSFER_EVENTS), by: duty, refusals })),
        }),
      ),
    }),
  }),
  openTransfer: route({
    ...cityCommand(
      'persons/:personId/transfers',
      '记录外地居住证',
      'Take down a permit issued outside this registry, shown at the new place, and ask the office that issued it',
      ['change-address'],
    ),
    params: personParams,
    body: z.object({
      intentId,
      permitNo: text(40).min(1),
      cardNo: text(40).default(''),
      issuedOn: day,
      issuedIn: county.describe('County of the office that issued it, or signed it last'),
      issuingOffice: text(100).min(1),
      endorsedOn: z.array(day).max(20).default([]),
      printedExpiryOn: day
        .nullable()
        .default(null)
        .describe('Last day printed on a permit issued before the regulation'),
      oldAddress: text(200).min(1),
      materials: z.array(materialForm).max(40).default([]),
      inPerson: z.boolean(),
      finding: z
        .object({ effect: z.enum(['keep', 'reset']), reason: lines(500).min(1) })
        .nullable()
        .default(null),
      endorse: z
        .object({ condition })
        .nullable()
        .default(null)
        .describe('Endorsed in the same visit: accepted today, written when the permit is entered'),
    }),
    answer: transferAnswer.extend({ answerDueOn: z.string() }),
  }),
  acceptTransferEndorsement: route({
    ...cityCommand(
      'transfers/:transferId/endorsement',
      '核查期间受理签注',
      'Accept the endorsement of a permit from elsewhere while its office is being asked; written with the entry, in time or late as of today',
      ['endorse'],
    ),
    params: transferParams,
    body: step.extend({
      condition,
      materials: z.array(materialForm).max(40).default([]),
      inPerson: z.boolean(),
    }),
    answer: transferAnswer,
  }),
  postInquiry: route({
    ...cityCommand(
      'transfers/:transferId/postings',
      '登记寄出',
      'Keep that a letter about a permit from elsewhere was posted',
      ['change-address'],
    ),
    params: transferParams,
    body: step.extend({ letterId: uuid, trackingNo: text(40).default('') }),
    answer: transferAnswer,
  }),
  answerTransfer: route({
    ...cityCommand(
      'transfers/:transferId/answer',
      '登记核查答复',
      'Take down what the office that issued the permit answered, or that nothing came in its time',
      ['change-address'],
    ),
    params: transferParams,
    body: step.extend({
      answer: z.enum(TRANSFER_ANSWERS),
      document: text(200).default(''),
      residedFrom: day
        .nullable()
        .default(null)
        .describe('First day of the residence there, as that office confirmed it'),
      signedOffOn: day.nullable().default(null),
    }),
    answer: transferAnswer,
  }),
  decideTransferCase: route({
    ...cityCommand(
      'transfers/:transferId/decide',
      '复核外地居住证',
      'A second official enters a permit issued elsewhere here, or does not',
      ['confirm-transfer'],
    ),
    params: transferParams,
    body: step.extend({ enter: z.boolean(), note: lines(500).min(1), write: z.enum(WRITTEN_ON) }),
    answer: transferAnswer.extend({
      /** What it did to the permit; null when it was not entered, and in the answer to a repeated command. */
      change: z
        .object({
          effect: z.enum(['keep', 'reset', 'new-registration']),
          issuedOn: z.string(),
          nextAnniversaryOn: z.string(),
        })
        .nullable(),
    }),
  }),
}
