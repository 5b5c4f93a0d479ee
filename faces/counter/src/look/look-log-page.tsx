import { LOOK_ALERT_WORDS, LOOK_PURPOSE_WORDS } from '@anju/contract/message/look-words.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useTypedWords } from '../app/typed-words.ts'
import { useCounterWords } from '../counter-words.ts'
import { ExportButton } from './export-button.tsx'
import { LookTable } from './look-table.tsx'
import type { LookSearch } from './look-search.ts'
import { usePurposes } from './stated-purpose.ts'

const route = getRouteApi('/system/looks')

/** 数据访问日志: who looked at whom, for the audit administrator; alerts first. */
export function LookLogPage(): React.ReactNode {
  const w = useCounterWords()
  const { city } = useSession()
  const search = route.useSearch()
  const { official = '', person = '' } = useTypedWords()
  const asked = {
    official,
    person,
    purpose: search.purpose,
    ...(findPlainDate(search.from) === undefined ? {} : { from: search.from }),
    ...(findPlainDate(search.to) === undefined ? {} : { to: search.to }),
  }
  const looks = useRegistry('listLooks', { params: { city }, body: asked }, { keepPrevious: true })
  return (
    <div className="aj-page" data-testid="look-log">
      <header className="aj-page-head">
        <h1>{w('look.log')}</h1>
        <span className="aj-faint">{w('look.log.note')}</span>
        <ExportButton asked={{ list: 'looks', ...asked }} />
      </header>
      <Alerts />
      <LookFilter asked={{ official, person, ...search }} />
      <Reading query={looks}>{(known) => <LookTable looks={known.looks} />}</Reading>
    </div>
  )
}

function Alerts() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const alerts = useRegistry('listLookAlerts', { params: { city } })
  return (
    <section className="aj-panel">
      <h2>{w('look.alerts')}</h2>
      <Reading query={alerts}>
        {(known) =>
          known.alerts.length === 0 && known.agents.length === 0 ? (
            <p className="aj-faint">{w('look.alerts.none')}</p>
          ) : (
            <>
              <AgentAlerts agents={known.agents} />
              {known.alerts.map(({ official, onDay, what, count, most, raisedAt }) => (
                <Alert
                  key={`${raisedAt}${what}${official}`}
                  type="warning"
                  showIcon
                  data-testid="look-alert"
                  title={w('look.alerts.line', {
                    official,
                    day: onDay,
                    what: Object.entries(LOOK_ALERT_WORDS).find(([key]) => key === what)?.[1][language] ?? what,
                    count,
                    most,
                  })}
                />
              ))}
            </>
          )
        }
      </Reading>
    </section>
  )
}

function AgentAlerts({ agents }: Pick<AnswerOf<Routes['listLookAlerts']>, 'agents'>) {
  const w = useCounterWords()
  return agents.map(({ mandateId, personId, span, count, most, onDay }) => (
    <Alert
      key={`${mandateId}${span}`}
      type="warning"
      showIcon
      data-testid="agent-alert"
      title={w('mandate.alert', { span: w(`mandate.alert.${span}`), count, most, day: onDay })}
      action={
        personId === null ? undefined : (
          <Link to="/persons/$personId" params={{ personId }} search={{}}>
            {w('mandate.alert.open')}
          </Link>
        )
      }
    />
  ))
}

function LookFilter({ asked }: { asked: LookSearch & { official: string; person: string } }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const purposes = usePurposes()
  const [draft, setDraft] = useState(asked)
  const ofWork = Object.entries(LOOK_PURPOSE_WORDS).filter(([key]) => key !== 'another-matter')
  const text = (key: 'official' | 'person' | 'from' | 'to') => (
    <Input
      key={key}
      type={key === 'from' || key === 'to' ? 'date' : 'text'}
      value={draft[key]}
      placeholder={w(`look.${key}`)}
      aria-label={w(`look.${key}`)}
      data-testid={`look-${key}`}
      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
    />
  )
  return (
    <form
      className="aj-purpose"
      onSubmit={(event) => {
        event.preventDefault()
        const { official, person, ...search } = draft
        void navigate({ to: '/system/looks', search, state: { typed: { official, person } } })
      }}
    >
      {text('official')}
      {text('person')}
      <Select
        value={draft.purpose}
        aria-label={w('look.purpose')}
        options={[
          { value: '', label: w('look.anyPurpose') },
          ...ofWork.map(([value, words]) => ({ value, label: words[language] })),
          ...purposes.map((row) => ({ value: row.key, label: row[language] })),
        ]}
        onChange={(purpose) => setDraft({ ...draft, purpose })}
      />
      {text('from')}
      {text('to')}
      <Button type="primary" htmlType="submit" data-testid="look-find">
        {w('look.find')}
      </Button>
    </form>
  )
}
