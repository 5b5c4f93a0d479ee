import { formatDay } from '@anju/contract/message/format-day.ts'
import { REACH_WORDS } from '@anju/contract/message/simulation-words.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Progress } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { ReportPanels } from './report-panels.tsx'
import { useRefetchWhile } from './use-refetch-while.ts'

/** 试算结果: how far it is while it runs, and then what the draft would change. */
export function SimulationReportPage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const { simulationId } = useParams({ from: '/system/simulations/$simulationId' })
  const read = useRegistry('getSimulation', { params: { city, simulationId } })
  useRefetchWhile(read.data?.state === 'asked' || read.data?.state === 'running', read.refetch)
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('simulation.title')}</h1>
        <Link to="/system/simulations">{w('simulation.back')}</Link>
      </header>
      <Reading query={read}>
        {({ draftPack, state, failure, reach, asOf, persons, personsDone, report }) => (
          <>
            <p>
              <strong>{report?.draft[language] ?? draftPack}</strong> <span className="aj-figure">{draftPack}</span>
            </p>
            <p className="aj-soft">
              {w('simulation.compared', {
                packs: report?.packs.join(', ') ?? '…',
                reach: REACH_WORDS[reach][language],
                day: formatDay(asOf, language),
              })}
            </p>
            {state === 'failed' && (
              <Alert type="error" showIcon title={w('simulation.failed', { failure: failure ?? '' })} />
            )}
            {(state === 'asked' || state === 'running') && (
              <section className="aj-panel" data-testid="simulation-progress" aria-live="polite">
                <p>
                  {persons === null
                    ? w('simulation.waiting')
                    : w('simulation.progress', { done: personsDone, persons })}
                </p>
                <Progress percent={persons === null || persons === 0 ? 0 : Math.floor((personsDone / persons) * 100)} />
              </section>
            )}
            {report !== null && <ReportPanels report={report} />}
          </>
        )}
      </Reading>
    </div>
  )
}
