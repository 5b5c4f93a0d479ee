import { z } from 'zod'
import { route } from '../route.ts'
import { CIVIL_EVENTS, cityParams, duty, noBody, noQuery, provisionalYear, uuid } from '../shape.ts'

export const deskRoutes = {
  listQueue: route({
    method: 'GET',
    path: '/api/:city/queue',
    zh: '待办',
    en: 'What waits for the signed-in official, most urgent first',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams,
    query: z.object({
      all: z.enum(['0', '1']).default('0').describe('1: everything open in reach, not only what the caller may do'),
      q: z.string().max(50).default(''),
    }),
    body: noBody,
    answer: z.object({
      legalOn: z.string(),
      total: z.number().int(),
      items: z.array(
        z.object({
          kind: z.enum(['registration', 'application']),
          id: uuid,
          name: z.string(),
          state: z.string(),
          since: z.string(),
          dueOn: z.string().nullable(),
          provisionalYear,
          overdue: z.boolean(),
          standardText: z.string(),
          duties: z.array(duty),
          /** What the police told of the person and nobody has looked at yet (公安通报). */
          reported: z.enum(CIVIL_EVENTS).nullable(),
        }),
      ),
    }),
  }),
  listNotices: route({
    method: 'GET',
    path: '/api/:city/notices',
    zh: '通知（演示网关）',
    en: 'Notices handed to the built-in viewer, which stands where a gateway will be',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      notices: z.array(
        z.object({
          noticeId: uuid,
          template: z.string(),
          text: z.string(),
          mobileMasked: z.string(),
          madeOn: z.string(),
          state: z.string(),
        }),
      ),
    }),
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
    body: z.object({ mime: z.enum(['image/png', 'image/jpeg']), base64: z.string().max(5_700_000) }),
    answer: z.object({ blobId: uuid, bytes: z.number().int() }),
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
    answer: z.object({ mime: z.string(), base64: z.string() }),
  }),
}
