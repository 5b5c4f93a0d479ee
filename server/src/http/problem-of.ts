import { refusalWords } from '@anju/contract/message.ts'
import { fieldFaults } from '@anju/contract/message/field-fault.ts'
import type { Problem } from '@anju/contract/problem.ts'
import type { Refusal } from '@anju/domain/kernel/decision.ts'
import { KeyDestroyed } from '@anju/crypto/key-destroyed.ts'
import { isConnectionLost } from '@anju/platform/database/pool.ts'
import { MalformedInput } from '@anju/platform/http/open-app.ts'
import type { z } from 'zod'
import { RegistryError, type StopCode } from '../registry-error.ts'
import { UKeyRefused } from '../usecases/ukey-refused.ts'

const STATUS: Record<StopCode, number> = {
  'not-found': 404,
  'city-not-served': 404,
  'version-conflict': 409,
  'signed-out': 401,
  'not-allowed': 403,
  unavailable: 503,
  locked: 423,
  'step-up': 428,
  'key-refused': 403,
  erased: 410,
  'malicious-file': 422,
  'scanner-unavailable': 503,
}

/** The problem document of something that was thrown. Nothing of a defect goes out but its number. */
export function problemOf(error: unknown, incident: string): Problem {
  if (error instanceof RegistryError) {
    return { type: 'stopped', status: STATUS[error.code], title: error.code, code: error.code }
  }
  if (error instanceof UKeyRefused) return refusedProblem(403, error.refusals)
  if (error instanceof KeyDestroyed) return { type: 'stopped', status: 410, title: 'erased', code: 'erased' }
  if (isConnectionLost(error)) return { type: 'stopped', status: 503, title: 'unavailable', code: 'unavailable' }
  if (error instanceof MalformedInput) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema library made them; platform sees them from outside
    const fields = fieldFaults(error.issues as readonly z.core.$ZodIssue[]).map((fault) => ({ ...fault }))
    return { type: 'malformed', status: 400, title: 'malformed', fields }
  }
  const status = statusOf(error)
  if (status !== undefined && status >= 400 && status < 500) {
    const words =
      status === 413
        ? { zh: '请求过大', en: 'is too large' }
        : { zh: '无法读取的请求', en: 'cannot be read as a request' }
    return { type: 'malformed', status, title: 'malformed', fields: [{ path: '', ...words }] }
  }
  return { type: 'defect', status: 500, title: 'defect', incident }
}

/** Every reason with its words. */
export function refusedProblem(status: 403 | 422, refusals: readonly Refusal[]): Problem {
  return {
    type: 'refused',
    status,
    title: status === 403 ? 'not within your authority' : 'the law says no',
    refusals: refusals.map((refusal) => ({ ...refusal, ...refusalWords(refusal) })),
  }
}

function statusOf(error: unknown): number | undefined {
  if (typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode
  return undefined
}
