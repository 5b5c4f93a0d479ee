import { z } from 'zod'
import { route } from '../route.ts'
import {
  base64,
  cityParams,
  CIVIL_EVENTS,
  duty,
  intentId,
  lines,
  noBody,
  noQuery,
  provisionalYear,
  text,
  uuid,
} from '../shape.ts'

/** What sees to the messages of the city. */
const gateway = z.object({ kind: z.enum(['viewer', 'smpp', 'cmpp', 'provider']), name: z.string() })

export const CALL_RESULTS = ['reached', 'no-answer', 'wrong-number'] as const
const callResult = z.enum(CALL_RESULTS)

export const deskRoutes = {
  listQueue: route({
    method: 'POST',
    path: '/api/:city/queue/search',
    zh: '待办',
    en: 'What waits for the signed-in official, most urgent first; POST, so that a name looked for is in no address line',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: z.object({
      all: z.enum(['0', '1']).default('0').describe('1: everything open in reach, not only what the caller may do'),
      q: text(50).default(''),
    }),
    answer: z.object({
      legalOn: z.string(),
      total: z.number().int(),
      items: z.array(
        z.object({
          kind: z.enum([
            'registration',
            'application',
            'card-case',
            'permit-ending',
            'endorsement',
            'letter',
            'objection',
            'transfer',
            'fee',
          ]),
          /** The case; of an endorsement, a case of another card and an ending, the permit; of a fee, its entry. */
          id: uuid,
          /** The case itself, by which it is assigned. */
          caseId: uuid,
          personId: uuid,
          name: z.string(),
          state: z.string(),
          since: z.string(),
          dueOn: z.string().nullable(),
          provisionalYear,
          overdue: z.boolean(),
          standardText: z.string(),
          duties: z.array(duty),
          /** To whom it was given (承办人); null while it is the whole office's. */
          assignee: z.object({ name: z.string(), isMe: z.boolean() }).nullable(),
          /** What the police told of the person and nobody has looked at yet (公安通报). */
          reported: z.enum(CIVIL_EVENTS).nullable(),
        }),
      ),
    }),
    looks: { kind: 'list', why: 'work-list', persons: ({ answer }) => answer.items.map(({ personId }) => personId) },
  }),
  listNotices: route({
    method: 'GET',
    path: '/api/:city/notices',
    zh: '通知记录',
    en: 'The latest notices, what became of each, and by which gateway they go; with the built-in viewer none reaches a telephone',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      gateway,
      /** Every gateway of the city, in the order of its settings. */
      gateways: z.array(
        gateway.extend({
          chosen: z.boolean().describe('What waits goes by this one'),
          lowered: z.boolean().describe('It has lost its priority: slow, failing or away'),
          since: z.string().nullable(),
          why: z.string(),
        }),
      ),
      notices: z.array(
        z.object({
          noticeId: uuid,
          personId: uuid,
          template: z.string(),
          text: z.string(),
          mobileMasked: z.string(),
          madeOn: z.string(),
          state: z
            .string()
            .describe('shown, no-number, or where the message stands: queued, handed-over, delivered, …'),
          parts: z.number().int(),
          why: z.string().describe("The gateway's last word"),
        }),
      ),
    }),
    looks: { kind: 'list', why: 'work-list', persons: ({ answer }) => answer.notices.map(({ personId }) => personId) },
  }),
  listCalls: route({
    method: 'GET',
    path: '/api/:city/calls',
    zh: '待电话联系',
    en: 'People whom an important notice did not reach, to be telephoned; latest first',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      gateway,
      calls: z.array(
        z.object({
          noticeId: uuid,
          personId: uuid,
          name: z.string(),
          mobileMasked: z.string().describe('Shown in full by revealField, to be called'),
          template: z.string(),
          text: z.string(),
          madeOn: z.string(),
          state: z.string(),
          why: z.string(),
          earlier: z.array(z.object({ calledOn: z.string(), result: callResult, note: z.string() })),
        }),
      ),
    }),
    looks: { kind: 'list', why: 'work-list', persons: ({ answer }) => answer.calls.map(({ personId }) => personId) },
  }),
  recordCall: route({
    method: 'POST',
    path: '/api/:city/notices/:noticeId/calls',
    zh: '登记电话联系结果',
    en: 'What came of a telephone call about a notice; unanswered, the person stays on the list',
    access: { kind: 'post', reach: 'post' },
    decides: true,
    params: cityParams.extend({ noticeId: uuid }),
    query: noQuery,
    body: z.object({ intentId, result: callResult, note: lines(200).default('') }),
    answer: z.object({ noticeId: uuid, number: z.number().int() }),
    looks: 'nothing personal',
  }),
  listMailings: route({
    method: 'GET',
    path: '/api/:city/mailings',
    zh: '待邮寄',
    en: 'Notices with legal effect that no message and no call brought to the person: letters to be printed and posted; oldest first',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      mailings: z.array(
        z.object({
          noticeId: uuid,
          personId: uuid,
          name: z.string(),
          template: z.string(),
          text: z.string(),
          madeOn: z.string(),
          state: z.string(),
          why: z.string(),
          printedOn: z.string().nullable(),
        }),
      ),
    }),
    looks: { kind: 'list', why: 'work-list', persons: ({ answer }) => answer.mailings.map(({ personId }) => personId) },
  }),
  recordMailing: route({
    method: 'POST',
    path: '/api/:city/notices/:noticeId/mailing',
    zh: '登记邮寄',
    en: 'The letter of a notice was posted, with the number of the post where it has one',
    access: { kind: 'post', reach: 'post' },
    decides: true,
    params: cityParams.extend({ noticeId: uuid }),
    query: noQuery,
    body: z.object({
      intentId,
      trackingNo: z
        .string()
        .trim()
        .regex(/^[0-9A-Za-z]{0,30}$/)
        .default(''),
    }),
    answer: z.object({ noticeId: uuid }),
    looks: 'nothing personal',
  }),
  keepBlob: route({
    method: 'PUT',
    path: '/api/:city/blobs/:blobId',
    zh: '上传影像',
    en: 'Keep an image (base64, PNG or JPEG, at most 4 MB) for a case; encrypted, named by the client so that a retry is one image',
    access: { kind: 'signed-in' },
    decides: false,
    params: cityParams.extend({ blobId: uuid }),
    query: noQuery,
    body: z.object({ mime: z.enum(['image/png', 'image/jpeg']), base64: base64(5_700_000) }),
    answer: z.object({ blobId: uuid, bytes: z.number().int() }),
    looks: 'nothing personal',
  }),
  getMaterialImage: route({
    method: 'GET',
    path: '/api/:city/materials/:materialId/image',
    zh: '查看影像',
    en: 'The image of one paper',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams.extend({ materialId: uuid }),
    query: noQuery,
    body: noBody,
    answer: z.object({ personId: uuid, caseId: uuid.nullable(), mime: z.string(), base64: z.string() }),
    looks: {
      kind: 'image',
      why: 'case',
      persons: ({ answer }) => [answer.personId],
      caseOf: ({ answer }) => answer.caseId ?? undefined,
    },
  }),
}
