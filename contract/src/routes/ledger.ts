import { z } from 'zod'
import { route } from '../route.ts'
import { cityParams, noBody, noQuery, uuid } from '../shape.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const size = z.coerce.number().int().positive()
const checkpoint = z.object({
  size: z.number().int(),
  root: hash,
  /** The signed text with the lines of its witnesses, as it is kept and printed. */
  note: z.string(),
})
const OFTEN = { burst: 60, perMinute: 120 }

export const ledgerRoutes = {
  getCheckpoint: route({
    method: 'GET',
    path: '/api/:city/ledger/checkpoint',
    zh: '台账检查点',
    en: 'The newest signed checkpoint of the ledger, for anybody to keep',
    access: { kind: 'public' },
    limit: OFTEN,
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: checkpoint,
    looks: 'nothing personal',
  }),
  getConsistency: route({
    method: 'GET',
    path: '/api/:city/ledger/consistency',
    zh: '台账一致性证明',
    en: 'The proof that the ledger of one size is the beginning of that of another (RFC 9162, with SM3)',
    access: { kind: 'public' },
    limit: OFTEN,
    decides: false,
    params: cityParams,
    query: z.object({ from: size, to: size }),
    body: noBody,
    answer: z.object({ from: z.number().int(), to: z.number().int(), proof: z.array(hash) }),
    looks: 'nothing personal',
  }),
  getCaseProof: route({
    method: 'GET',
    path: '/api/:city/ledger/cases/:caseId',
    zh: '个案存证证明',
    en: 'The proof that every event of a case is in the ledger under a signed checkpoint',
    access: { kind: 'post', reach: 'city' },
    decides: false,
    params: cityParams.extend({ caseId: uuid }),
    query: noQuery,
    body: noBody,
    answer: z.object({
      checkpoint,
      events: z.array(z.object({ version: z.number().int(), seq: z.number().int(), leaf: hash, proof: z.array(hash) })),
    }),
    looks: 'nothing personal',
  }),
} as const
