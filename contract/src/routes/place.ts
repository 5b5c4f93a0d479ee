import { z } from 'zod'
import { refusalSchema } from '../problem.ts'
import { route } from '../route.ts'
import { addressForm, cityParams, intentId, noBody, noParams, noQuery, uuid } from '../shape.ts'

const dwellingLine = z.object({
  dwellingId: uuid,
  standardText: z.string(),
  status: z.enum(['standard', 'pending-survey']),
  livingAreaM2: z.number().nullable(),
})

export const placeRoutes = {
  listDivisions: route({
    method: 'GET',
    path: '/api/divisions',
    zh: '行政区划',
    en: 'Children of an administrative division; without parent the provinces',
    access: { kind: 'public' },
    decides: false,
    params: noParams,
    query: z.object({
      parent: z
        .string()
        .regex(/^\d{2,12}$/)
        .optional(),
    }),
    body: noBody,
    answer: z.object({
      divisions: z.array(
        z.object({ code: z.string(), name: z.string(), level: z.number().int(), hasChildren: z.boolean() }),
      ),
    }),
  }),
  getPack: route({
    method: 'GET',
    path: '/api/:city/pack',
    zh: '本地规则',
    en: 'The part of the pack in force that a screen needs: checklists, workflow, periods, with their clauses',
    access: { kind: 'public' },
    decides: false,
    params: cityParams,
    query: z.object({ on: z.string().optional() }),
    body: noBody,
    answer: z.object({ packId: z.string(), inForceOn: z.string(), pack: z.record(z.string(), z.unknown()) }),
  }),
  listLanes: route({
    method: 'GET',
    path: '/api/:city/lanes',
    zh: '街路巷名录',
    en: 'Registered lanes of a village or community',
    access: { kind: 'signed-in' },
    decides: false,
    params: cityParams,
    query: z.object({ divisionCode: z.string().regex(/^\d{12}$/), q: z.string().max(60).default('') }),
    body: noBody,
    answer: z.object({ lanes: z.array(z.string()) }),
  }),
  checkAddress: route({
    method: 'POST',
    path: '/api/:city/addresses/check',
    zh: '校验地址',
    en: 'Standard text of an address and every reason against it; nothing is stored',
    access: { kind: 'signed-in' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: addressForm,
    answer: z.object({
      standardText: z.string(),
      refusals: z.array(refusalSchema).readonly(),
      dwellingId: uuid.nullable(),
    }),
  }),
  listDwellings: route({
    method: 'GET',
    path: '/api/:city/dwellings',
    zh: '查找居所',
    en: 'Dwellings whose standard address contains the text',
    access: { kind: 'signed-in' },
    decides: false,
    params: cityParams,
    query: z.object({ q: z.string().min(2).max(60) }),
    body: noBody,
    answer: z.object({ dwellings: z.array(dwellingLine) }),
  }),
  enterDwelling: route({
    method: 'POST',
    path: '/api/:city/dwellings',
    zh: '登记居所',
    en: 'Enter a dwelling under its standard address; an address outside the lane register waits for a survey',
    access: { kind: 'duty', duties: ['register', 'visit'], reach: 'city' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.object({
      intentId,
      address: addressForm,
      livingAreaM2: z.number().positive().max(100000).nullable().default(null),
      filingNo: z.string().trim().max(40).default(''),
      landlordName: z.string().trim().max(50).default(''),
      coordinates: z.tuple([z.number(), z.number()]).nullable().default(null),
    }),
    answer: dwellingLine.extend({ repeated: z.boolean() }),
  }),
  settleAddress: route({
    method: 'POST',
    path: '/api/:city/dwellings/:dwellingId/survey',
    zh: '地址勘定',
    en: 'Settle a pending address: its lane enters the register',
    access: { kind: 'duty', duties: ['visit', 'register'], reach: 'post' },
    decides: true,
    params: cityParams.extend({ dwellingId: uuid }),
    query: noQuery,
    body: z.object({ intentId, lane: z.string().trim().min(1).max(60) }),
    answer: dwellingLine.extend({ repeated: z.boolean() }),
  }),
  getDwelling: route({
    method: 'GET',
    path: '/api/:city/dwellings/:dwellingId',
    zh: '居所',
    en: 'A dwelling: address, area, quota and both counts',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: cityParams.extend({ dwellingId: uuid }),
    query: noQuery,
    body: noBody,
    answer: dwellingLine.extend({
      filingNo: z.string(),
      cap: z.number().int().nullable(),
      permits: z.number().int(),
      occupants: z.number().int(),
      permitsOver: z.boolean(),
      occupantsOver: z.boolean(),
      law: z.string(),
    }),
  }),
}
