import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { ScannerAddress } from '@anju/server/blob/clamd-scanner.ts'

/** The harmless file that every scanner is tried with; in pieces, so that no scanner stops at this one. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** How the simulator answers: as clamd does, or as one that something is wrong with. */
export type ClamdMood =
  | 'honest'
  /** Byte by byte, as a slow network hands it over. */
  | 'in-bytes'
  /** Reads everything and never says a word. */
  | 'silent'
  /** Goes away in the middle of the stream. */
  | 'gone'
  | 'garbage'
  /** An answer that never ends. */
  | 'endless'
  /** An answer to another command: `OK` alone. */
  | 'bare-ok'

export type ClamdSimulator = {
  readonly address: ScannerAddress
  readonly heard: { files: number; bytes: number }
  mood: ClamdMood
  close(): Promise<void>
}

/** Speaks INSTREAM as clamd does; `at` is a path of a socket, or a port is taken. `bytesMax` is its StreamMaxLength. */
export async function openClamdSimulator(at?: string, bytesMax = 25 * 1024 * 1024): Promise<ClamdSimulator> {
  const heard = { files: 0, bytes: 0 }
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    let waiting: Buffer = Buffer.alloc(0)
    socket.on('data', (bytes: Buffer) => {
      waiting = Buffer.concat([waiting, bytes])
      if (simulator.mood === 'gone') return void socket.destroy()
      const told = streamIn(waiting, bytesMax)
      if (told === undefined) return undefined
      heard.files += 1
      heard.bytes += typeof told === 'string' ? 0 : told.length
      waiting = Buffer.alloc(0)
      return void reply(socket, simulator.mood, told)
    })
  })
  server.listen(at ?? { port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const simulator: ClamdSimulator = {
    address: at === undefined ? { host: '127.0.0.1', port: (server.address() as AddressInfo).port } : { path: at },
    heard,
    mood: 'honest',
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return simulator
}

/** The file when it is whole; the words of an error when the stream is none; nothing yet otherwise. */
function streamIn(bytes: Buffer, bytesMax: number): Buffer | string | undefined {
  const command = 'zINSTREAM\0'
  if (bytes.length < command.length) return undefined
  if (bytes.toString('latin1', 0, command.length) !== command) return 'UNKNOWN COMMAND'
  const pieces: Buffer[] = []
  for (let at = command.length; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    if (pieces.reduce((sum, piece) => sum + piece.length, length) > bytesMax)
      return 'INSTREAM size limit exceeded. ERROR'
    if (at + 4 + length > bytes.length) return undefined
    pieces.push(bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

async function reply(socket: Socket, mood: ClamdMood, told: Buffer | string): Promise<void> {
  if (mood === 'silent') return
  if (mood === 'endless') return void socket.write('stream: '.padEnd(4096, 'x'))
  const honest =
    typeof told === 'string' ? told : told.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'
  const answer = { garbage: 'stream: OK, more or less', 'bare-ok': 'OK' }[mood as string] ?? honest
  const bytes = Buffer.from(`${answer}\0`)
  if (mood !== 'in-bytes') return void socket.end(bytes)
  for (const byte of bytes) {
    socket.write(Buffer.of(byte))
    await wait(1)
  }
  socket.end()
}
