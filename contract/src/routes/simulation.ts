import { DIRECTIONS, FIGURES } from '@anju/domain/simulation/compare-lives.ts'
import { REACHES } from '@anju/domain/simulation/draft-law.ts'
import { z } from 'zod'
import { route } from '../route.ts'
import { cityParams, fileText, intentId, noBody, noQuery, uuid } from '../shape.ts'

/** A pack file is some twenty thousand characters long. */
const DRAFT_MAX = 200_000

const count = z.number().int()
const value = z.union([z.string(), z.number(), z.null()])

export const SIMULATION_STATES = ['asked', 'running', 'done', 'failed'] as const
const simulationLine = z.object({
  simulationId: uuid,
  draftPack: z.string(),
  reach: z.enum(REACHES),
  asOf: z.string(),
  state: z.enum(SIMULATION_STATES),
  askedOn: z.string(),
  askedAt: z.string(),
  /** Null until the parts are cut. */
  parts: count.nullable(),
  partsDone: count,
  persons: count.nullable(),
  personsDone: count,
  beganAt: z.string().nullable(),
  doneAt: z.string().nullable(),
  failure: z.string().nullable(),
})

const figureTally = z.object({
  figure: z.enum(FIGURES),
  direction: z.enum(DIRECTIONS),
  persons: count,
  byDays: z.array(count).readonly(),
  sum: z.number(),
  samples: z
    .array(z.object({ personId: uuid, receiptNo: z.string().nullable(), before: value, after: value }))
    .readonly(),
})

const report = z.object({
  draft: z.object({ id: z.string(), zh: z.string(), en: z.string(), inForceFrom: z.string() }),
  packs: z.array(z.string()).readonly(),
  reach: z.enum(REACHES),
  asOf: z.string(),
  changed: z.array(z.object({ key: z.string(), before: z.string(), after: z.string(), law: z.string() })).readonly(),
  tally: z.object({
    persons: count,
    changed: count,
    gain: count,
    lose: count,
    both: count,
    move: count,
    figures: z.array(figureTally).readonly(),
    reasons: z.record(z.string(), count),
  }),
  seconds: z.number(),
})

const simulationParams = cityParams.extend({ simulationId: uuid })
const access = { kind: 'duty', duties: ['simulate'], reach: 'city' } as const

export const simulationRoutes = {
  askSimulation: route({
    method: 'POST',
    path: '/api/:city/simulations',
    zh: '试算规则变更',
    en: 'Ask what a draft pack would change for everybody in the register; the workers answer it',
    access,
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.object({
      intentId,
      draft: fileText(DRAFT_MAX).describe('The text of a pack file, YAML'),
      reach: z.enum(REACHES).default('always'),
    }),
    answer: z.object({ simulationId: uuid, resumed: z.boolean() }),
    looks: 'nothing personal',
  }),
  listSimulations: route({
    method: 'GET',
    path: '/api/:city/simulations',
    zh: '规则试算列表',
    en: 'What was asked, the latest first, with how far each is',
    access,
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ simulations: z.array(simulationLine).readonly() }),
    looks: 'nothing personal',
  }),
  getSimulation: route({
    method: 'GET',
    path: '/api/:city/simulations/:simulationId',
    zh: '规则试算结果',
    en: 'A simulation, how far it is, and its report when it is done; persons by their ids only',
    access,
    decides: false,
    params: simulationParams,
    query: noQuery,
    body: noBody,
    answer: simulationLine.extend({ draft: z.string(), report: report.nullable() }),
    looks: {
      kind: 'list',
      why: 'work-list',
      persons: ({ answer }) =>
        answer.report?.tally.figures.flatMap(({ samples }) => samples.map(({ personId }) => personId)) ?? [],
    },
  }),
}
