import { MISUSE_ANSWERS } from '@anju/domain/misuse/decide-misuse-answer.ts'
import { MISUSE_RULES } from '@anju/domain/misuse/misuse-alert.ts'
import { z } from 'zod'
import { route } from '../route.ts'
import { caseAnswer, cityParams, expectedVersion, intentId, lines, noBody, noQuery, uuid } from '../shape.ts'

const answer = z.enum(MISUSE_ANSWERS)
const access = { kind: 'duty', duties: ['lead-unit', 'read-audit'], reach: 'post' } as const

export const misuseRoutes = {
  listMisuseAlerts: route({
    method: 'GET',
    path: '/api/:city/misuse-alerts',
    zh: '滥用监测',
    en: 'Questions about the acts of officials in reach, open ones first; never those about whoever asks',
    access,
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      alerts: z.array(
        z.object({
          alertId: uuid,
          version: z.number().int(),
          rule: z.enum(MISUSE_RULES),
          official: z.string(),
          officeZh: z.string(),
          officeEn: z.string(),
          onDay: z.string(),
          figure: z.number(),
          most: z.number(),
          /** What colleagues have in the middle; null where the rule does not compare. */
          peers: z.number().nullable(),
          law: z.string(),
          caseCount: z.number().int(),
          /** Those in reach, and of very many the first. */
          cases: z.array(
            z.object({
              caseId: uuid,
              kind: z.enum(['registration', 'application', 'endorsement', 'card']),
              personId: uuid,
              caseNumber: z.string(),
            }),
          ),
          answer: answer.nullable(),
          words: z.string(),
          answeredBy: z.string().nullable(),
          answeredOn: z.string().nullable(),
        }),
      ),
    }),
    looks: {
      kind: 'list',
      why: 'oversight',
      persons: ({ answer: shown }) => shown.alerts.flatMap(({ cases }) => cases.map(({ personId }) => personId)),
    },
  }),
  answerMisuseAlert: route({
    method: 'POST',
    path: '/api/:city/misuse-alerts/:alertId/answer',
    zh: '答复滥用预警',
    en: 'Answer a question about the acts of somebody else, in words and signed; nothing follows from it by itself',
    access,
    decides: true,
    params: cityParams.extend({ alertId: uuid }),
    query: noQuery,
    body: z.object({ intentId, expectedVersion, answer, words: lines(1000).min(1) }),
    answer: caseAnswer.extend({ alertId: uuid }),
    looks: 'nothing personal',
  }),
}
