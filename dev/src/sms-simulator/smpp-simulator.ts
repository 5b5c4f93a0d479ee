import {
  readBind,
  readMessage,
  readQuery,
  readSmpp,
  SMPP,
  SMPP_HEADER_BYTES,
  SMPP_STATUS,
  SMPP_TAG,
  writeMessage,
  writeMessageId,
  writeQueryAnswer,
  writeSmpp,
  type SmppPdu,
} from '@anju/server/gateway/smpp/smpp-pdu.ts'
import { readContent, SimulatedGateway, type ToldReport } from './simulated-gateway.ts'
import { startWireSimulator, type GatewaySpeech, type Reaction, type WireSimulator } from './wire-simulator.ts'

export type SmppSimulatorPlan = {
  readonly systemId: string
  readonly password: string
  readonly port?: number
  /** Whether receipts carry the optional parameters, or only the text of Appendix B. */
  readonly tags?: boolean
}
export type SmppSimulator = WireSimulator & { readonly gateway: SimulatedGateway }

/** A gateway simulator that speaks SMPP 3.4 on loopback (短信网关模拟器). No text of it reaches a telephone. */
export async function startSmppSimulator(plan: SmppSimulatorPlan): Promise<SmppSimulator> {
  const run = Date.now().toString(36)
  const gateway = new SimulatedGateway(
    (n) => `sim-${run}-${n}`,
    (report) => simulator.tell(report),
  )
  const speech: GatewaySpeech = {
    headerBytes: SMPP_HEADER_BYTES,
    react: (frame) => react(plan, gateway, readSmpp(frame)),
    report: (sequence, report) =>
      writeSmpp(SMPP.deliverSm, sequence, writeMessage(receiptOf(report, plan.tags ?? true))),
    ping: (sequence) => writeSmpp(SMPP.enquireLink, sequence),
  }
  const simulator = await startWireSimulator(speech, () => gateway, plan.port)
  return { ...simulator, gateway }
}

function react(
  plan: SmppSimulatorPlan,
  gateway: SimulatedGateway,
  { command, status, sequence, body }: SmppPdu,
): Reaction {
  switch (command) {
    case SMPP.bindTransceiver: {
      const { systemId, password, version } = readBind(body)
      const isOurs = systemId === plan.systemId && password === plan.password && version === 0x34
      const answer = isOurs ? SMPP_STATUS.ok : SMPP_STATUS.invalidPassword
      const reply = writeSmpp(SMPP.bindTransceiverResp, sequence, Buffer.from('SIMULATOR\0'), answer)
      return { reply, opens: isOurs, closes: !isOurs }
    }
    case SMPP.querySm:
      return answerQuery(gateway, sequence, body)
    case SMPP.submitSm:
      return takeMessage(gateway, sequence, body)
    case SMPP.enquireLink:
      return { reply: writeSmpp(SMPP.enquireLinkResp, sequence) }
    case SMPP.unbind:
      return { reply: writeSmpp(SMPP.unbindResp, sequence), closes: true }
    case SMPP.deliverSmResp:
      return { settles: { sequence, kept: status === SMPP_STATUS.ok } }
    default:
      return command >= 0x8000_0000
        ? {}
        : { reply: writeSmpp(SMPP.genericNack, sequence, undefined, SMPP_STATUS.invalidCommandId) }
  }
}

function takeMessage(gateway: SimulatedGateway, sequence: number, body: Buffer): Reaction {
  const message = readMessage(body)
  const mark = message.tags.get(SMPP_TAG.userMessageReference)
  const verdict = gateway.submit({
    mobile: message.destination.replace(/^86/, ''),
    ...readContent(message.shortMessage, (message.esmClass & 0x40) !== 0),
    mark: mark?.readUInt16BE(0),
    messageId: undefined,
  })
  const no = (status: number) => ({ reply: writeSmpp(SMPP.submitSmResp, sequence, undefined, status) })
  if (verdict.kind === 'throttled') return no(SMPP_STATUS.throttled)
  if (verdict.kind === 'failed') return no(SMPP_STATUS.systemError)
  if (verdict.kind === 'refused') return no(SMPP_STATUS.invalidDestination)
  if (!verdict.answers) return {}
  const reply = writeSmpp(SMPP.submitSmResp, sequence, writeMessageId(verdict.reference))
  return { reply, afterMs: verdict.answerMs }
}

const STATE_NUMBERS: Readonly<Record<string, number>> = { ENROUTE: 1, DELIVRD: 2, EXPIRED: 3, UNDELIV: 5 }

/** It tells what became of a message also where it never reports by itself. */
function answerQuery(gateway: SimulatedGateway, sequence: number, body: Buffer): Reaction {
  const { messageId } = readQuery(body)
  const taken = gateway.taken.find(({ reference }) => reference === messageId)
  gateway.queries += 1
  if (taken === undefined) return { reply: writeSmpp(SMPP.querySmResp, sequence, undefined, SMPP_STATUS.queryFailed) }
  const stat = gateway.mood.stat(taken.mobile)
  const isOver = stat !== 'ENROUTE'
  const answer = {
    messageId,
    finalDate: isOver ? '161122090100032+' : '',
    state: STATE_NUMBERS[stat] ?? 7,
    errorCode: 0,
  }
  return { reply: writeSmpp(SMPP.querySmResp, sequence, writeQueryAnswer(answer)) }
}

function receiptOf({ taken, stat }: ToldReport, hasTags: boolean) {
  const text = `id:${taken.reference} sub:001 dlvrd:001 submit date:2611220900 done date:2611220901 stat:${stat} err:000 text:SIMULATOR`
  const tags = new Map<number, Buffer>()
  if (hasTags) {
    tags.set(SMPP_TAG.receiptedMessageId, Buffer.from(`${taken.reference}\0`))
    if (taken.mark !== undefined) tags.set(SMPP_TAG.userMessageReference, u16(taken.mark))
  }
  return {
    source: `86${taken.mobile}`,
    destination: '10690000',
    esmClass: 0x04,
    registeredDelivery: 0,
    dataCoding: 0,
    shortMessage: Buffer.from(text, 'latin1'),
    tags,
  }
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
