import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { ToneTag } from '../account/tone-tag.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { AnswerForm } from './answer-form.tsx'
import { CaseLinks } from './case-links.tsx'
import { FigureBar } from './figure-bar.tsx'

type Question = AnswerOf<Routes['listMisuseAlerts']>['alerts'][number]

/** 滥用监测: questions about the acts of others, for the head of the unit and the audit administrator; open ones first. */
export function MisusePage(): React.ReactNode {
  const w = useCounterWords()
  const { city } = useSession()
  const list = useRegistry('listMisuseAlerts', { params: { city } })
  return (
    <div className="aj-page" data-testid="misuse-page">
      <header className="aj-page-head">
        <h1>{w('misuse.title')}</h1>
      </header>
      <p className="aj-soft">{w('misuse.note')}</p>
      <Reading query={list}>
        {({ alerts }) => (
          <>
            {alerts.length === 0 && <p className="aj-empty">{w('misuse.none')}</p>}
            {alerts.map((alert) => (
              <MisuseQuestion key={alert.alertId} alert={alert} />
            ))}
          </>
        )}
      </Reading>
    </div>
  )
}

function MisuseQuestion({ alert }: { readonly alert: Question }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { alertId, version, rule, official, officeZh, officeEn, onDay, law, answer } = alert
  return (
    <section className="aj-panel" data-testid={`misuse-${alertId}`} data-answer={answer ?? 'open'}>
      <h2 className="aj-misuse-rule">
        {tableWord('misuse-rule', rule, language)}{' '}
        <ToneTag tone={answer === null ? 'warn' : 'plain'}>
          {answer === null ? w('misuse.open') : tableWord('misuse-answer', answer, language)}
        </ToneTag>
      </h2>
      <p>
        <strong>{official}</strong> {language === 'zh' ? officeZh : officeEn} · {formatDay(onDay, language)}{' '}
        <Clause law={law} />
      </p>
      <Figures alert={alert} />
      <CaseLinks cases={alert.cases} count={alert.caseCount} />
      {answer === null ? <AnswerForm alertId={alertId} version={version} /> : <Answered alert={alert} />}
    </section>
  )
}

function Figures({ alert: { rule, figure, most, peers } }: { readonly alert: Question }) {
  const w = useCounterWords()
  const row = (key: 'figure' | 'most' | 'peers', value: number) => ({
    key,
    label: w(`misuse.bar.${key}`),
    value,
    text: w(`misuse.unit.${rule}`, { n: Math.round(value * 10) / 10 }),
  })
  return (
    <FigureBar
      title={w('misuse.figures')}
      rows={[row('figure', figure), row('most', most), ...(peers === null ? [] : [row('peers', peers)])]}
    />
  )
}

function Answered({ alert: { words, answeredBy, answeredOn } }: { readonly alert: Question }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const on = answeredOn === null ? '' : formatDay(answeredOn, language)
  return (
    <p data-testid="misuse-answered">
      {words} <span className="aj-faint">{w('misuse.by', { by: answeredBy ?? '', on })}</span>
    </p>
  )
}
