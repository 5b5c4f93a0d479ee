import { REFUSAL_CODES } from '@anju/domain/kernel/refusal-code.ts'
import { z } from 'zod'
import { signingAsked } from './key-answer.ts'

const factSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()])

/** One reason for a no, as it travels: the words for `code` stand in the message table. */
export const refusalSchema = z.object({
  code: z.enum(REFUSAL_CODES),
  law: z.string(),
  facts: z.record(z.string(), factSchema),
})

/** One reason for a yes. */
export const groundSchema = z.object({ law: z.string(), key: z.string(), facts: z.record(z.string(), factSchema) })
export type GroundSent = z.infer<typeof groundSchema>

/** Codes of a request that is stopped before any law is asked. */
export const STOPPED_CODES = [
  'not-found',
  'version-conflict',
  'signed-out',
  'city-not-served',
  'not-allowed',
  'too-many-requests',
  'unavailable',
  'locked',
  'step-up',
  'key-refused',
  'erased',
  'malicious-file',
  'scanner-unavailable',
] as const
export type StoppedCode = (typeof STOPPED_CODES)[number]

/**
 * RFC 9457 problem document of every answer that is not a 200: 400 `malformed` (field by field), 401/404/409 `stopped`,
 * 403/422 `refused` (every reason at once), 423 `locked`, 428 `signature` (what the official has to sign first; then the same
 * command is sent again) or `step-up` (verify yourself first), 500 `defect` (an incident number, nothing else).
 */
export const problemSchema = z.object({
  type: z.enum(['malformed', 'stopped', 'refused', 'signature', 'defect']),
  status: z.number().int(),
  title: z.string(),
  code: z.enum(STOPPED_CODES).optional(),
  fields: z.array(z.object({ path: z.string(), zh: z.string(), en: z.string() })).optional(),
  refusals: z.array(refusalSchema.extend({ zh: z.string(), en: z.string() })).optional(),
  signing: signingAsked.optional(),
  incident: z.string().optional(),
})
export type Problem = z.infer<typeof problemSchema>
