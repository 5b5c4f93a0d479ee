import { paperRoutes } from '@anju/contract/routes/paper.ts'
import { openPaperPress } from '../../paper/paper-press.ts'
import { getPaper, listPapers, printPaper } from '../../usecases/print-paper.ts'
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
    async getPaper({ deps, act, params }) {
      const { pdf, ...paper } = await getPaper(deps, act, params.paperId, press)
      return { ...paper, pdf: pdf.toString('base64') }
    },
    listPapers: ({ deps, act, params }) => listPapers(deps, act, params.caseId, params.subject),
    async getBlankForm({ act }) {
      return { pdf: (await press.blankForm(act.city.jurisdiction, act.legalOn)).toString('base64') }
    },
  }
}
