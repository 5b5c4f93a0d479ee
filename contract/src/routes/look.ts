import { z } from 'zod'
import { LOOK_KINDS, route } from '../route.ts'
import { cityParams, day, lines, noBody, noQuery, personParams, role, statedPurpose, text, uuid } from '../shape.ts'

/** Fields that are masked and can be shown in full for a purpose. */
export const REVEALED_FIELDS = [
  'idNumber',
  'mobile',
  'hukouDetail',
  'agentIdNumber',
  'agentPhone',
  'familyIdNumber',
] as const
/** Lists that may leave the registry as a file. */
export const EXPORTED_LISTS = ['queue', 'calls', 'looks'] as const
/** Sheets on paper that carry personal data. */
export const PRINTED_SHEETS = ['receipt', 'acceptance', 'notice', 'file'] as const

const lookLine = z.object({
  lookId: uuid,
  at: z.string(),
  official: z.string(),
  role: z.string(),
  officeZh: z.string(),
  officeEn: z.string(),
  kind: z.string(),
  route: z.string(),
  persons: z.array(z.object({ personId: uuid, personName: z.string() })),
  fields: z.array(z.string()),
  inFull: z.boolean(),
  purpose: z.string(),
  words: z.string(),
  caseId: uuid.nullable(),
  clientIp: z.string(),
})
const personsOf = (looks: readonly { persons: readonly { personId: string }[] }[]) =>
  looks.flatMap(({ persons }) => persons.map(({ personId }) => personId))
const lookQuery = z.object({
  official: text(50).default(''),
  person: text(50).default('').describe('An id, or an exact name'),
  purpose: text(40).default(''),
  from: day.optional(),
  to: day.optional(),
})

export const lookRoutes = {
  revealField: route({
    method: 'POST',
    path: '/api/:city/reveals',
    zh: '显示完整号码',
    en: 'One masked value in full, for a purpose; counted, logged, shown for some seconds',
    access: { kind: 'post', reach: 'post' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: statedPurpose.extend({
      personId: uuid,
      registrationId: uuid.nullable().default(null),
      field: z.enum(REVEALED_FIELDS),
      row: z.number().int().min(0).max(29).default(0),
    }),
    answer: z.object({ personId: uuid, value: z.string(), seconds: z.number().int() }),
    looks: { kind: 'reveal', why: 'asked', inFull: () => true, persons: ({ answer }) => [answer.personId] },
  }),
  recordPrint: route({
    method: 'POST',
    path: '/api/:city/prints',
    zh: '打印登记',
    en: 'Said before a sheet with personal data goes to the printer',
    access: { kind: 'post', reach: 'post' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: statedPurpose.extend({ personId: uuid, sheet: z.enum(PRINTED_SHEETS) }),
    answer: z.object({ printedAt: z.string() }),
    looks: { kind: 'print', why: 'asked', persons: ({ body }) => [body.personId] },
  }),
  exportList: route({
    method: 'POST',
    path: '/api/:city/exports',
    zh: '导出清单',
    en: 'A list as a file, within the limits of the pack; numbers stay masked',
    access: { kind: 'duty', duties: ['export-lists'], reach: 'post' },
    stepUp: true,
    decides: true,
    params: cityParams,
    query: noQuery,
    body: lookQuery.extend({
      list: z.enum(EXPORTED_LISTS),
      format: z.enum(['xlsx', 'csv']).default('xlsx'),
      words: lines(200).default('').describe('The reason; needed above a number of rows'),
      all: z.enum(['0', '1']).default('0'),
      q: text(50).default(''),
    }),
    answer: z.object({
      fileName: z.string(),
      mime: z.string(),
      base64: z.string(),
      rows: z.number().int(),
      personIds: z.array(uuid),
    }),
    looks: { kind: 'export', why: 'work-list', persons: ({ answer }) => answer.personIds },
  }),
  listLooks: route({
    method: 'POST',
    path: '/api/:city/looks/search',
    zh: '数据访问日志',
    en: 'Who looked at whom, by official, person, day and purpose. POST, so that a name is in no address line',
    access: { kind: 'duty', duties: ['read-audit'], reach: 'city' },
    stepUp: true,
    decides: false,
    params: cityParams,
    query: noQuery,
    body: lookQuery,
    answer: z.object({ looks: z.array(lookLine) }),
    looks: { kind: 'log', why: 'oversight', persons: ({ answer }) => personsOf(answer.looks) },
  }),
  listPersonLooks: route({
    method: 'GET',
    path: '/api/:city/persons/:personId/looks',
    zh: '此人的数据访问日志',
    en: 'Who looked at one person in reach, within a year',
    access: { kind: 'duty', duties: ['lead-unit', 'read-audit'], reach: 'post' },
    decides: false,
    params: personParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ looks: z.array(lookLine) }),
    looks: { kind: 'log', why: 'oversight', persons: ({ params }) => [params.personId] },
  }),
  listLookAlerts: route({
    method: 'GET',
    path: '/api/:city/look-alerts',
    zh: '批量查阅预警',
    en: 'Officials who passed a daily number of looks, values in full, or rows; agents who acted for more people than the number',
    access: { kind: 'duty', duties: ['read-audit'], reach: 'city' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      alerts: z.array(
        z.object({
          official: z.string(),
          onDay: z.string(),
          what: z.string(),
          count: z.number().int(),
          most: z.number().int(),
          law: z.string(),
          raisedAt: z.string(),
        }),
      ),
      /** Agents who acted for more people than the pack's number (代办预警); the mandate leads to who it is. */
      agents: z.array(
        z.object({
          mandateId: uuid,
          personId: uuid.nullable().describe('The principal of that mandate, when in reach'),
          span: z.enum(['month', 'year']),
          onDay: z.string(),
          count: z.number().int(),
          most: z.number().int(),
          law: z.string(),
          raisedAt: z.string(),
        }),
      ),
    }),
    looks: 'nothing personal',
  }),
  listOwnLooks: route({
    method: 'GET',
    path: '/api/:city/my/looks',
    zh: '谁看过我的记录',
    en: 'Who looked at my record: office and role, when, what for, which data',
    access: { kind: 'resident' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      looks: z.array(
        z.object({
          at: z.string(),
          officeZh: z.string(),
          officeEn: z.string(),
          role: z.union([role, z.literal('')]),
          kind: z.enum(LOOK_KINDS),
          purpose: z.string(),
          fields: z.array(z.string()),
          inFull: z.boolean(),
        }),
      ),
      /** Looks that the law lets nobody tell in detail; only those that are long past are counted. */
      withheld: z.number().int(),
      withheldDays: z.number().int(),
    }),
    looks: 'own matters',
  }),
}
