import { createConnection, type Socket } from 'node:net'

/** What a scanner says of a file. Whatever is not a plain yes is no yes. */
export type Verdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'found'; readonly signature: string }
  /** Not asked, not understood, or too late: `why` is for the log. */
  | { readonly kind: 'unknown'; readonly why: string }

/** A scanner for malicious content (病毒扫描) that a file passes before it is kept. */
export type Scanner = { scan(file: Buffer): Promise<Verdict> }

/** A socket of this machine, or a port of its loopback. */
export type ScannerAddress = { readonly path: string } | { readonly host: string; readonly port: number }

/** @param setting - as `ANJU_SCANNER` has it, checked there: `unix:/path` or `tcp://host:port` */
export function scannerAddress(setting: string): ScannerAddress {
  if (setting.startsWith('unix:')) return { path: setting.slice('unix:'.length) }
  const { hostname, port } = new URL(setting)
  return { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port) }
}

/** Bytes of one piece of the stream; clamd takes any size. */
const PIECE_BYTES = 64 * 1024
/** The longest answer that means something: a name of a signature and two words. */
const ANSWER_BYTES_MAX = 1024
/** Long enough for an image of 4 MB on a busy machine, and shorter than a browser's patience. */
export const SCAN_MS_MAX = 20_000

/**
 * A client of clamd (the service of ClamAV): one connection a file, `zINSTREAM`, pieces with their length in front, an empty one at the end,
 * and one answer that ends with a null byte (clamd(8), INSTREAM).
 */
export function clamdScanner(address: ScannerAddress, timeoutMsMax = SCAN_MS_MAX): Scanner {
  return {
    async scan(file) {
      const socket = createConnection(address)
      try {
        return readVerdict(await ask(socket, file, timeoutMsMax))
      } catch (error) {
        return { kind: 'unknown', why: error instanceof Error ? error.message : 'no answer' }
      } finally {
        socket.destroy()
      }
    },
  }
}

/** Sends a file and waits for the answer. @throws Error when the connection fails, ends early, or takes too long */
function ask(socket: Socket, file: Buffer, timeoutMsMax: number): Promise<string> {
  return new Promise((answered, failed) => {
    let heard: Buffer = Buffer.alloc(0)
    const late = setTimeout(() => failed(new Error(`no answer within ${timeoutMsMax} ms`)), timeoutMsMax)
    socket.once('close', () => {
      clearTimeout(late)
      failed(new Error('the connection ended before an answer'))
    })
    // A scanner that stops listening in the middle has said why, most often: what it said is read first.
    socket.on('error', (error) => setImmediate(() => failed(error)))
    socket.on('data', (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes])
      const end = heard.indexOf(0)
      if (end >= 0) answered(heard.toString('utf8', 0, end))
      else if (heard.length > ANSWER_BYTES_MAX) failed(new Error('the answer has no end'))
    })
    socket.once('connect', () => {
      socket.write('zINSTREAM\0')
      for (let at = 0; at < file.length; at += PIECE_BYTES) {
        const piece = file.subarray(at, at + PIECE_BYTES)
        socket.write(lengthOf(piece))
        socket.write(piece)
      }
      socket.write(lengthOf(Buffer.alloc(0)))
    })
  })
}

function lengthOf(piece: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(piece.length)
  return length
}

/** `stream: OK`, `stream: <signature> FOUND`, or anything else, which is an error whatever it says. */
export function readVerdict(answer: string): Verdict {
  if (answer === 'stream: OK') return { kind: 'clean' }
  const found = /^stream: (\S.*) FOUND$/.exec(answer)
  // It is printed in a log line: nothing but the letters that names of signatures have.
  if (found !== null) return { kind: 'found', signature: (found[1] ?? '').replaceAll(/[^\w.:()-]/g, '_').slice(0, 120) }
  return { kind: 'unknown', why: answer.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200) }
}
