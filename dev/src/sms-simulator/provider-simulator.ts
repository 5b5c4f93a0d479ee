import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { isSigned, SIGNATURE_HEADERS, signatureOf } from '@anju/server/gateway/provider/provider-signature.ts'
import { SimulatedGateway, type ToldReport } from './simulated-gateway.ts'

export type ProviderSimulatorPlan = {
  readonly account: string
  readonly secret: string
  /** Where reports are sent; none keeps them. */
  readonly callback?: string
  readonly port?: number
  /** The clock by which it takes signatures for fresh; the machine's without it. */
  readonly nowMs?: () => number
}
export type ProviderSimulator = {
  readonly url: string
  readonly gateway: SimulatedGateway
  /** What the callback answered, oldest first. */
  readonly callbacks: readonly number[]
  /** What is answered instead of 202 to a message that is taken: 503 for a machine in front that lost the answer. */
  answerWith: number
  stop(): Promise<void>
}

type Reply = { readonly status: number; readonly body: unknown; readonly afterMs?: number; readonly hangsUp?: boolean }

/** A cloud provider's simulator on loopback (短信服务模拟器): takes each message id once. No text of it reaches a telephone. */
export async function startProviderSimulator(plan: ProviderSimulatorPlan): Promise<ProviderSimulator> {
  const run = Date.now().toString(36)
  const callbacks: number[] = []
  const gateway = new SimulatedGateway(
    (n) => `sim-${run}-${n}`,
    (report) => void callBack(plan, report).then((status) => callbacks.push(status)),
  )
  const own = { answerWith: 202 }
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (gateway.mood.down) return request.socket.destroy()
      const reply = answer(plan, gateway, request, body, own.answerWith)
      if (reply.hangsUp === true) return request.socket.destroy()
      return setTimeout(() => {
        response.writeHead(reply.status, { 'content-type': 'application/json', server: 'SIMULATOR' })
        response.end(JSON.stringify(reply.body))
      }, reply.afterMs ?? 0)
    })
  })
  await new Promise<void>((resolve) => server.listen(plan.port ?? 0, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an address and a port
  const { port } = server.address() as AddressInfo
  return Object.assign(own, {
    url: `http://127.0.0.1:${port}`,
    gateway,
    callbacks,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

function answer(
  plan: ProviderSimulatorPlan,
  gateway: SimulatedGateway,
  request: IncomingMessage,
  body: Buffer,
  answerWith: number,
): Reply {
  const header = (name: string) => String(request.headers[name] ?? '')
  const signed = {
    method: request.method ?? '',
    path: request.url ?? '',
    timestamp: header(SIGNATURE_HEADERS.timestamp),
    nonce: header(SIGNATURE_HEADERS.nonce),
    body,
  }
  const { nowMs = Date.now } = plan
  const isOurs = header(SIGNATURE_HEADERS.account) === plan.account
  if (!isOurs || !isSigned(plan.secret, signed, header(SIGNATURE_HEADERS.signature), nowMs()))
    return { status: 401, body: { code: 'signature' } }
  const [, asked] = /^\/messages\/([^/]+)$/.exec(signed.path) ?? []
  if (asked !== undefined) return standing(gateway, decodeURIComponent(asked))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- signed by the sender of this house
  const { messageId, mobile, text } = JSON.parse(body.toString()) as Record<'messageId' | 'mobile' | 'text', string>
  const before = gateway.taken.find((each) => each.messageId === messageId)
  if (before !== undefined) return { status: 200, body: { reference: before.reference } }
  const verdict = gateway.submit({ mobile, text, join: undefined, mark: undefined, messageId })
  if (verdict.kind === 'throttled') return { status: 429, body: { code: 'too-fast' } }
  if (verdict.kind === 'failed') return { status: 503, body: { code: 'unavailable' } }
  if (verdict.kind === 'refused') return { status: 422, body: { code: 'number' } }
  if (!verdict.answers) return { status: 0, body: undefined, hangsUp: true }
  const content = answerWith < 300 ? { reference: verdict.reference } : { code: 'unavailable' }
  return { status: answerWith, body: content, afterMs: verdict.answerMs }
}

function standing(gateway: SimulatedGateway, messageId: string): Reply {
  const taken = gateway.taken.find((each) => each.messageId === messageId)
  if (taken === undefined) return { status: 404, body: { code: 'absent' } }
  const report = gateway.mood.reportTimes === 0 ? null : reportBody({ taken, stat: gateway.mood.stat(taken.mobile) })
  return { status: 200, body: { reference: taken.reference, report } }
}

function reportBody({ taken, stat }: ToldReport) {
  const outcome = stat === 'DELIVRD' ? 'delivered' : stat === 'EXPIRED' ? 'expired' : 'failed'
  return { reference: taken.reference, mobile: taken.mobile, stat, outcome }
}

/** @returns the status of the answer, 0 for none. */
async function callBack(plan: ProviderSimulatorPlan, report: ToldReport): Promise<number> {
  if (plan.callback === undefined) return 0
  const url = new URL(plan.callback)
  const body = Buffer.from(JSON.stringify({ reports: [reportBody(report)] }))
  const signed = {
    method: 'POST',
    path: url.pathname,
    timestamp: String((plan.nowMs ?? Date.now)()),
    nonce: randomUUID(),
    body,
  }
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADERS.account]: plan.account,
      [SIGNATURE_HEADERS.timestamp]: signed.timestamp,
      [SIGNATURE_HEADERS.nonce]: signed.nonce,
      [SIGNATURE_HEADERS.signature]: signatureOf(plan.secret, signed),
    },
    body,
  }).catch(() => undefined)
  return response?.status ?? 0
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without an encoding a request gives buffers
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
