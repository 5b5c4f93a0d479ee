import { REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import { z } from 'zod'
import { amendableHere, amendmentBeside } from '../amendment-shape.ts'
import { route } from '../route.ts'
import {
  caseAnswer,
  cityParams,
  day,
  expectedVersion,
  intentId,
  lines,
  materialForm,
  noBody,
  noQuery,
  permitLook,
  permitParams,
  uuid,
} from '../shape.ts'
import { CONDITIONS } from './application.ts'
import { WRITTEN_ON } from './endorsement.ts'
import { home } from './registration.ts'

const effect = z.enum(['keep', 'reset', 'new-registration'])
const written = z.enum(WRITTEN_ON)

export const addressChangeRoutes = {
  getAddressChange: route({
    method: 'GET',
    path: '/api/:city/permits/:permitId/address-change',
    zh: '变更居住地址情况',
    en: 'Where a permit says the holder lives, where they are registered, what a change of address needs, and the past ones',
    access: { kind: 'post', reach: 'city' },
    decides: false,
    looks: permitLook,
    params: permitParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      permitId: uuid,
      permitNo: z.string(),
      personId: uuid,
      name: z.string(),
      state: z.enum(['pending-pick-up', 'in-force', 'ended']),
      address: z.string(),
      registration: z
        .object({
          registrationId: uuid,
          version: z.number().int(),
          state: z.enum(REGISTRATION_STATES),
          address: z.string(),
          registeredOn: z.string().nullable(),
        })
        .nullable(),
      amendable: amendableHere,
      /** The registration is elsewhere than the permit says: the change is to be written. */
      owed: z.boolean(),
      documents: z.array(z.string()),
      proofFrom: z.array(z.enum(CONDITIONS)),
      proofs: z.array(z.string()),
      mayChange: z.boolean(),
      mayMove: z.boolean(),
      past: z.array(
        z.object({
          addressChangeId: uuid,
          address: z.string(),
          movedOn: z.string(),
          changedOn: z.string(),
          effect,
          written,
        }),
      ),
    }),
  }),
  changePermitAddress: route({
    method: 'POST',
    path: '/api/:city/permits/:permitId/address-changes',
    zh: '变更居住地址',
    en: 'Write a change of address to a permit, with the move of the registration, what else has changed and an endorsement in one act where that is asked',
    access: { kind: 'duty', duties: ['change-address'], reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: permitParams,
    query: noQuery,
    body: z.object({
      intentId,
      move: z.object({ registrationId: uuid, expectedVersion, home, movedOn: day }).nullable().default(null),
      materials: z.array(materialForm).max(40).default([]),
      inPerson: z.boolean(),
      finding: z
        .object({ effect: z.enum(['keep', 'reset']), reason: lines(500).min(1) })
        .nullable()
        .default(null),
      write: written,
      endorse: z
        .object({ condition: z.enum([...CONDITIONS, 'none']), bookedOnlineOn: day.nullable().default(null) })
        .nullable()
        .default(null),
      amendment: amendmentBeside
        .nullable()
        .default(null)
        .describe(
          'What else has changed, on the registration as it was seen; with a move it is made on the one that follows',
        ),
    }),
    answer: caseAnswer.extend({
      caseId: uuid.describe('The change of address; with an endorsement, the endorsement'),
      permitId: uuid,
      /** What it did to the permit; null in the answer to a repeated command. */
      change: z
        .object({
          effect,
          issuedOn: z.string(),
          nextAnniversaryOn: z.string(),
          opensOn: z.string(),
          yearsFrom: z.string().nullable(),
          endorsementOpen: z.boolean(),
        })
        .nullable(),
    }),
  }),
  readOfficeLetter: route({
    method: 'POST',
    path: '/api/:city/letters/:letterId/read',
    zh: '阅知通报',
    en: 'Take note of what another office told',
    access: { kind: 'duty', duties: ['keep-registration'], reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: cityParams.extend({ letterId: uuid }),
    query: noQuery,
    body: z.object({ intentId }),
    answer: caseAnswer.extend({ letterId: uuid }),
  }),
}
