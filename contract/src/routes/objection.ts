import { OBJECTABLE_ACTS } from '@anju/domain/objection/decide-act-objection.ts'
import { z } from 'zod'
import { refusalSchema } from '../problem.ts'
import { route } from '../route.ts'
import {
  caseAnswer,
  cityParams,
  expectedVersion,
  intentId,
  lines,
  noBody,
  noQuery,
  personFileLook,
  personParams,
  uuid,
} from '../shape.ts'

const against = z.enum(OBJECTABLE_ACTS)
const answer = z.enum(['upheld', 'rejected'])
const words = lines(1000).min(1)
const objectionAnswer = caseAnswer.extend({ objectionId: uuid, dueOn: z.string(), answer: answer.nullable() })

export const objectionRoutes = {
  getObjections: route({
    method: 'GET',
    path: '/api/:city/persons/:personId/objections',
    zh: '异议情况',
    en: 'Decisions against a person with the last day to object to each, and the objections with their answers',
    access: { kind: 'post', reach: 'city' },
    decides: false,
    looks: personFileLook,
    params: personParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      name: z.string(),
      mayTake: z.boolean(),
      acts: z.array(
        z.object({
          against,
          subjectId: uuid,
          toldOn: z.string(),
          lastDayOn: z.string().nullable(),
          possible: z.boolean(),
          refusals: z.array(refusalSchema),
        }),
      ),
      objections: z.array(
        z.object({
          objectionId: uuid,
          version: z.number().int(),
          against,
          toldOn: z.string(),
          filedOn: z.string(),
          dueOn: z.string(),
          statement: z.string(),
          answer: answer.nullable(),
          answeredOn: z.string().nullable(),
          reason: z.string(),
          remedies: z.array(z.object({ kind: z.enum(['review', 'lawsuit']), until: z.string(), law: z.string() })),
          mayAnswer: z.boolean(),
          refusals: z.array(refusalSchema),
          /** What an upheld answer would do about the card of an ended permit; null for other acts, and once it is answered. */
          card: z
            .object({
              becomes: z.enum(['kept', 'made', 'asked-for', 'none']),
              voidedOn: z.string().nullable(),
              dueOn: z.string().nullable(),
              refusals: z.array(refusalSchema),
            })
            .nullable(),
          permitId: uuid.nullable().describe('The ended permit it is about'),
        }),
      ),
    }),
  }),
  objectToAct: route({
    method: 'POST',
    path: '/api/:city/objections',
    zh: '受理异议',
    en: 'Take a statement against a refused application, a refused endorsement or an ended permit',
    access: { kind: 'duty', duties: ['take-objection'], reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: z.object({
      intentId,
      against,
      subjectId: uuid.describe('The application, the endorsement or the permit'),
      statement: words,
    }),
    answer: objectionAnswer,
  }),
  answerObjection: route({
    method: 'POST',
    path: '/api/:city/objections/:objectionId/answer',
    zh: '答复异议',
    en: 'Answer an objection, by somebody other than who decided: taken back with the original days, or rejected with the reason and remedies',
    access: { kind: 'duty', duties: ['answer-objection'], reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: cityParams.extend({ objectionId: uuid }),
    query: noQuery,
    body: z.object({ intentId, expectedVersion, answer, reason: words }),
    answer: objectionAnswer,
  }),
}
