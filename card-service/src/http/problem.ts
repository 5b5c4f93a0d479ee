import { MalformedInput } from '@anju/platform/http/open-app.ts'
import { z } from 'zod'

import { CardServiceError } from '../card-service-error.ts'
import type { StopCode } from '../card-service-error.ts'
import type { SigningAsked } from '../sign-in-contract.ts'
import { refusalWords } from '../refusal.ts'
import type { CardRefusal } from '../refusal.ts'
import { UKeyRefused } from '../ukey-refused.ts'

/** The problem document of every answer that is not a 200; the same kinds of no as the registry's. */
export type CardProblem = {
  readonly type: 'malformed' | 'stopped' | 'refused' | 'signature' | 'defect'
  readonly status: number
  readonly title: string
  readonly code?: StopCode
  readonly fields?: readonly { readonly path: string; readonly zh: string; readonly en: string }[]
  readonly refusals?: readonly (CardRefusal & { readonly zh: string; readonly en: string })[]
  /** What the person has to sign first; then the same command is sent again. */
  readonly signing?: SigningAsked
  readonly incident?: string
}

const STATUS: Record<StopCode, number> = {
  'not-found': 404,
  'version-conflict': 409,
  'signed-out': 401,
  'not-allowed': 403,
  'key-refused': 403,
  locked: 423,
  'step-up': 428,
}

export function refusedProblem(refusals: readonly CardRefusal[]): CardProblem {
  return {
    type: 'refused',
    status: refusals.every(({ code }) => code.startsWith('staff.')) ? 403 : 422,
    title: 'this cannot be done',
    refusals: refusals.map((one) => ({ ...one, ...refusalWords(one) })),
  }
}

export function stoppedProblem(code: StopCode): CardProblem {
  return { type: 'stopped', status: STATUS[code], title: code, code }
}

/** The problem document of something that was thrown. Nothing of a defect goes out but its number. */
export function problemOf(error: unknown, incident: string): CardProblem {
  if (error instanceof CardServiceError) return stoppedProblem(error.code)
  if (error instanceof UKeyRefused) return refusedProblem(error.refusals)
  if (error instanceof MalformedInput)
    return { type: 'malformed', status: 400, title: 'malformed', fields: fieldsOf(error.issues) }
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return {
      type: 'malformed',
      status,
      title: 'malformed',
      fields: [{ path: '', zh: '无法读取的请求', en: 'cannot be read as a request' }],
    }
  }
  return { type: 'defect', status: 500, title: 'defect', incident }
}

const issue = z.object({ path: z.array(z.union([z.string(), z.number()])).default([]) })

function fieldsOf(issues: readonly unknown[]): readonly { path: string; zh: string; en: string }[] {
  return issues.map((one) => {
    const path = issue.safeParse(one).data?.path.join('.') ?? ''
    return { path, zh: `“${path}”填写有误`, en: `“${path}” is not filled in correctly` }
  })
}
