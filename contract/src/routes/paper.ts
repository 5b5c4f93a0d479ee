import { isPaperInFull } from '@anju/domain/oversight/decide-print.ts'
import { z } from 'zod'
import { refusalSchema } from '../problem.ts'
import { route } from '../route.ts'
import { cityParams, intentId, noBody, noQuery, statedPurpose, uuid } from '../shape.ts'

export const PAPERS = [
  'form',
  'registration-receipt',
  'cancellation',
  'acceptance-receipt',
  'deficiency-notice',
  'refusal',
  'pick-up-notice',
  'objection-answer',
  'permit-cancellation',
  'card-refusal',
  'endorsement-refusal',
  'fee-receipt',
  'permit-inquiry',
  'address-told',
  'transfer-refusal',
  'notice-letter',
] as const
/** Asked for where the paper shows numbers in full and is no part of today's work. */
const printPurpose = statedPurpose.omit({ caseId: true })
const pdf = z.string().describe('PDF/A-2b, base64')

export const paperRoutes = {
  printPaper: route({
    method: 'POST',
    path: '/api/:city/papers',
    zh: '打印',
    en: 'Print a paper of a case; it is kept, and can be printed again to the same bytes',
    access: { kind: 'post', reach: 'post' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: printPurpose.extend({
      intentId,
      kind: z.enum(PAPERS),
      subjectId: uuid.describe('The case it belongs to; of a letter, the notice'),
    }),
    answer: z.object({ paperId: uuid, personId: uuid, repeated: z.boolean(), pdf }),
    looks: {
      kind: 'print',
      why: 'case-or-asked',
      persons: ({ answer }) => [answer.personId],
      caseOf: ({ body }) => body.subjectId,
      inFull: ({ body }) => isPaperInFull(body.kind),
    },
  }),
  getPaper: route({
    method: 'POST',
    path: '/api/:city/papers/:paperId/reprint',
    zh: '重新打印',
    en: 'A paper as it was given out, byte for byte; POST, because a purpose stands in no address line',
    access: { kind: 'post', reach: 'post' },
    decides: true,
    params: cityParams.extend({ paperId: uuid }),
    query: noQuery,
    body: printPurpose,
    answer: z.object({ kind: z.string(), personId: uuid, caseId: uuid, pdf }),
    looks: {
      kind: 'print',
      why: 'case-or-asked',
      persons: ({ answer }) => [answer.personId],
      caseOf: ({ answer }) => answer.caseId,
      inFull: ({ answer }) => isPaperInFull(answer.kind),
    },
  }),
  listPapers: route({
    method: 'GET',
    path: '/api/:city/papers/of/:subject/:caseId',
    zh: '打印记录',
    en: 'What was printed for a case, and what can be printed now',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams.extend({
      subject: z.enum([
        'registration',
        'application',
        'objection',
        'permit-ending',
        'card-case',
        'endorsement',
        'fee',
        'transfer',
      ]),
      caseId: uuid,
    }),
    query: noQuery,
    body: noBody,
    answer: z.object({
      offers: z.array(z.object({ kind: z.enum(PAPERS), refusals: z.array(refusalSchema) })),
      papers: z.array(
        z.object({
          paperId: uuid,
          kind: z.string(),
          printedOn: z.string(),
          printedBy: z.string(),
          version: z.number().int(),
        }),
      ),
    }),
    looks: 'nothing personal',
  }),
  getBlankForm: route({
    method: 'GET',
    path: '/api/:city/forms/blank',
    zh: '空白表格',
    en: 'The form of the city, blank, to be filled in at home',
    access: { kind: 'public' },
    limit: { burst: 10, perMinute: 20 },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ pdf }),
    looks: 'nothing personal',
  }),
}
