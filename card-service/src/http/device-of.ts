import { sm3 } from '@anju/crypto/sm3.ts'
import type { FastifyRequest } from 'fastify'

import type { Device } from '../store/session.ts'

/** The browser that asks. This machine is one address, however it is written. */
export function deviceOf({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): Device {
  const isLoopback = ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.')
  return { ip: isLoopback ? '127.0.0.1' : ip, agentSm3: sm3(Buffer.from(headers['user-agent'] ?? '')) }
}
