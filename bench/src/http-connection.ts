import { connect, type Socket } from 'node:net'

export type HttpAnswer = { readonly status: number; readonly body: string }

/** One kept-alive HTTP/1.1 connection, one request at a time: as little of the load generator in the figure as can be. */
export type HttpConnection = {
  send(request: Buffer): Promise<HttpAnswer>
  close(): void
}

/** What every request of the bench says it is: a session belongs to the browser that opened it. */
export const BENCH_AGENT = 'anju-bench'

/** The bytes of a request; where nothing has to be signed they are made before the clock runs. */
export function requestBytes(
  method: string,
  path: string,
  cookie: string,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: ${BENCH_AGENT}\r\ncookie: ${cookie}\r\n${more.join('')}`
  if (body === undefined) return Buffer.from(`${head}\r\n`)
  return Buffer.from(
    `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** A connection that the server closed while nothing was asked (a long wait between rounds) is opened again. */
export async function openHttpConnection(address: string): Promise<HttpConnection> {
  let socket = await openSocket(address)
  return {
    send: async (request) => {
      if (socket.closed || socket.readableEnded || socket.destroyed) socket = await openSocket(address)
      return ask(socket, request)
    },
    close: () => socket.destroy(),
  }
}

function openSocket(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  return new Promise<Socket>((resolve, reject) => {
    const opening = connect({ host: hostname, port: Number(port), noDelay: true }, () => {
      opening.off('error', reject)
      // Between questions a lost connection is no error: the next one opens another.
      opening.on('error', () => {}).resume()
      resolve(opening)
    })
    opening.once('error', reject)
  })
}

function ask(socket: Socket, request: Buffer): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0)
    const settle = (finish: () => void) => {
      socket.off('data', take).off('close', lost)
      finish()
    }
    const take = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const answer = completeAnswer(received)
      if (answer !== undefined) settle(() => resolve(answer))
    }
    const lost = () => settle(() => reject(new Error('The server closed the connection')))
    socket.on('data', take).once('close', lost)
    socket.write(request)
  })
}

/** Our servers answer with a content-length always; anything else is an error of the measurement. */
function completeAnswer(bytes: Buffer): HttpAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without content-length:\n${head}`)
  const bodyEnd = end + 4 + Number(length)
  if (bytes.length < bodyEnd) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', end + 4, bodyEnd) }
}
