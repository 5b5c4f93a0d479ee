import { z } from 'zod'
import { entitlementView, residenceView } from '../life-shape.ts'
import { route } from '../route.ts'
import { cityParams, noQuery, personParams, statedPurpose, text, uuid } from '../shape.ts'

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
    body: statedPurpose.extend({ idNumber: text(18) }),
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
          hukouDetail: z.string().describe('Masked; sent back as it is, it stays what the register has'),
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
    looks: {
      kind: 'search',
      why: 'asked',
      persons: ({ answer }) => (answer.person === null ? [] : [answer.person.personId]),
    },
  }),
  getResidence: route({
    method: 'POST',
    path: '/api/:city/persons/:personId/residence',
    zh: '居住明细',
    en: 'The residence over the whole life: segments and permits with their clause, figures, what is owed; POST, so that the reason of the look is in no address line',
    access: { kind: 'post', reach: 'city' },
    decides: true,
    params: personParams,
    query: noQuery,
    body: statedPurpose,
    answer: residenceView,
    looks: { kind: 'file', why: 'asked', persons: ({ answer }) => [answer.personId] },
  }),
  listEntitlements: route({
    method: 'POST',
    path: '/api/:city/persons/:personId/entitlements',
    zh: '权益',
    en: 'Which services, rights and conveniences are open to the person today, and what is missing for the others; POST as the residence',
    access: { kind: 'post', reach: 'city' },
    decides: true,
    params: personParams,
    query: noQuery,
    body: statedPurpose,
    answer: z.object({ asOf: z.string(), entitlements: z.array(entitlementView).readonly() }),
    looks: { kind: 'file', why: 'asked', persons: ({ params }) => [params.personId] },
  }),
}

export const permitRoutes = {
  lookUpPermit: route({
    method: 'POST',
    path: '/api/:city/permits/lookup',
    zh: '查询居住证',
    en: 'A permit by its number; POST, so that the number is in no address line',
    access: { kind: 'post', reach: 'city' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: statedPurpose.extend({ permitNo: text(40).min(4) }),
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
    looks: { kind: 'permit', why: 'asked', persons: ({ answer }) => [answer.personId] },
  }),
}
