import { authenticatorOfGateway, authenticatorOfSource } from '@anju/server/gateway/cmpp/authenticator.ts'
import {
  CMPP,
  CMPP_HEADER_BYTES,
  CMPP_VERSION,
  readAnswer,
  readCmpp,
  readConnect,
  readSubmit,
  writeAnswer,
  writeCmpp,
  writeConnectAnswer,
  writeDeliver,
  writeReport,
  type CmppPdu,
} from '@anju/server/gateway/cmpp/cmpp-pdu.ts'
import { readContent, SimulatedGateway, type ToldReport } from './simulated-gateway.ts'
import { startWireSimulator, type GatewaySpeech, type Reaction, type WireSimulator } from './wire-simulator.ts'

export type CmppSimulatorPlan = {
  readonly providerCode: string
  readonly sharedSecret: string
  readonly port?: number
  /** What the gateway itself proves that it knows; another secret makes it an impostor. */
  readonly gatewaySecret?: string
}
export type CmppSimulator = WireSimulator & { readonly gateway: SimulatedGateway }

/** A gateway simulator that speaks CMPP 3.0 on loopback (短信网关模拟器). No text of it reaches a telephone. */
export async function startCmppSimulator(plan: CmppSimulatorPlan): Promise<CmppSimulator> {
  const gateway = new SimulatedGateway(messageIds(Date.now()), (report) => simulator.tell(report))
  const speech: GatewaySpeech = {
    headerBytes: CMPP_HEADER_BYTES,
    react: (frame) => react(plan, gateway, readCmpp(frame)),
    report: (sequence, report) => writeCmpp(CMPP.deliver, sequence, writeDeliver(deliveryOf(plan, report))),
    ping: (sequence) => writeCmpp(CMPP.activeTest, sequence),
  }
  const simulator = await startWireSimulator(speech, () => gateway, plan.port)
  return { ...simulator, gateway }
}

/** Eight bytes: the start of this run, so that two runs never give one number twice, and a counter. */
function messageIds(startMs: number): (n: number) => string {
  return (n) => {
    const id = Buffer.alloc(8)
    id.writeUInt32BE(Math.floor(startMs / 100) % 2 ** 32)
    id.writeUInt32BE(n, 4)
    return id.toString('hex')
  }
}

function react(plan: CmppSimulatorPlan, gateway: SimulatedGateway, { command, sequence, body }: CmppPdu): Reaction {
  switch (command) {
    case CMPP.connect:
      return takeLogin(plan, sequence, body)
    case CMPP.submit:
      return takeMessage(gateway, sequence, body)
    case CMPP.activeTest:
      return { reply: writeCmpp(CMPP.activeTestResp, sequence, Buffer.alloc(1)) }
    case CMPP.terminate:
      return { reply: writeCmpp(CMPP.terminateResp, sequence), closes: true }
    case CMPP.deliverResp:
      return { settles: { sequence, kept: readAnswer(body).result === 0 } }
    default:
      return {}
  }
}

function takeLogin(plan: CmppSimulatorPlan, sequence: number, body: Buffer): Reaction {
  const { sourceAddress, authenticator, version, timestamp } = readConnect(body)
  const written = String(timestamp).padStart(10, '0')
  const isKnown = sourceAddress === plan.providerCode
  const isProved = authenticatorOfSource(plan.providerCode, plan.sharedSecret, written).equals(authenticator)
  const status = !isKnown ? 2 : !isProved ? 3 : version > CMPP_VERSION ? 4 : 0
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(status)
  const proof = authenticatorOfGateway(bytes, authenticator, plan.gatewaySecret ?? plan.sharedSecret)
  const answer = writeConnectAnswer({ status, authenticator: proof, version: CMPP_VERSION })
  return { reply: writeCmpp(CMPP.connectResp, sequence, answer), opens: status === 0, closes: status !== 0 }
}

function takeMessage(gateway: SimulatedGateway, sequence: number, body: Buffer): Reaction {
  const submit = readSubmit(body)
  const verdict = gateway.submit({
    mobile: submit.destination,
    ...readContent(submit.content, submit.hasHeader),
    mark: undefined,
    messageId: undefined,
  })
  const answer = (messageId: string, result: number) =>
    writeCmpp(CMPP.submitResp, sequence, writeAnswer({ messageId: Buffer.from(messageId, 'hex'), result }))
  const none = '00'.repeat(8)
  if (verdict.kind === 'throttled') return { reply: answer(none, 8) }
  if (verdict.kind === 'failed') return { reply: answer(none, 3) }
  if (verdict.kind === 'refused') return { reply: answer(none, 13) }
  return verdict.answers ? { reply: answer(verdict.reference, 0), afterMs: verdict.answerMs } : {}
}

function deliveryOf(plan: CmppSimulatorPlan, { taken, stat }: ToldReport) {
  const messageId = Buffer.from(taken.reference, 'hex')
  return {
    messageId,
    destination: plan.providerCode,
    source: taken.mobile,
    isReport: true,
    content: writeReport({
      messageId,
      stat,
      submittedAt: '2611220900',
      doneAt: '2611220901',
      destination: taken.mobile,
    }),
  }
}
