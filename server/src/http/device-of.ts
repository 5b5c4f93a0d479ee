import type { FastifyRequest } from 'fastify'
import type { Device } from '../deps.ts'
import { deviceAt } from '../usecases/session.ts'

/** The browser that asks. */
export function deviceOf({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): Device {
  return deviceAt(ip, headers['user-agent'] ?? '')
}
