import { z } from 'zod'
import { route } from '../route.ts'
import { cityParams, day, noBody, noQuery, statedPurpose, text, uuid } from '../shape.ts'

/** What of a case is checked again, in the order in which a page shows it. */
export const AUDIT_CHECKS = [
  'checkpoint',
  'witness',
  'event',
  'signature',
  'countersignature',
  'key',
  'owner',
  'images',
  'shown',
] as const
export const AUDIT_STANDINGS = ['holds', 'broken', 'waiting', 'absent'] as const
const checks = z.array(
  z.object({
    check: z.enum(AUDIT_CHECKS),
    standing: z.enum(AUDIT_STANDINGS),
    /** As the verifier that stands alone words them. */
    faults: z.array(z.string()),
  }),
)
const signedWith = z.enum(['security-key', 'ukey', 'demo']).nullable()
const caseParams = cityParams.extend({ caseId: uuid })
const AUDIT = { kind: 'duty', duties: ['read-audit'], reach: 'city' } as const

export const auditRoutes = {
  listSignedSteps: route({
    method: 'POST',
    path: '/api/:city/audit/steps/search',
    zh: '签名办理记录',
    en: 'Steps that officials signed, by official, step, day and case; the latest first. POST, so that a name is in no address line',
    access: AUDIT,
    decides: false,
    params: cityParams,
    query: noQuery,
    body: z.object({
      official: text(50).default(''),
      step: text(40).default(''),
      on: day.optional(),
      number: text(50).default('').describe('A receipt or acceptance number, or the id of a case'),
    }),
    answer: z.object({
      steps: z.array(
        z.object({
          caseId: uuid,
          caseNumber: z.string().nullable(),
          version: z.number().int(),
          step: z.string(),
          event: z.string().nullable(),
          official: z.string(),
          role: z.string(),
          on: z.string(),
          at: z.string(),
          signedWith,
          personId: uuid.nullable(),
        }),
      ),
    }),
    looks: {
      kind: 'list',
      why: 'oversight',
      persons: ({ answer }) => answer.steps.flatMap(({ personId }) => personId ?? []),
    },
  }),
  auditCase: route({
    method: 'GET',
    path: '/api/:city/audit/cases/:caseId',
    zh: '个案审计',
    en: 'A case verified again now: each step with its text (masked), its keys, its place in the log and every check',
    access: AUDIT,
    decides: false,
    params: caseParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      caseId: uuid,
      personId: uuid.nullable(),
      log: z
        .object({
          size: z.number().int(),
          sealedAt: z.string(),
          root: z.string(),
          registryKids: z.array(z.string()),
          witnessKids: z.array(z.string()),
        })
        .nullable(),
      checks,
      steps: z.array(
        z.object({
          version: z.number().int(),
          event: z.string(),
          step: z.string().nullable(),
          official: z.string().nullable(),
          role: z.string(),
          on: z.string(),
          at: z.string(),
          leaf: z.object({ seq: z.number().int(), sm3: z.string() }).nullable(),
          signature: z
            .object({
              signedWith,
              contentSm3: z.string(),
              evidenceSm3: z.string().nullable(),
              displaySm3: z.string().nullable(),
              askedAt: z.string().nullable(),
              countersignedAt: z.string(),
              key: z
                .object({
                  label: z.string(),
                  /** AAGUID, as the maker of the key attests it. */
                  model: z.string(),
                  boundAt: z.string().nullable(),
                  revokedAt: z.string().nullable(),
                  isUserVerified: z.boolean().nullable(),
                  count: z.number().int().nullable(),
                  origin: z.string().nullable(),
                })
                .nullable(),
            })
            .nullable(),
          shown: z.object({
            kind: z.enum(['text', 'absent', 'erased', 'broken']),
            /** Masked. */
            shownText: z.string().nullable(),
          }),
          checks,
        }),
      ),
    }),
    looks: {
      kind: 'file',
      why: 'oversight',
      persons: ({ answer }) => (answer.personId == null ? [] : [answer.personId]),
      caseOf: ({ params }) => params.caseId,
    },
  }),
  showSignedText: route({
    method: 'POST',
    path: '/api/:city/audit/cases/:caseId/texts',
    zh: '显示签名时的全文',
    en: 'Word for word what an official was shown when they signed, for a purpose; counted, logged, shown for some seconds',
    access: AUDIT,
    stepUp: true,
    decides: true,
    params: caseParams,
    query: noQuery,
    body: statedPurpose.omit({ caseId: true }).extend({ version: z.number().int().positive() }),
    answer: z.object({ personId: uuid, shownText: z.string(), seconds: z.number().int() }),
    looks: {
      kind: 'reveal',
      why: 'asked',
      inFull: () => true,
      persons: ({ answer }) => [answer.personId],
      caseOf: ({ params }) => params.caseId,
    },
  }),
  exportCaseBundle: route({
    method: 'GET',
    path: '/api/:city/audit/cases/:caseId/bundle',
    zh: '下载个案存证包',
    en: 'A case with its proofs, for crypto/src/verify-case.ts, and the public keys it names',
    access: AUDIT,
    stepUp: true,
    decides: false,
    params: caseParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      personId: uuid.nullable(),
      fileName: z.string(),
      bundle: z.string(),
      officials: z.string(),
      registry: z.string(),
      police: z.string().nullable(),
      registryKid: z.string(),
    }),
    looks: {
      kind: 'export',
      why: 'oversight',
      persons: ({ answer }) => (answer.personId == null ? [] : [answer.personId]),
      caseOf: ({ params }) => params.caseId,
    },
  }),
} as const
