import { z } from 'zod'
import { route } from '../route.ts'
import { day, duty, noBody, noParams, noQuery, role, uuid } from '../shape.ts'

export const sessionRoutes = {
  getSession: route({
    method: 'GET',
    path: '/api/session',
    zh: '当前登录',
    en: 'Who is signed in, for which city and post, and the legal day',
    access: { kind: 'public' },
    decides: false,
    params: noParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      signedIn: z.boolean(),
      kind: z.enum(['official', 'resident']).nullable(),
      /** The account of whoever is signed in: tells whether the same person is back. */
      holderId: uuid.nullable(),
      name: z.string(),
      city: z.string().nullable(),
      post: z
        .object({
          postId: uuid,
          role,
          roleZh: z.string(),
          roleEn: z.string(),
          officeZh: z.string(),
          officeEn: z.string(),
          divisionPrefix: z.string(),
          duties: z.array(duty),
        })
        .nullable(),
      /** What was shown at sign-in; `demo` is a link of dev mode, and nobody's key. Null when signed out. */
      assurance: z.enum(['security-key', 'ukey', 'demo', 'phone', 'identity-provider']).nullable(),
      /** Why nothing else is answered until the person verifies themselves: locked, or used from another place. */
      held: z.enum(['locked', 'step-up']).nullable(),
      /** What the official's keys lack, when they lack something: `lapsed` opens nothing but what registers another one. */
      keysLacking: z
        .object({
          state: z.enum(['grace', 'lapsed']),
          active: z.number().int(),
          wanted: z.number().int(),
          since: z.string(),
          lastDayOn: z.string(),
        })
        .nullable()
        .default(null),
      /** The legal day (Asia/Shanghai); settable in dev mode only. */
      legalOn: z.string(),
      dev: z.boolean(),
      /** Whether officials may sign in with a UKey. */
      takesUKeys: z.boolean().default(false),
    }),
    looks: 'nothing personal',
  }),
  endSession: route({
    method: 'POST',
    path: '/api/session/end',
    zh: '退出登录',
    en: 'Sign out',
    access: { kind: 'signed-in' },
    whileHeld: true,
    whileKeyLacks: true,
    decides: false,
    params: noParams,
    query: noQuery,
    body: z.object({}),
    answer: z.object({}),
    looks: 'nothing personal',
  }),
  setLegalDay: route({
    method: 'PUT',
    path: '/api/legal-clock',
    zh: '设置法定日期（仅演示）',
    en: 'Set the legal day; dev mode only, answers 404 elsewhere. Runs the sweeps that fall due.',
    access: { kind: 'signed-in' },
    decides: false,
    params: noParams,
    query: noQuery,
    body: z.object({ on: day }),
    answer: z.object({ on: z.string(), swept: z.record(z.string(), z.number().int()) }),
    looks: 'nothing personal',
  }),
  listCities: route({
    method: 'GET',
    path: '/api/cities',
    zh: '开通城市',
    en: 'Cities of this installation',
    access: { kind: 'public' },
    decides: false,
    params: noParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      cities: z.array(
        z.object({
          city: z.string(),
          zh: z.string(),
          en: z.string(),
          divisionPrefix: z.string(),
          jurisdiction: z.string(),
        }),
      ),
    }),
    looks: 'nothing personal',
  }),
}
