import { createServer, type ServerResponse } from 'node:http'
import { openUKeySimulator } from './ukey-simulator.ts'

const BODY_BYTES_MAX = 4_096

/**
 * The program that a maker of UKeys installs on an official's computer, in small: `POST /sign` on loopback, for one page only. It says at
 * `/` that it is a simulator, asks for no PIN and protects nothing.
 *
 * @param origin - the page that may ask; every other gets 403
 */
export async function serveUKeySimulator(origin: string, ukey = openUKeySimulator()) {
  const say = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'content-type',
      'access-control-allow-private-network': 'true',
    })
    response.end(JSON.stringify(body))
  }
  const server = createServer((request, response) => {
    if (request.method === 'GET') return say(response, 200, { simulator: true, zh: '模拟 UKey，仅供演示' })
    if (request.headers.origin !== origin) return say(response, 403, { error: 'another page' })
    if (request.method === 'OPTIONS') return say(response, 200, {})
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size > BODY_BYTES_MAX) request.destroy()
      else parts.push(part)
    })
    request.on('end', () => {
      const challenge = challengeIn(Buffer.concat(parts).toString('utf8'))
      if (challenge === undefined || request.url !== '/sign') return say(response, 400, { error: 'no challenge' })
      const { publicKey, signature, certificate } = ukey.enrol(challenge)
      return say(response, 200, { publicKey, signature, certificate })
    })
    return undefined
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The simulator has no port')
  return {
    service: `http://127.0.0.1:${address.port}`,
    ukey,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function challengeIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const challenge = typeof value === 'object' && value !== null && 'challenge' in value ? value.challenge : undefined
    return typeof challenge === 'string' && /^[A-Za-z0-9_-]{43}$/.test(challenge) ? challenge : undefined
  } catch {
    return undefined
  }
}
