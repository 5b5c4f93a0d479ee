import { z } from 'zod'
import { reason } from '../life-shape.ts'
import { route } from '../route.ts'
import {
  cityParams,
  day,
  expectedVersion,
  intentId,
  noBody,
  noQuery,
  registrationParams,
  registrationState,
  text,
  uuid,
} from '../shape.ts'
import { registrationAnswer } from './registration.ts'

const own = z.object({
  registrationId: uuid,
  version: z.number().int(),
  state: registrationState,
  name: z.string(),
  standardText: z.string(),
  receiptNo: z.string().nullable(),
  registeredOn: z.string().nullable(),
  leftOn: z.string(),
  /** Every reason why it cannot be done today; then nothing follows. */
  refusals: z.array(reason).readonly(),
  /** All that follows, as the law tells it. */
  means: z.array(reason).readonly(),
})

export const ownDepartureRoutes = {
  getOwnDeparture: route({
    method: 'GET',
    path: '/api/:city/my/departure',
    zh: '我要离开：会怎样，能不能撤回',
    en: 'The own departure: what would follow from leaving on a day, or what followed and until when it can be taken back',
    access: { kind: 'resident' },
    decides: false,
    params: cityParams,
    query: z.object({ leftOn: day.optional() }),
    body: noBody,
    answer: z.object({
      asOf: z.string(),
      /** The registration that is open; nobody has two. */
      leaving: own.nullable(),
      /** Where nothing is open: the departure told last. */
      left: own.extend({ destination: z.string(), toldOn: z.string(), lastDayOn: z.string().nullable() }).nullable(),
    }),
    looks: 'own matters',
  }),
  declareOwnDeparture: route({
    method: 'POST',
    path: '/api/:city/my/registrations/:registrationId/departure',
    zh: '本人网上申报离开',
    en: 'Says online that one has left: the own registration ends on that day',
    access: { kind: 'resident' },
    decides: true,
    params: registrationParams,
    query: noQuery,
    body: z.object({
      intentId,
      expectedVersion,
      leftOn: day,
      destination: text(100).default(''),
    }),
    answer: registrationAnswer,
    looks: 'nothing personal',
  }),
  takeBackOwnDeparture: route({
    method: 'POST',
    path: '/api/:city/my/registrations/:registrationId/departure/take-back',
    zh: '撤回离开申报',
    en: 'Takes back that one has left: the registration goes on from its original day',
    access: { kind: 'resident' },
    decides: true,
    params: registrationParams,
    query: noQuery,
    body: z.object({ intentId, expectedVersion }),
    answer: registrationAnswer,
    looks: 'nothing personal',
  }),
}
