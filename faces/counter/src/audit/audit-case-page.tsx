import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { eventWord, tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useSession } from '../app/session.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'
import { momentText } from '../look/moment-text.ts'
import { BundleButton } from './bundle-button.tsx'
import { CheckList, type Check } from './check-list.tsx'
import { ShownText } from './shown-text.tsx'
import { StepEvidence } from './step-evidence.tsx'

const route = getRouteApi('/system/audit/$caseId')
type Audited = AnswerOf<Routes['auditCase']>

/** 个案复核: every step of a case, verified again when the page opens. */
export function AuditCasePage(): React.ReactNode {
  const w = useCounterWords()
  const { caseId } = route.useParams()
  const { city } = useSession()
  const audited = useRegistry('auditCase', { params: { city, caseId } }, { staleTimeMs: 0 })
  return (
    <div className="aj-page" data-testid="audit-case">
      <header className="aj-page-head">
        <h1>{w('audit.case')}</h1>
        <span className="aj-faint">{w('audit.verifiedNow')}</span>
        <Button onClick={() => void audited.refetch()} loading={audited.isFetching} data-testid="audit-again">
          {w('audit.again')}
        </Button>
        <BundleButton caseId={caseId} />
      </header>
      <nav aria-label={w('audit.back')}>
        <Link to="/system/audit" search={{ step: '', on: '' }}>
          {w('audit.back')}
        </Link>
      </nav>
      <Reading query={audited}>{(known) => <CaseView audited={known} />}</Reading>
    </div>
  )
}

function CaseView({ audited }: { audited: Audited }) {
  const w = useCounterWords()
  const { log } = audited
  return (
    <>
      <section className="aj-panel" data-testid="audit-log">
        <h2>
          {w('audit.log')} <Sum checks={[...audited.checks, ...audited.steps.flatMap(({ checks }) => checks)]} />
        </h2>
        <CheckList checks={audited.checks} />
        {log !== null && (
          <Facts
            rows={[
              fact(w('audit.caseId'), audited.caseId),
              fact(w('audit.log.size'), String(log.size)),
              fact(w('audit.log.sealedAt'), momentText(log.sealedAt)),
              fact(w('audit.log.registryKid'), log.registryKids.join(' ') || '—'),
              fact(w('audit.log.witnessKid'), log.witnessKids.join(' ') || '—'),
              fact(w('audit.log.root'), <code className="aj-hash">{log.root}</code>),
            ]}
          />
        )}
      </section>
      {audited.steps.map((step) => (
        <StepView key={step.version} caseId={audited.caseId} step={step} />
      ))}
    </>
  )
}

/** How a case stands in one line, in words and not in colour alone. */
function Sum({ checks }: { checks: readonly Check[] }) {
  const w = useCounterWords()
  const count = (wanted: Check['standing']) => checks.filter(({ standing }) => standing === wanted).length
  const [bad, waiting] = [count('broken'), count('waiting')]
  return (
    <small className={bad > 0 ? 'aj-unmet' : 'aj-met'} data-testid="audit-sum" data-bad={bad}>
      {bad > 0 ? w('audit.bad', { n: bad }) : w('audit.good')}
      {waiting > 0 && ` · ${w('audit.waiting', { n: waiting })}`}
    </small>
  )
}

function StepView({ caseId, step }: { caseId: string; step: Audited['steps'][number] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { signature } = step
  const isSigned = step.step !== null || signature !== null
  return (
    <section className="aj-panel" data-testid={`audit-step-${step.event}`} data-version={step.version}>
      <h2>
        {step.version}. {eventWord(step.event, language)}{' '}
        <small className="aj-faint">
          {formatDay(step.on, language)} · {momentText(step.at)} · {step.official ?? w('audit.bySystem')}
          {step.role !== '' && ` · ${tableWord('role', step.role, language)}`}
          {step.step !== null && ` · ${tableWord('duty', step.step, language)}`}
        </small>
      </h2>
      <div className="aj-audit-step">
        <CheckList checks={step.checks} />
        <div>
          {isSigned ? (
            <>
              <h3>{w('audit.shown')}</h3>
              <ShownText caseId={caseId} version={step.version} shown={step.shown} />
            </>
          ) : (
            <p className="aj-soft">{w('audit.unsigned')}</p>
          )}
        </div>
      </div>
      <StepEvidence step={step} />
    </section>
  )
}
