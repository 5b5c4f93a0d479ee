import { formatDay } from '@anju/contract/message/format-day.ts'
import type { Problem } from '@anju/contract/problem.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText, tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import type { StatedPurpose } from '../look/stated-purpose.ts'
import { openPdf } from './open-pdf.ts'
import { PrintProblem } from './print-problem.tsx'

type Printed = AnswerOf<Routes['listPapers']>
type Kind = Printed['offers'][number]['kind']
type PaperPanelProps = {
  readonly subject:
    | 'registration'
    | 'application'
    | 'objection'
    | 'permit-ending'
    | 'card-case'
    | 'endorsement'
    | 'fee'
    | 'transfer'
  readonly caseId: string
}

/** 打印: what can be printed for a case now, and what was printed for it, to be given out again as it was. */
export function PaperPanel({ subject, caseId }: PaperPanelProps): React.ReactNode {
  const w = useCounterWords()
  const { city } = useSession()
  const papers = useRegistry('listPapers', { params: { city, subject, caseId } })
  return (
    <section className="aj-panel" data-testid="papers">
      <h2>{w('paper.title')}</h2>
      <Reading query={papers}>{(known) => <Papers known={known} caseId={caseId} />}</Reading>
    </section>
  )
}

function Papers({ known, caseId }: { known: Printed; caseId: string }) {
  const { language } = useLanguage()
  const { city } = useSession()
  const { attempt, send } = useCommand('printPaper')
  const [asked, setAsked] = useState<Kind>()
  const print = async (kind: Kind, { purpose, words }: StatedPurpose = {}) => {
    setAsked(kind)
    const settled = await send({ params: { city }, body: { kind, subjectId: caseId, purpose, words } })
    if (settled.value !== undefined) openPdf(settled.value.pdf)
  }
  const word = (kind: string) => tableWord('paper', kind, language)
  const later = known.offers.flatMap(({ kind, refusals }) => refusals.map((refusal) => ({ kind, refusal })))
  return (
    <>
      <p className="aj-paper-offers">
        {known.offers.map(({ kind, refusals }) => (
          <Button
            key={kind}
            size="small"
            disabled={refusals.length > 0}
            loading={attempt.status === 'sending'}
            data-testid={`print-${kind}`}
            title={refusals.map((refusal) => refusalText(refusal, language)).join(' ')}
            onClick={() => void print(kind)}
          >
            {word(kind)}
          </Button>
        ))}
      </p>
      {later.length > 0 && later[0] !== undefined && (
        <p className="aj-faint aj-paper-later">{refusalText(later[0].refusal, language)}</p>
      )}
      {attempt.problem !== undefined && asked !== undefined && (
        <PrintProblem problem={attempt.problem} onPrint={(stated) => void print(asked, stated)} />
      )}
      <Earlier papers={known.papers} />
    </>
  )
}

function Earlier({ papers }: Pick<Printed, 'papers'>) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const api = useApi()
  const [stopped, setStopped] = useState<{ readonly paperId: string; readonly problem: Problem }>()
  const [lost, setLost] = useState(false)
  if (papers.length === 0) return null
  const again = async (paperId: string, { purpose, words }: StatedPurpose = {}) => {
    const answer = await api.call('getPaper', { params: { city, paperId }, body: { purpose, words } })
    const problem = answer.ok || answer.unreachable ? undefined : answer.problem
    const isRefused = problem?.type === 'refused'
    setStopped(isRefused ? { paperId, problem } : undefined)
    setLost(!answer.ok && !isRefused)
    if (answer.ok) openPdf(answer.value.pdf)
  }
  return (
    <>
      <ul className="aj-papers">
        {papers.map(({ paperId, kind, printedOn, printedBy, version }) => (
          <li key={paperId}>
            {formatDay(printedOn, language)} · {tableWord('paper', kind, language)} · {printedBy} ·{' '}
            {w('paper.version', { version: String(version) })}{' '}
            <Button type="link" size="small" data-testid="print-again" onClick={() => void again(paperId)}>
              {w('paper.again')}
            </Button>
          </li>
        ))}
      </ul>
      {stopped !== undefined && (
        <PrintProblem problem={stopped.problem} onPrint={(stated) => void again(stopped.paperId, stated)} />
      )}
      {lost && <p role="alert">{w('paper.lost')}</p>}
    </>
  )
}
