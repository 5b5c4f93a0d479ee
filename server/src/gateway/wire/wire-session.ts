import { connect, type Socket } from 'node:net'
import type { Found, HandOver, OutgoingPart, SenderEvents } from '../message-sender.ts'
import { FrameReader } from './frame-reader.ts'
import { Pace } from './pace.ts'
import type { Incoming, WireProtocol } from './wire-protocol.ts'

/** How a connection behaves. Milliseconds are of the system clock. */
export type WireSettings = {
  readonly host: string
  readonly port: number
  /** Parts without an answer that the gateway bears. */
  readonly window: number
  readonly perSecond: number
  /** How long an answer may take before a part counts as unknown. */
  readonly answerMs: number
  /** How often the line is tried when nothing else is said. */
  readonly pingMs: number
  /** The first wait before the next connection; it doubles up to thirty times that. */
  readonly reconnectMs: number
  /** How long nothing is sent after the gateway said that we are too fast. */
  readonly throttleMs: number
}

type Waiting = { readonly part: OutgoingPart; readonly resolve: (handOver: HandOver) => void }
type Asked = { readonly resolve: (found: Found) => void; readonly timer: NodeJS.Timeout }
type Pending = Waiting & { readonly timer: NodeJS.Timeout }

const PINGS_UNANSWERED_MAX = 3
const SIGNS_OF_LIFE: readonly Incoming['kind'][] = [
  'submit-answer',
  'query-answer',
  'pong',
  'ping',
  'report',
  'message',
]
const LATE_MAX = 1_000
const LEAVE_MS = 2_000

/**
 * One connection to a gateway, made again whenever it is lost: login, a window of parts under way, a pace, pings, reports.
 * A part that was written and not answered, by time or by a lost line, is `unknown`; one that was never written is
 * `unavailable`. Nothing is sent again here: whoever hands over decides that.
 */
export class WireSession {
  readonly #protocol: WireProtocol
  readonly #settings: WireSettings
  readonly #events: SenderEvents
  readonly #now: () => string
  readonly #pace: Pace
  readonly #waiting: Waiting[] = []
  readonly #pending = new Map<number, Pending>()
  readonly #asked = new Map<number, Asked>()
  /** Parts given up as unknown whose answer may still come, by sequence. */
  readonly #late = new Map<number, OutgoingPart>()
  #socket: Socket | undefined
  #ready = false
  #stopping = false
  #sequence = 0
  #failures = 0
  #unanswered = 0
  #pings: NodeJS.Timeout | undefined
  #again: NodeJS.Timeout | undefined
  #onLeft: () => void = () => {}

  /** @param now - the system clock, told at each login */
  constructor(protocol: WireProtocol, settings: WireSettings, events: SenderEvents, now: () => string) {
    this.#protocol = protocol
    this.#settings = settings
    this.#events = events
    this.#now = now
    this.#pace = new Pace(settings.perSecond, () => this.#pump())
    this.#connect()
  }

  ready(): boolean {
    return this.#ready
  }

  /** Hands one part over as soon as window and pace allow. Never rejects. */
  send(part: OutgoingPart): Promise<HandOver> {
    return new Promise((resolve) => {
      if (!this.#ready) return resolve({ outcome: 'unavailable', why: 'no connection to the gateway' })
      this.#waiting.push({ part, resolve })
      return this.#pump()
    })
  }

  /** Asks what became of a part, by the gateway's own id. Never rejects. */
  ask(reference: string | undefined): Promise<Found> {
    const { query } = this.#protocol
    return new Promise((resolve) => {
      if (query === undefined || reference === undefined)
        return resolve({ found: 'no-answer', why: 'it cannot be asked' })
      if (!this.#ready) return resolve({ found: 'no-answer', why: 'no connection to the gateway' })
      const sequence = this.#next()
      const timer = setTimeout(
        () => this.#tell(sequence, { found: 'no-answer', why: 'no answer in time' }),
        this.#settings.answerMs,
      )
      this.#asked.set(sequence, { resolve, timer })
      return this.#socket?.write(query(sequence, reference))
    })
  }

  /** Says good-bye and closes. Parts that were not written are unavailable, the others unknown. */
  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#again)
    const socket = this.#socket
    if (socket !== undefined && this.#ready) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LEAVE_MS)
        this.#onLeft = () => {
          clearTimeout(timer)
          resolve()
        }
        socket.write(this.#protocol.leave(this.#next()))
      })
    }
    socket?.destroy()
    this.#close('stopped')
  }

  #connect(): void {
    const { host, port, answerMs } = this.#settings
    const reader = new FrameReader(this.#protocol.headerBytes)
    const socket = connect({ host, port })
    this.#socket = socket
    let why = 'the gateway hung up'
    // A gateway that takes the connection and never answers the login is as good as away.
    socket.setTimeout(answerMs, () => {
      if (!this.#ready) socket.destroy(new Error('no answer to the login'))
    })
    socket.on('connect', () => socket.write(this.#protocol.login(this.#next(), this.#now())))
    socket.on('data', (bytes: Buffer) => {
      try {
        for (const frame of reader.push(bytes)) this.#take(socket, this.#protocol.read(frame))
      } catch (error) {
        why = String(error)
        socket.destroy()
      }
    })
    socket.on('error', (error) => {
      why = error.message
    })
    socket.on('close', () => {
      if (socket === this.#socket) this.#close(why)
    })
  }

  #take(socket: Socket, incoming: Incoming): void {
    // A login alone is no sign of health: what breaks a line may come again with every login, and then the pauses must grow.
    if (SIGNS_OF_LIFE.includes(incoming.kind)) this.#failures = 0
    switch (incoming.kind) {
      case 'login-answer':
        if (incoming.refused !== undefined) throw new Error(`the login was refused: ${incoming.refused}`)
        return this.#open(socket)
      case 'submit-answer':
        // A gateway that does not know the question at all answers it like this.
        if (this.#asked.has(incoming.sequence))
          return this.#tell(incoming.sequence, { found: 'no-answer', why: 'the gateway does not answer questions' })
        return this.#answer(incoming.sequence, incoming.handOver)
      case 'query-answer':
        return this.#tell(incoming.sequence, incoming.found)
      case 'pong':
        this.#unanswered = 0
        return undefined
      case 'ping':
        socket.write(incoming.reply)
        return undefined
      case 'report':
        void this.#keep(socket, incoming)
        return undefined
      case 'message':
        socket.write(incoming.accept)
        return undefined
      case 'leaving':
        socket.end(incoming.reply)
        return undefined
      case 'left':
        return this.#onLeft()
      case 'other':
        if (incoming.reply !== undefined) socket.write(incoming.reply)
        return undefined
    }
  }

  #open(socket: Socket): void {
    this.#ready = true
    this.#unanswered = 0
    this.#pings = setInterval(() => {
      this.#unanswered += 1
      if (this.#unanswered > PINGS_UNANSWERED_MAX) socket.destroy(new Error('the line is dead'))
      else socket.write(this.#protocol.ping(this.#next()))
    }, this.#settings.pingMs)
    this.#events.onState('ready', this.#protocol.name)
    this.#pump()
  }

  #pump(): void {
    while (this.#ready && this.#waiting.length > 0 && this.#pending.size < this.#settings.window && this.#pace.take()) {
      const next = this.#waiting.shift()
      if (next !== undefined) this.#write(next)
    }
  }

  #write({ part, resolve }: Waiting): void {
    const sequence = this.#next()
    let bytes: Buffer
    try {
      bytes = this.#protocol.submit(sequence, part)
    } catch (error) {
      // It cannot be said in this protocol, and never will.
      resolve({ outcome: 'refused', permanent: true, why: String(error) })
      return
    }
    const timer = setTimeout(() => {
      this.#pending.delete(sequence)
      this.#remember(sequence, part)
      resolve({ outcome: 'unknown', why: 'no answer in time' })
      this.#pump()
    }, this.#settings.answerMs)
    this.#pending.set(sequence, { part, resolve, timer })
    this.#socket?.write(bytes)
  }

  #answer(sequence: number, handOver: HandOver): void {
    const pending = this.#pending.get(sequence)
    if (pending === undefined) {
      const part = this.#late.get(sequence)
      this.#late.delete(sequence)
      if (part !== undefined) void this.#events.onLate(part, handOver)
      return
    }
    clearTimeout(pending.timer)
    this.#pending.delete(sequence)
    if (handOver.outcome === 'throttled') this.#pace.pause(this.#settings.throttleMs)
    pending.resolve(handOver)
    this.#pump()
  }

  #tell(sequence: number, found: Found): void {
    const asked = this.#asked.get(sequence)
    this.#asked.delete(sequence)
    clearTimeout(asked?.timer)
    asked?.resolve(found)
  }

  async #keep(socket: Socket, incoming: Extract<Incoming, { kind: 'report' }>): Promise<void> {
    const isKept = await this.#events.onReport(incoming.report).then(
      () => true,
      () => false,
    )
    if (!socket.destroyed) socket.write(isKept ? incoming.accept : incoming.putOff)
  }

  #remember(sequence: number, part: OutgoingPart): void {
    const [oldest] = this.#late.keys()
    if (this.#late.size >= LATE_MAX && oldest !== undefined) this.#late.delete(oldest)
    this.#late.set(sequence, part)
  }

  #close(why: string): void {
    const wasReady = this.#ready
    this.#ready = false
    this.#socket = undefined
    clearInterval(this.#pings)
    this.#pace.stop()
    this.#late.clear()
    for (const sequence of this.#asked.keys()) this.#tell(sequence, { found: 'no-answer', why })
    this.#onLeft()
    for (const { resolve, timer } of this.#pending.values()) {
      clearTimeout(timer)
      resolve({ outcome: 'unknown', why })
    }
    this.#pending.clear()
    for (const { resolve } of this.#waiting.splice(0)) resolve({ outcome: 'unavailable', why })
    if (wasReady || this.#failures === 0) this.#events.onState('down', why)
    if (this.#stopping) return
    this.#again = setTimeout(() => this.#connect(), this.#settings.reconnectMs * Math.min(2 ** this.#failures, 30))
    this.#failures += 1
  }

  #next(): number {
    this.#sequence = this.#sequence >= 0x7fff_ffff ? 1 : this.#sequence + 1
    return this.#sequence
  }
}
