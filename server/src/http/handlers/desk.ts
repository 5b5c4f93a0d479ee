import { deskRoutes } from '@anju/contract/routes/desk.ts'
import { MalformedInput } from '@anju/platform/http/open-app.ts'
import { getMaterialImage } from '../../usecases/get-material-image.ts'
import { IMAGE_BYTES_MAX, isImage, keepBlob } from '../../usecases/keep-blob.ts'
import { listCalls } from '../../usecases/list-calls.ts'
import { gatewayOf, listGateways, listNotices } from '../../usecases/list-notices.ts'
import { listMailings } from '../../usecases/list-mailings.ts'
import { recordCall } from '../../usecases/record-call.ts'
import { recordMailing } from '../../usecases/record-mailing.ts'
import { listQueue } from '../../usecases/list-queue.ts'
import type { HandlersOf } from '../mount.ts'

export const deskHandlers: HandlersOf<typeof deskRoutes> = {
  listQueue: ({ deps, act, body }) => listQueue(deps, act, { all: body.all === '1', part: body.q }),
  listNotices: async ({ deps, act }) => ({
    gateway: gatewayOf(act.city),
    gateways: await listGateways(act),
    notices: await listNotices(deps, act),
  }),
  listCalls: async ({ deps, act }) => ({ gateway: gatewayOf(act.city), calls: await listCalls(deps, act) }),
  recordCall: ({ deps, act, params, body }) => recordCall(deps, act, { noticeId: params.noticeId, ...body }),
  listMailings: async ({ deps, act }) => ({ mailings: await listMailings(deps, act) }),
  recordMailing: ({ deps, act, params, body }) => recordMailing(deps, act, { noticeId: params.noticeId, ...body }),
  keepBlob: ({ deps, act, params, body }) =>
    keepBlob(deps, act, { blobId: params.blobId, mime: body.mime, image: parseImage(body.mime, body.base64) }),
  async getMaterialImage({ deps, act, params }) {
    const { personId, caseId, mime, image } = await getMaterialImage(deps, act, params.materialId)
    return { personId, caseId, mime, base64: image.toString('base64') }
  },
}

/** The bytes of an image. @throws MalformedInput when they are not base64, too many, or not what they are said to be. */
function parseImage(mime: 'image/png' | 'image/jpeg', base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64')
  const isWhole = bytes.toString('base64') === base64
  if (isWhole && bytes.length <= IMAGE_BYTES_MAX && isImage(mime, bytes)) return bytes
  throw new MalformedInput('body', [
    { code: 'invalid_format', format: 'image', path: ['base64'], message: 'not an image' },
  ])
}
