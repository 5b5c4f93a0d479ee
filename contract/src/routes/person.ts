import { z } from 'zod'
import { groundSchema } from '../problem.ts'
import { route } from '../route.ts'
import { cityParams, noBody, noQuery, provisionalYear, uuid } from '../shape.ts'

/** One stretch of the residence ledger (居住明细): counted or not, by which clause, and why. */
const segment = z.object({ from: z.string(), to: z.string().nullable(), counts: z.boolean(), ...groundSchema.shape })

export const personRoutes = {
  lookUpPerson: route({
    method: 'POST',
    path: '/api/:city/persons/lookup',
    zh: '按证件号查人',
    en: 'Find one person by the exact ID number; POST, so that the number is in no address line',
    access: { kind: 'duty', duties: ['register', 'accept'], reach: 'city' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.object({ idNumber: z.string().trim().max(18) }),
    answer: z.object({
      found: z.boolean(),
      person: z
        .object({
          personId: uuid,
          name: z.string(),
          sex: z.string(),
          ethnicity: z.string(),
          birthOn: z.string(),
          hukouDivision: z.string(),
          hukouDetail: z.string(),
          mobileMasked: z.string(),
        })
        .nullable(),
      openRegistrationId: uuid.nullable(),
      openApplicationId: uuid.nullable(),
      /** What the number itself says. */
      idNumber: z
        .object({ sex: z.string(), birthOn: z.string(), divisionCode: z.string(), divisionKnown: z.boolean() })
        .nullable(),
    }),
  }),
  getResidence: route({
    method: 'GET',
    path: '/api/:city/persons/:personId/residence',
    zh: '居住明细',
    en: 'The residence day by day: segments with their clause, and the figures that follow',
    access: { kind: 'post', reach: 'city' },
    decides: false,
    params: cityParams.extend({ personId: uuid }),
    query: noQuery,
    body: noBody,
    answer: z.object({
      personId: uuid,
      name: z.string(),
      asOf: z.string(),
      segments: z.array(segment),
      residenceStart: z.string().nullable(),
      eligibleFrom: z.string().nullable(),
      daysToGo: z.number().int().nullable(),
      permit: z
        .object({
          issuedOn: z.string(),
          anniversaryOn: z.string(),
          windowOpensOn: z.string(),
          lastDayOn: z.string(),
          provisionalYear,
        })
        .nullable(),
    }),
  }),
}

export const permitRoutes = {
  lookUpPermit: route({
    method: 'GET',
    path: '/api/:city/permits/:permitNo',
    zh: '查询居住证',
    en: 'A permit by its number',
    access: { kind: 'post', reach: 'city' },
    decides: false,
    params: cityParams.extend({ permitNo: z.string().min(4).max(40) }),
    query: noQuery,
    body: noBody,
    answer: z.object({
      permitId: uuid,
      permitNo: z.string(),
      personId: uuid,
      name: z.string(),
      state: z.string(),
      issuedOn: z.string(),
      validToOn: z.string(),
      standardText: z.string(),
      stockNo: z.string().nullable(),
    }),
  }),
}
