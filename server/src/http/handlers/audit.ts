import type { auditRoutes } from '@anju/contract/routes/audit.ts'
import { auditCase, exportCaseBundle, listSignedSteps, showSignedText } from '../../usecases/audit-case.ts'
import { maskSigningText } from '../mask-signing-text.ts'
import type { HandlersOf } from '../mount.ts'

export const auditHandlers: HandlersOf<typeof auditRoutes> = {
  listSignedSteps: async ({ deps, act, body }) => ({
    steps: await listSignedSteps(deps, act, { ...body, on: body.on }),
  }),
  async auditCase({ deps, act, params }) {
    const audited = await auditCase(deps, act, params.caseId)
    const steps = audited.steps.map(({ shown, checks, ...step }) => ({
      ...step,
      checks: [...checks],
      shown: { kind: shown.kind, shownText: shown.text === null ? null : maskSigningText(shown.text) },
    }))
    return { ...audited, steps }
  },
  showSignedText: ({ deps, act, params, body }) =>
    showSignedText(deps, act, { caseId: params.caseId, version: body.version }),
  exportCaseBundle: ({ deps, act, params }) => exportCaseBundle(deps, act, params.caseId),
}
