import type { FastifyRequest } from 'fastify'
import { deviceAt, type Device } from '../usecases/session.ts'

/** The browser that asks. */
export function deviceOf({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): Device {
  return deviceAt(ip, headers['user-agent'] ?? '')
}
