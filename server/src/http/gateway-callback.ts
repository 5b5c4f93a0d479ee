import type { Problem } from '@anju/contract/problem.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import type { FastifyRequest } from 'fastify'
import type { City } from '../deps.ts'
import type { GatewaySettings } from '../gateway/gateway-settings.ts'
import { ProviderReports, reportOf } from '../gateway/provider/provider-message.ts'
import { isSigned, SIGNATURE_HEADERS } from '../gateway/provider/provider-signature.ts'
import { recordDeliveryReports } from '../usecases/record-delivery-report.ts'
import type { Surroundings } from './mount.ts'

const BODY_BYTES_MAX = 262_144

/**
 * Where a provider tells what became of messages (状态报告回调): `POST /gateway/<name>/reports`, signed over the bytes of the body.
 * It stands outside the contract's routes, because it is no promise of ours but the provider's. The answer 200 comes after the
 * reports are kept; without it the provider tells them again, and that is harmless.
 */
export function mountGatewayCallback(app: App, { deps, now }: Surroundings): void {
  void app.register(async (scope) => {
    // The signature covers the bytes as they came; parsed and written again they could differ.
    scope.removeContentTypeParser('application/json')
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
      (_request, body, done) => {
        done(null, body)
      },
    )
    scope.post<{ Params: { name: string } }>('/gateway/:name/reports', async (request, reply) => {
      const { name } = request.params
      const city = [...deps.cities.values()].find((each) => gatewayNamed(each, name) !== undefined)
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const at = now()
      const gateway = city === undefined ? undefined : gatewayNamed(city, name)
      if (city === undefined || !isFromProvider(request, gateway, body, at)) return reply.status(401).send(UNSIGNED)
      const told = ProviderReports.safeParse(parseJson(body))
      if (!told.success) return reply.status(400).send(MALFORMED)
      await recordDeliveryReports(deps, city, name, told.data.reports.map(reportOf), at)
      return { kept: told.data.reports.length }
    })
  })
}

/** The same answer for an unknown name and a wrong signature: neither is told apart from outside. */
const UNSIGNED: Problem = { type: 'stopped', status: 401, title: 'not signed by this gateway', code: 'signed-out' }
const MALFORMED: Problem = { type: 'malformed', status: 400, title: 'no delivery reports', fields: [] }

function gatewayNamed({ gateway, standby }: City, name: string): GatewaySettings | undefined {
  return [gateway, standby].find((each) => each?.name === name)
}

function isFromProvider(
  request: FastifyRequest,
  gateway: GatewaySettings | undefined,
  body: Buffer,
  at: string,
): boolean {
  if (gateway?.kind !== 'provider') return false
  const header = (name: string) => {
    const value = request.headers[name]
    return typeof value === 'string' ? value : ''
  }
  if (header(SIGNATURE_HEADERS.account) !== gateway.account) return false
  const signed = {
    method: 'POST',
    path: request.url,
    timestamp: header(SIGNATURE_HEADERS.timestamp),
    nonce: header(SIGNATURE_HEADERS.nonce),
    body,
  }
  return isSigned(gateway.secret, signed, header(SIGNATURE_HEADERS.signature), Date.parse(at))
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
