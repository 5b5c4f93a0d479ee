import { z } from 'zod'
import { SECURITY_CONTROLS, type SecurityControl } from '../message/security-words.ts'
import { route } from '../route.ts'
import { cityParams, noBody, noQuery } from '../shape.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table of words
const CONTROLS = Object.keys(SECURITY_CONTROLS) as [SecurityControl, ...SecurityControl[]]

export const securityRoutes = {
  getSecurityPosture: route({
    method: 'GET',
    path: '/api/:city/security-posture',
    zh: '安全策略',
    en: 'Each security control with its value now, the value it should have, and whether it has it',
    access: { kind: 'duty', duties: ['approve-accounts', 'keep-accounts', 'read-audit'], reach: 'post' },
    looks: 'nothing personal',
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      on: z.string(),
      controls: z.array(
        z.object({ control: z.enum(CONTROLS), value: z.string(), wanted: z.string(), isMet: z.boolean() }),
      ),
      /** What would stop the next start. */
      unsafe: z.array(z.string()).readonly(),
    }),
  }),
} as const
