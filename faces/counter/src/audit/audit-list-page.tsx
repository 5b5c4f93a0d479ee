import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { DUTY_WORDS } from '@anju/contract/message/duty-words.ts'
import { findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { eventWord, tableWord } from '@anju/face-kit/law-words.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useTypedWords } from '../app/typed-words.ts'
import { useCounterWords } from '../counter-words.ts'
import { momentText } from '../look/moment-text.ts'
import type { AuditSearch } from './audit-search.ts'

const route = getRouteApi('/system/audit')
type SignedStep = AnswerOf<Routes['listSignedSteps']>['steps'][number]

/** 签名审计: the steps that officials signed; each leads to its case, verified again. */
export function AuditListPage(): React.ReactNode {
  const w = useCounterWords()
  const { city } = useSession()
  const search = route.useSearch()
  const { step } = search
  const { official = '', number = '' } = useTypedWords()
  const on = findPlainDate(search.on) === undefined ? {} : { on: search.on }
  const steps = useRegistry(
    'listSignedSteps',
    { params: { city }, body: { official, step, number, ...on } },
    {
      keepPrevious: true,
    },
  )
  return (
    <div className="aj-page" data-testid="audit-list">
      <header className="aj-page-head">
        <h1>{w('audit.title')}</h1>
        <span className="aj-faint">{w('audit.note')}</span>
      </header>
      <StepFilter asked={{ official, number, ...search }} />
      <Reading query={steps}>{(known) => <StepTable steps={known.steps} />}</Reading>
    </div>
  )
}

function StepFilter({ asked }: { asked: AuditSearch & { official: string; number: string } }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(asked)
  const text = (key: 'official' | 'number' | 'on') => (
    <Input
      type={key === 'on' ? 'date' : 'text'}
      value={draft[key]}
      maxLength={50}
      placeholder={w(`audit.${key}`)}
      aria-label={w(`audit.${key}`)}
      data-testid={`audit-${key}`}
      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
    />
  )
  return (
    <form
      className="aj-purpose"
      onSubmit={(event) => {
        event.preventDefault()
        const { official, number, ...search } = draft
        void navigate({ to: '/system/audit', search, state: { typed: { official, number } } })
      }}
    >
      {text('number')}
      {text('official')}
      <Select
        value={draft.step}
        aria-label={w('audit.step')}
        data-testid="audit-step"
        options={[
          { value: '', label: w('audit.anyStep') },
          ...Object.entries(DUTY_WORDS).map(([value, words]) => ({ value, label: words[language] })),
        ]}
        onChange={(step: string) => setDraft({ ...draft, step })}
      />
      {text('on')}
      <Button type="primary" htmlType="submit" data-testid="audit-find">
        {w('audit.find')}
      </Button>
    </form>
  )
}

function StepTable({ steps }: { steps: readonly SignedStep[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (steps.length === 0) return <p className="aj-empty">{w('audit.none')}</p>
  return (
    <table className="aj-table" data-testid="signed-steps">
      <thead>
        <tr>
          {(['at', 'case', 'step', 'official', 'on', 'with'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`audit.column.${column}`)}
            </th>
          ))}
          <th aria-label={w('audit.open')} />
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={`${step.caseId} ${step.version}`}>
            <td className="aj-figure">{momentText(step.at)}</td>
            <td className="aj-figure">{step.caseNumber ?? step.caseId.slice(0, 8)}</td>
            <td>
              {tableWord('duty', step.step, language)}
              {step.event !== null && <small className="aj-faint"> {eventWord(step.event, language)}</small>}
            </td>
            <td>
              {step.official} <small className="aj-faint">{tableWord('role', step.role, language)}</small>
            </td>
            <td>{formatDay(step.on, language)}</td>
            <td>{w(`audit.with.${step.signedWith ?? 'none'}`)}</td>
            <td>
              <Link
                to="/system/audit/$caseId"
                params={{ caseId: step.caseId }}
                data-testid={`audit-open-${step.caseId}`}
              >
                {w('audit.open')}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
