import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { ReasonList } from '@anju/face-kit/reason-list.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { PaperPanel } from '../paper/paper-panel.tsx'
import { AnswerForm } from './answer-form.tsx'

const route = getRouteApi('/persons/$personId/objections')
type Known = AnswerOf<Routes['getObjections']>

/** 异议 of one person: decisions against them with the last day to object, and the objections with their answers. */
export function ObjectionPage(): React.ReactNode {
  const w = useCounterWords()
  const { personId } = route.useParams()
  const { city } = useSession()
  const objections = useRegistry('getObjections', { params: { city, personId } })
  return (
    <div className="aj-page" data-testid="objection-page">
      <Reading query={objections}>
        {(known) => (
          <>
            <header className="aj-case-head">
              <h1>{known.name}</h1>
              <p>
                <span className="aj-case-kind">{w('objection.title')}</span>{' '}
                <Link to="/persons/$personId" params={{ personId }}>
                  {w('endorse.back')}
                </Link>
              </p>
            </header>
            <section className="aj-panel">
              <h2>{w('objection.acts')}</h2>
              {known.acts.length === 0 && <p className="aj-faint">{w('objection.acts.none')}</p>}
              {known.acts.map((one) => (
                <ActAgainst key={`${one.subjectId} ${one.toldOn}`} one={one} mayTake={known.mayTake} />
              ))}
            </section>
            <section className="aj-panel">
              <h2>{w('objection.past')}</h2>
              {known.objections.length === 0 && <p className="aj-faint">{w('objection.past.none')}</p>}
              {known.objections.map((one) => (
                <Taken key={one.objectionId} one={one} />
              ))}
            </section>
          </>
        )}
      </Reading>
    </div>
  )
}

function ActAgainst({ one, mayTake }: { one: Known['acts'][number]; mayTake: boolean }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const command = useCommand('objectToAct')
  const [statement, setStatement] = useState('')
  const { against, subjectId, toldOn, lastDayOn, possible } = one
  const take = () => void command.send({ params: { city }, body: { against, subjectId, statement } })
  return (
    <article data-testid={`act-${against}`} data-possible={possible}>
      <p>
        <strong>{tableWord('objectable', against, language)}</strong> {formatDay(toldOn, language)}{' '}
        {lastDayOn !== null && w('objection.until', { on: formatDay(lastDayOn, language) })}
      </p>
      <ReasonList refusals={one.refusals} />
      {possible && mayTake && (
        <>
          <Input.TextArea
            value={statement}
            rows={3}
            maxLength={1000}
            aria-label={w('objection.statement')}
            placeholder={w('objection.statement')}
            data-testid="field-statement"
            onChange={(event) => {
              command.forget()
              setStatement(event.target.value)
            }}
          />
          {command.attempt.problem !== undefined && <ProblemPanel problem={command.attempt.problem} />}
          <div className="aj-hand-in-buttons">
            <Button type="primary" data-testid="take-objection" disabled={statement.trim() === ''} onClick={take}>
              {w('objection.take')}
            </Button>
          </div>
        </>
      )}
    </article>
  )
}

function Taken({ one }: { one: Known['objections'][number] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string) => formatDay(on, language)
  return (
    <article data-testid={`objection-${one.objectionId}`} data-answer={one.answer ?? 'open'}>
      <p>
        <strong>{tableWord('objectable', one.against, language)}</strong>{' '}
        {w('objection.takenOn', { on: day(one.filedOn), due: day(one.dueOn) })}{' '}
        <span className="aj-state">
          {one.answer === null ? w('objection.waiting') : tableWord('objection-answer', one.answer, language)}
        </span>
      </p>
      <blockquote>{one.statement}</blockquote>
      {one.answer !== null && (
        <p>
          {w('objection.reason')}：{one.reason} {one.answeredOn !== null && day(one.answeredOn)}
        </p>
      )}
      {one.remedies.length > 0 && (
        <ul>
          {one.remedies.map(({ kind, until, law }) => (
            <li key={kind}>
              {w(`objection.remedy.${kind}`)} {w('objection.until', { on: day(until) })} <Clause law={law} />
            </li>
          ))}
        </ul>
      )}
      {one.answer !== null && <PaperPanel subject="objection" caseId={one.objectionId} />}
      <ReasonList refusals={one.refusals} />
      {one.mayAnswer && <AnswerForm objectionId={one.objectionId} version={one.version} card={one.card} />}
      {one.answer === 'upheld' && one.permitId !== null && (
        <p>
          <Link to="/cards/$permitId" params={{ permitId: one.permitId }} data-testid="card-after-end">
            {w('objection.card.desk')}
          </Link>
        </p>
      )}
    </article>
  )
}
