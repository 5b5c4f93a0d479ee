import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, it } from 'node:test'
import { startCmppSimulator } from '@anju/dev/sms-simulator/cmpp-simulator.ts'
import type { SimulatedGateway } from '@anju/dev/sms-simulator/simulated-gateway.ts'
import { startSmppSimulator } from '@anju/dev/sms-simulator/smpp-simulator.ts'
import type { WireSimulator } from '@anju/dev/sms-simulator/wire-simulator.ts'
import { cmppProtocol } from '../cmpp/cmpp-protocol.ts'
import type { DeliveryReport, HandOver, OutgoingPart } from '../message-sender.ts'
import { readSmpp, SMPP, writeMessage, writeMessageId, writeSmpp } from '../smpp/smpp-pdu.ts'
import { smppProtocol } from '../smpp/smpp-protocol.ts'
import { splitText } from '../text-part.ts'
import type { WireProtocol } from './wire-protocol.ts'
import { FrameReader } from './frame-reader.ts'
import { WireSession, type WireSettings } from './wire-session.ts'

type Simulator = WireSimulator & { readonly gateway: SimulatedGateway }
type Spoken = { readonly protocol: (secret: string) => WireProtocol; readonly start: () => Promise<Simulator> }

const SPOKEN: Readonly<Record<string, Spoken>> = {
  'SMPP 3.4': {
    protocol: (password) => smppProtocol({ systemId: 'anju', password, systemType: '', sourceAddress: '106900001' }),
    start: () => startSmppSimulator({ systemId: 'anju', password: 'right' }),
  },
  'CMPP 3.0': {
    protocol: (sharedSecret) =>
      cmppProtocol({ providerCode: '900001', sharedSecret, serviceId: 'anju', sourceId: '106900001' }),
    start: () => startCmppSimulator({ providerCode: '900001', sharedSecret: 'right' }),
  },
}

const MOBILE = '13800000001'
const partOf = (messageId: string, text = `【佛山居住证】${messageId}`, part = 1): OutgoingPart => ({
  messageId,
  part,
  parts: splitText(text).length,
  mobile: MOBILE,
  text,
})

type Line = {
  readonly session: WireSession
  readonly simulator: Simulator
  readonly reports: DeliveryReport[]
  readonly late: HandOver[]
  readonly states: string[]
  keeps: boolean
}
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function open(spoken: Spoken, settings: Partial<WireSettings> = {}, secret = 'right'): Promise<Line> {
  const simulator = await spoken.start()
  const line = {
    simulator,
    reports: [] as DeliveryReport[],
    late: [] as HandOver[],
    states: [] as string[],
    keeps: true,
  }
  const session = new WireSession(
    spoken.protocol(secret),
    {
      host: '127.0.0.1',
      port: simulator.port,
      window: 16,
      perSecond: 1_000,
      answerMs: 400,
      pingMs: 1_000,
      reconnectMs: 20,
      throttleMs: 50,
      ...settings,
    },
    {
      onReport: (report) => {
        if (!whole.keeps) return Promise.reject(new Error('the database is away'))
        line.reports.push(report)
        return Promise.resolve()
      },
      onLate: (_part, handOver) => {
        line.late.push(handOver)
        return Promise.resolve()
      },
      onState: (state, why) => line.states.push(`${state}: ${why}`),
    },
    () => '2026-11-22T00:00:00.000Z',
  )
  const whole = Object.assign(line, { session })
  closing.push(
    () => simulator.stop(),
    () => session.stop(),
  )
  return whole
}
const until = async (what: string, holds: () => boolean) => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 300) assert.fail(`waited in vain: ${what}`)
    await pause(10)
  }
}
const ready = (line: Line) => until('the line is ready', () => line.session.ready())

for (const [name, spoken] of Object.entries(SPOKEN)) {
  describe(`a line that speaks ${name}`, () => {
    it('logs in, hands over, gets the report by the same id, and says good-bye', async () => {
      const line = await open(spoken)
      assert.equal((await line.session.send(partOf('early'))).outcome, 'unavailable')
      await ready(line)
      const done = await line.session.send(partOf('one'))
      assert.ok(done.outcome === 'accepted')
      await until('the report', () => line.reports.length === 1)
      assert.equal(line.reports[0]?.reference, done.reference)
      assert.equal(line.reports[0]?.outcome, 'delivered')
      assert.deepEqual(line.simulator.gateway.readOn(MOBILE), ['【佛山居住证】one'])
      await until('it is acknowledged', () => line.simulator.untold() === 0)
      await line.session.stop()
      await until('it is gone', () => line.simulator.clients() === 0)
    })

    it('a wrong secret never gets in, and nothing counts as sent', async () => {
      const line = await open(spoken, {}, 'wrong')
      await until('the refusal', () => line.states.length > 0)
      assert.match(line.states[0] ?? '', /^down: .*refused/)
      assert.equal((await line.session.send(partOf('one'))).outcome, 'unavailable')
      assert.equal(line.simulator.gateway.submissions, 0)
    })

    it('a long text arrives whole, whichever part comes first', async () => {
      const text = `【佛山居住证】${'居住证签注提醒𠮷'.repeat(20)}`
      const line = await open(spoken)
      await ready(line)
      const parts = splitText(text).map((_, at) => partOf('long', text, at + 1))
      assert.ok(parts.length > 2)
      const done = await Promise.all(parts.toReversed().map((part) => line.session.send(part)))
      assert.ok(done.every(({ outcome }) => outcome === 'accepted'))
      assert.deepEqual(line.simulator.gateway.readOn(MOBILE), [text])
    })

    it('no more than the window is under way at once', async () => {
      const line = await open(spoken, { window: 3 })
      await ready(line)
      line.simulator.gateway.mood.answerMs = () => 120
      const sending = Array.from({ length: 7 }, (_, at) => line.session.send(partOf(`w${at}`)))
      await pause(70)
      assert.equal(line.simulator.gateway.submissions, 3)
      assert.ok((await Promise.all(sending)).every(({ outcome }) => outcome === 'accepted'))
      assert.equal(line.simulator.gateway.submissions, 7)
    })

    it('keeps its pace', async () => {
      const line = await open(spoken, { perSecond: 40 })
      await ready(line)
      const sending = Array.from({ length: 10 }, (_, at) => line.session.send(partOf(`p${at}`)))
      await pause(60)
      assert.ok(line.simulator.gateway.submissions <= 5, `${line.simulator.gateway.submissions} at once`)
      assert.ok((await Promise.all(sending)).every(({ outcome }) => outcome === 'accepted'))
    })

    it('too fast: the gateway says so, the text is not taken, and the line waits', async () => {
      const line = await open(spoken, { throttleMs: 200 })
      await ready(line)
      line.simulator.gateway.mood.throttles = (n) => n === 1
      assert.equal((await line.session.send(partOf('one'))).outcome, 'throttled')
      const second = line.session.send(partOf('two'))
      await pause(80)
      assert.equal(line.simulator.gateway.submissions, 1)
      assert.equal((await second).outcome, 'accepted')
      assert.deepEqual(line.simulator.gateway.readOn(MOBILE), ['【佛山居住证】two'])
    })

    it('a number that is none is refused for good', async () => {
      const line = await open(spoken)
      await ready(line)
      line.simulator.gateway.mood.refuses = () => true
      const done = await line.session.send(partOf('one'))
      assert.ok(done.outcome === 'refused' && done.permanent)
    })

    it('taken without an answer is unknown; the report still comes', async () => {
      const line = await open(spoken)
      await ready(line)
      line.simulator.gateway.mood.losesAnswer = () => true
      assert.equal((await line.session.send(partOf('one'))).outcome, 'unknown')
      await until('the report', () => line.reports.length === 1)
      assert.equal(line.simulator.gateway.taken.length, 1)
    })

    it('an answer that comes after its time is told all the same', async () => {
      const line = await open(spoken, { answerMs: 100 })
      await ready(line)
      line.simulator.gateway.mood.answerMs = () => 220
      assert.equal((await line.session.send(partOf('one'))).outcome, 'unknown')
      await until('the late answer', () => line.late.length === 1)
      assert.deepEqual(line.late[0], {
        outcome: 'accepted',
        reference: line.simulator.gateway.taken[0]?.reference,
      })
    })

    it('a line that is cut: what was written is unknown, what was not is unavailable, and it comes back', async () => {
      const line = await open(spoken, { window: 1 })
      await ready(line)
      line.simulator.gateway.mood.answerMs = () => 300
      const [written, waiting] = [line.session.send(partOf('one')), line.session.send(partOf('two'))]
      await until('the first is there', () => line.simulator.gateway.taken.length === 1)
      line.simulator.cut()
      assert.equal((await written).outcome, 'unknown')
      assert.equal((await waiting).outcome, 'unavailable')
      line.simulator.gateway.mood.answerMs = () => 0
      await ready(line)
      assert.equal((await line.session.send(partOf('two'))).outcome, 'accepted')
    })

    it('reports of a time without a line are told when it is back', async () => {
      const line = await open(spoken)
      await ready(line)
      line.simulator.gateway.mood.reportMs = 60
      assert.equal((await line.session.send(partOf('one'))).outcome, 'accepted')
      line.simulator.cut()
      await until('the report', () => line.reports.length === 1)
    })

    it('a report that could not be kept is not acknowledged, and comes again', async () => {
      const line = await open(spoken)
      await ready(line)
      line.keeps = false
      assert.equal((await line.session.send(partOf('one'))).outcome, 'accepted')
      await pause(100)
      assert.equal(line.reports.length, 0)
      assert.equal(line.simulator.untold(), 1)
      line.keeps = true
      await until('the report', () => line.reports.length === 1)
      await until('it is acknowledged', () => line.simulator.untold() === 0)
    })

    it('answers pings, and gives a line up that answers none', async () => {
      const line = await open(spoken, { pingMs: 30 })
      await ready(line)
      line.simulator.ping()
      await pause(200)
      assert.ok(line.session.ready())
      assert.deepEqual(line.states, [`ready: ${name}`])
      line.simulator.gateway.mood.deaf = true
      await until('it is given up', () => line.states.length > 1)
      assert.equal(line.states[1], 'down: the line is dead')
    })
  })
}

describe('a gateway that says what nobody can use', () => {
  /** Takes every login, and answers it with some bytes more. @returns its port, when each login came, and what was answered to receipts */
  async function startOddGateway(after: (socket: Socket) => void) {
    const logins: number[] = []
    const answered: number[] = []
    const server = createServer((socket) => {
      const reader = new FrameReader(16)
      socket.on('error', () => {})
      socket.on('data', (bytes: Buffer) => {
        for (const frame of reader.push(bytes)) {
          const { command, sequence, status } = readSmpp(frame)
          if (command === SMPP.deliverSmResp) answered.push(status)
          if (command !== SMPP.bindTransceiver) continue
          logins.push(performance.now())
          socket.write(writeSmpp(SMPP.bindTransceiverResp, sequence, writeMessageId('odd')))
          after(socket)
        }
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(async () => {
      server.close()
      await once(server, 'close')
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an address and a port
    return { port: (server.address() as AddressInfo).port, logins, answered }
  }
  async function openTo(port: number): Promise<readonly DeliveryReport[]> {
    const reports: DeliveryReport[] = []
    const settings = {
      host: '127.0.0.1',
      port,
      window: 1,
      perSecond: 10,
      answerMs: 5_000,
      pingMs: 60_000,
      reconnectMs: 20,
    }
    const session = new WireSession(
      smppProtocol({ systemId: 'anju', password: 'right', systemType: '', sourceAddress: '106900001' }),
      { ...settings, throttleMs: 50 },
      { onReport: async (report) => void reports.push(report), onLate: async () => {}, onState: () => {} },
      () => '2026-11-22T00:00:00.000Z',
    )
    closing.push(() => session.stop())
    await until('the line is ready', () => session.ready())
    return reports
  }
  const receipt = (text: string) =>
    writeMessage({
      source: MOBILE,
      destination: '106900001',
      esmClass: 4,
      registeredDelivery: 0,
      dataCoding: 0,
      shortMessage: Buffer.from(text),
      tags: new Map(),
    })

  it('a receipt that names no message is taken, and what comes after it gets through', async () => {
    const gateway = await startOddGateway((socket) => {
      socket.write(writeSmpp(SMPP.deliverSm, 1, receipt('stat:DELIVRD')))
      socket.write(writeSmpp(SMPP.deliverSm, 2, receipt('id:7 stat:DELIVRD')))
    })
    const reports = await openTo(gateway.port)
    await until('the receipt behind it', () => reports.length === 1 && gateway.answered.length === 2)
    assert.equal(reports[0]?.reference, '7')
    assert.deepEqual(gateway.answered, [0, 0])
    assert.equal(gateway.logins.length, 1)
  })

  it('a line that breaks after every login is tried again more and more seldom', async () => {
    const gateway = await startOddGateway((socket) => socket.write(Buffer.alloc(16)))
    void openTo(gateway.port).catch(() => {})
    await until('five logins', () => gateway.logins.length >= 5)
    const pauses = gateway.logins.slice(1, 5).map((at, login) => at - (gateway.logins[login] ?? 0))
    // 20, 40, 80 and 160 ms; a timer may be a millisecond early.
    pauses.forEach((gap, times) => assert.ok(gap >= 20 * 2 ** times - 2, pauses.join()))
  })
})

describe('an impostor', () => {
  it('a CMPP gateway that does not know the secret gets no text', async () => {
    const line = await open({
      ...SPOKEN['CMPP 3.0'],
      protocol: (sharedSecret) => cmppProtocol({ providerCode: '900001', sharedSecret, serviceId: '', sourceId: '1' }),
      start: () => startCmppSimulator({ providerCode: '900001', sharedSecret: 'right', gatewaySecret: 'guessed' }),
    })
    await until('the refusal', () => line.states.length > 0)
    assert.match(line.states[0] ?? '', /does not know the shared secret/)
    assert.equal(line.session.ready(), false)
  })
})

describe('asking what became of a message', () => {
  it('SMPP: by the id that the gateway gave it; one that it does not know tells nothing', async () => {
    const { session, simulator } = await open(SPOKEN['SMPP 3.4'] ?? assert.fail())
    simulator.gateway.mood.reportTimes = 0
    while (!session.ready()) await pause(5)
    assert.deepEqual(await session.ask('nobody'), { found: 'no-answer', why: 'SMPP status 0x67' })
    const done = await session.send(partOf('asked'))
    assert.ok(done.outcome === 'accepted')
    const { reference } = done
    const report = { reference, outcome: 'delivered', stat: 'DELIVRD', mobile: '', mark: undefined }
    assert.deepEqual(await session.ask(reference), { found: 'accepted', reference, report })
    simulator.gateway.mood.stat = () => 'ENROUTE'
    assert.deepEqual(await session.ask(reference), { found: 'accepted', reference, report: undefined })
    simulator.gateway.mood.deaf = true
    assert.deepEqual(await session.ask(reference), { found: 'no-answer', why: 'no answer in time' })
    simulator.cut()
    await pause(20)
    assert.deepEqual(await session.ask(reference), { found: 'no-answer', why: 'no connection to the gateway' })
  })

  it('CMPP has no such question', async () => {
    const { session } = await open(SPOKEN['CMPP 3.0'] ?? assert.fail())
    assert.deepEqual(await session.ask('0102030405060708'), { found: 'no-answer', why: 'it cannot be asked' })
  })
})
