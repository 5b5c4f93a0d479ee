import { z } from 'zod'

import { day, noBody, none, route, uuid, type CardRoute } from './card-route.ts'
import { ORDER_STATES } from './order/order-machine.ts'
import { SIGN_IN_ROUTES } from './sign-in-contract.ts'

const stockNo = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{1,40}$/)
const reasonCode = z.enum(['photo', 'rare-character', 'duplicate-permit', 'id-mismatch'])
const state = z.enum(ORDER_STATES)
const orderParams = z.object({ orderId: uuid })
const orderCommand = z.object({ intentId: uuid, expectedVersion: z.int().min(1) })
const officer = z.object({ name: z.string(), badge: z.string() })
const office = z.object({ code: z.string(), name: z.string() })

const orderSummary = z.object({
  orderId: uuid,
  applicationId: uuid,
  acceptanceNo: z.string(),
  purpose: z.enum(['first', 'replacement', 'reissue', 'correction']),
  state,
  version: z.int(),
  name: z.string(),
  idNumberMasked: z.string(),
  office,
  acceptedOn: day,
  dueOn: day,
  receivedOn: day,
  permitNo: z.string().nullable(),
  stockNo: z.string().nullable(),
  issuedOn: day.nullable(),
  voidStockNo: z.string().nullable(),
})
const moved = z.object({
  orderId: uuid,
  state,
  version: z.int(),
  permitNo: z.string().nullable(),
  stockNo: z.string().nullable(),
})

const batchSummary = z.object({
  batchId: uuid,
  batchNo: z.string(),
  office,
  cards: z.int(),
  dispatchedOn: day,
  dispatchedBy: officer,
})

const inboundStanding = z.object({
  stream: z.string(),
  appliedUpTo: z.int(),
  appliedAt: z.string().nullable(),
  held: z.array(z.int()),
  missing: z.array(z.int()),
})
const outboundStanding = z.object({
  stream: z.string(),
  packedUpTo: z.int(),
  registryAppliedUpTo: z.int(),
  registryMissing: z.int(),
  registryBeatAt: z.string().nullable(),
  /** No beat for longer than three intervals: silence is a fault. */
  silent: z.boolean(),
  open: z.array(
    z.object({
      packageId: uuid,
      seq: z.int(),
      state: z.enum(['built', 'placed', 'stuck']),
      records: z.int(),
      sends: z.int(),
      nextSendAt: z.string(),
      nacks: z.int(),
      nackCode: z.string().nullable(),
    }),
  ),
  refused: z.array(
    z.object({ recordId: uuid, kind: z.string(), seq: z.int(), code: z.string().nullable(), orderId: uuid.nullable() }),
  ),
})

export const CARD_ROUTES = {
  ...SIGN_IN_ROUTES,
  getSession: route({
    method: 'GET',
    path: '/api/session',
    access: 'anybody',
    params: none,
    query: none,
    body: noBody,
    answer: z.object({
      signedIn: z.boolean(),
      staff: officer.nullable(),
      /** What the person showed; a demo link shows nothing. */
      assurance: z.enum(['security-key', 'ukey', 'demo']).nullable(),
      /** What the person's keys lack; `lapsed` opens nothing but what registers another one. */
      keysLacking: z
        .object({
          state: z.enum(['grace', 'lapsed']),
          active: z.number(),
          wanted: z.number(),
          since: day,
          lastDayOn: day,
        })
        .nullable(),
      /** Whether the staff may sign in with a UKey. */
      takesUKeys: z.boolean(),
      /** The screen is covered until the same person verifies themselves. */
      isLocked: z.boolean(),
      city: z.object({ city: z.string(), zh: z.string(), en: z.string() }).nullable(),
      legalOn: day,
      dev: z.boolean(),
    }),
  }),
  endSession: route({
    method: 'POST',
    path: '/api/session/end',
    access: 'staff',
    whileKeyLacks: true,
    params: none,
    query: none,
    body: none,
    answer: none,
  }),
  setLegalDay: route({
    method: 'PUT',
    path: '/api/legal-clock',
    access: 'dev',
    params: none,
    query: none,
    body: z.object({ on: day }),
    answer: z.object({ on: day }),
  }),
  listOrders: route({
    method: 'GET',
    path: '/api/orders',
    access: 'staff',
    params: none,
    /** `todo`: every order that waits for us. */
    query: z.object({ show: z.enum([...ORDER_STATES, 'todo', 'all']).default('todo') }),
    body: noBody,
    answer: z.object({ orders: z.array(orderSummary), counts: z.record(state, z.int()), legalOn: day }),
  }),
  getOrder: route({
    method: 'GET',
    path: '/api/orders/:orderId',
    access: 'staff',
    params: orderParams,
    query: none,
    body: noBody,
    answer: orderSummary.extend({
      person: z.object({
        idNumber: z.string(),
        name: z.string(),
        sex: z.string(),
        ethnicity: z.string(),
        ethnicityName: z.object({ zh: z.string(), en: z.string() }),
        birthOn: day,
        hukouAddress: z.string(),
        residenceAddress: z.string(),
      }),
      photo: z.object({ width: z.int(), height: z.int() }).nullable(),
      hints: z.array(z.object({ code: reasonCode, zh: z.string(), en: z.string() })),
      policyPack: z.string(),
      chipUid: z.string().nullable(),
      actions: z.array(
        z.object({
          event: z.enum(['accept-quality', 'reject-quality', 'produce', 'remake', 'dispatch']),
          allowed: z.boolean(),
        }),
      ),
      history: z.array(
        z.object({
          version: z.int(),
          at: z.string(),
          legalOn: day,
          kind: z.string(),
          by: officer.nullable(),
          /** `service`: by this service only, from before the staff had keys. */
          signedBy: z.enum(['security-key', 'ukey', 'demo', 'service']).nullable(),
          facts: z.record(z.string(), z.unknown()),
        }),
      ),
      results: z.array(
        z.object({
          kind: z.string(),
          standing: z.enum(['waiting', 'sent', 'applied', 'known', 'refused']),
          code: z.string().nullable(),
        }),
      ),
    }),
  }),
  checkQuality: route({
    method: 'POST',
    path: '/api/orders/:orderId/quality',
    access: 'staff',
    params: orderParams,
    query: none,
    body: orderCommand
      .extend({
        result: z.enum(['accepted', 'rejected']),
        reasons: z
          .array(z.object({ code: reasonCode, text: z.string().trim().min(1).max(500) }))
          .max(10)
          .default([]),
      })
      .refine((body) => (body.result === 'rejected') === body.reasons.length > 0, {
        path: ['reasons'],
        message: 'reasons belong to a rejection and only there',
      }),
    answer: moved,
  }),
  produceCard: route({
    method: 'POST',
    path: '/api/orders/:orderId/production',
    access: 'staff',
    params: orderParams,
    query: none,
    body: orderCommand.extend({ stockNo }),
    answer: moved,
  }),
  remakeCard: route({
    method: 'POST',
    path: '/api/orders/:orderId/remake',
    access: 'staff',
    params: orderParams,
    query: none,
    body: orderCommand.extend({ stockNo }),
    answer: moved,
  }),
  listBatches: route({
    method: 'GET',
    path: '/api/batches',
    access: 'staff',
    params: none,
    query: none,
    body: noBody,
    answer: z.object({
      ready: z.array(z.object({ office, orders: z.array(orderSummary) })),
      batches: z.array(batchSummary),
    }),
  }),
  getBatch: route({
    method: 'GET',
    path: '/api/batches/:batchId',
    access: 'staff',
    params: z.object({ batchId: uuid }),
    query: none,
    body: noBody,
    answer: batchSummary.extend({
      list: z.array(
        z.object({
          orderId: uuid,
          applicationId: uuid,
          acceptanceNo: z.string(),
          permitNo: z.string(),
          stockNo: z.string(),
        }),
      ),
    }),
  }),
  dispatchBatch: route({
    method: 'POST',
    path: '/api/batches',
    access: 'staff',
    params: none,
    query: none,
    body: z.object({ intentId: uuid, officeCode: z.string().min(1).max(32), orderIds: z.array(uuid).min(1).max(1000) }),
    answer: z.object({ batchId: uuid, batchNo: z.string(), cards: z.int() }),
  }),
  getStock: route({
    method: 'GET',
    path: '/api/stock',
    access: 'staff',
    params: none,
    query: none,
    body: noBody,
    answer: z.object({ unused: z.int(), used: z.int(), void: z.int(), next: z.array(z.string()) }),
  }),
  receiveStock: route({
    method: 'POST',
    path: '/api/stock',
    access: 'staff',
    params: none,
    query: none,
    body: z.object({
      intentId: uuid,
      cards: z
        .array(z.object({ stockNo, chipUid: z.string().regex(/^(?:[0-9A-F]{2}){4,16}$/) }))
        .min(1)
        .max(5000),
    }),
    answer: z.object({ received: z.int() }),
  }),
  voidStock: route({
    method: 'POST',
    path: '/api/stock/void',
    access: 'staff',
    params: none,
    query: none,
    body: z.object({ intentId: uuid, stockNo, reason: z.enum(['spoiled', 'lost', 'stolen']) }),
    answer: z.object({ listNo: z.string() }),
  }),
  reportCivilEvent: route({
    method: 'POST',
    path: '/api/civil-events',
    access: 'staff',
    params: none,
    query: none,
    body: z
      .object({
        intentId: uuid,
        event: z.enum(['death', 'hukou-converted']),
        idNumber: z.string().regex(/^\d{17}[\dX]$/),
        happenedOn: day,
        hukouDivision: z
          .string()
          .regex(/^\d{6}$/)
          .nullable()
          .default(null),
      })
      .refine((body) => (body.event === 'hukou-converted') === (body.hukouDivision !== null), {
        path: ['hukouDivision'],
        message: 'a division belongs to a conversion only',
      }),
    answer: z.object({ recordId: uuid }),
  }),
  getExchange: route({
    method: 'GET',
    path: '/api/exchange',
    access: 'staff',
    params: none,
    query: none,
    body: noBody,
    answer: z.object({
      orders: inboundStanding,
      results: outboundStanding,
      waiting: z.int(),
      fault: z.string().nullable(),
      registryKeyId: z.string(),
      /** The pinned keys of officials; null before any were pinned, and then every order waits. */
      roster: z.object({ sm3: z.string(), pinnedAt: z.string(), officials: z.int(), demo: z.boolean() }).nullable(),
      /** Orders that wait for a newer roster. */
      waitingOrders: z.array(
        z.object({
          recordId: z.string(),
          acceptanceNo: z.string(),
          asks: z.enum(['card', 'second-card', 'good-again']),
          code: z.string(),
          officials: z.array(z.string()),
          receivedAt: z.string(),
        }),
      ),
      quarantine: z.array(
        z.object({
          fileSm3: z.string(),
          fileName: z.string(),
          stream: z.string().nullable(),
          seq: z.int().nullable(),
          code: z.string(),
          detail: z.string(),
          times: z.int(),
          foundAt: z.string(),
        }),
      ),
    }),
  }),
  sendAgain: route({
    method: 'POST',
    path: '/api/exchange/packages/:packageId/send-again',
    access: 'staff',
    params: z.object({ packageId: uuid }),
    query: none,
    body: none,
    answer: none,
  }),
  clearQuarantine: route({
    method: 'POST',
    path: '/api/exchange/quarantine/:fileSm3/clear',
    access: 'staff',
    params: z.object({ fileSm3: z.string().regex(/^[0-9a-f]{64}$/) }),
    query: none,
    body: none,
    answer: none,
  }),
} as const

export type CardRoutes = typeof CARD_ROUTES
export type CardRouteName = keyof CardRoutes
export type CardParams<R extends CardRoute> = z.output<R['params']>
export type CardQuery<R extends CardRoute> = z.output<R['query']>
export type CardBody<R extends CardRoute> = z.output<R['body']>
export type CardAnswer<R extends CardRoute> = z.output<R['answer']>
/** What a caller sends: before defaults are filled in. */
export type CardSent<R extends CardRoute> = {
  readonly params: z.input<R['params']>
  readonly query: z.input<R['query']>
  readonly body: z.input<R['body']>
}
