import { createServer, type AddressInfo, type Socket } from 'node:net'
import { FrameReader } from '@anju/server/gateway/wire/frame-reader.ts'
import type { SimulatedGateway, ToldReport } from './simulated-gateway.ts'

/** What a message from a client comes to. `later` is sent after its time, unless the line is gone by then. */
export type Reaction = {
  readonly reply?: Buffer
  readonly afterMs?: number
  readonly opens?: boolean
  readonly closes?: boolean
  /** The client has answered a report: kept, or to be told again. */
  readonly settles?: { readonly sequence: number; readonly kept: boolean }
}

/** One side of a protocol as a gateway speaks it. */
export type GatewaySpeech = {
  readonly headerBytes: number
  readonly react: (frame: Buffer) => Reaction
  readonly report: (sequence: number, report: ToldReport) => Buffer
  readonly ping: (sequence: number) => Buffer
}

export type WireSimulator = {
  readonly port: number
  /** How many clients are logged in. */
  clients(): number
  /** Tells a report, again and again until a client has kept it. */
  tell(report: ToldReport): void
  /** Reports that no client has kept yet. */
  untold(): number
  ping(): void
  /** Drops every connection without a word. */
  cut(): void
  stop(): Promise<void>
}

const TELL_AGAIN_MS = 100

/** The TCP half of a simulated gateway, on this machine only. */
export async function startWireSimulator(
  speech: GatewaySpeech,
  gateway: () => SimulatedGateway,
  port = 0,
): Promise<WireSimulator> {
  const sockets = new Set<Socket>()
  const loggedIn = new Set<Socket>()
  const untold = new Map<number, ToldReport>()
  let sequence = 0

  const sendReport = (number: number, report: ToldReport) => {
    const [socket] = loggedIn
    socket?.write(speech.report(number, report))
  }
  const apply = (socket: Socket, reaction: Reaction) => {
    if (reaction.reply !== undefined) {
      const { reply } = reaction
      setTimeout(() => {
        if (socket.destroyed) return
        socket.write(reply)
        if (reaction.closes === true) socket.end()
        if (reaction.opens !== true) return
        loggedIn.add(socket)
        for (const [number, report] of untold) sendReport(number, report)
      }, reaction.afterMs ?? 0)
    }
    if (reaction.settles === undefined) return
    const { sequence: number, kept } = reaction.settles
    const report = untold.get(number)
    if (kept) untold.delete(number)
    else if (report !== undefined) setTimeout(() => sendReport(number, report), TELL_AGAIN_MS).unref()
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    const reader = new FrameReader(speech.headerBytes)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      loggedIn.delete(socket)
    })
    if (gateway().mood.down) return socket.destroy()
    return socket.on('data', (bytes: Buffer) => {
      if (gateway().mood.down) return socket.destroy()
      if (gateway().mood.deaf) return socket
      for (const frame of reader.push(bytes)) apply(socket, speech.react(frame))
      return socket
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an address and a port
  const address = server.address() as AddressInfo
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const next = () => {
    sequence += 1
    return sequence
  }
  return {
    port: address.port,
    clients: () => loggedIn.size,
    tell(report) {
      const number = next()
      untold.set(number, report)
      sendReport(number, report)
    },
    untold: () => untold.size,
    ping() {
      for (const socket of loggedIn) socket.write(speech.ping(next()))
    },
    cut,
    async stop() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
