import { paperRoutes } from '@anju/contract/routes/paper.ts'
import { openPaperPress } from '../../paper/paper-press.ts'
import { listPapers, printPaper, reprintPaper } from '../../usecases/print-paper.ts'
import type { HandlersOf } from '../mount.ts'

/** The press opens with the first paper: a registry that prints none holds no typeface in memory. */
export function paperHandlers(): HandlersOf<typeof paperRoutes> {
  const press = openPaperPress()
  return {
    async printPaper({ deps, act, body }) {
      const decision = await printPaper(deps, act, body, press)
      if (!decision.ok) return decision
      const { subjectId, personId, repeated, pdf } = decision.value
      return { ...decision, value: { paperId: subjectId, personId, repeated, pdf: pdf.toString('base64') } }
    },
    async getPaper({ deps, act, params, body }) {
      const decision = await reprintPaper(deps, act, { paperId: params.paperId, purpose: body.purpose }, press)
      if (!decision.ok) return decision
      return { ...decision, value: { ...decision.value, pdf: decision.value.pdf.toString('base64') } }
    },
    listPapers: ({ deps, act, params }) => listPapers(deps, act, params.caseId, params.subject),
    async getBlankForm({ act }) {
      return { pdf: (await press.blankForm(act.city.jurisdiction, act.legalOn)).toString('base64') }
    },
  }
}
