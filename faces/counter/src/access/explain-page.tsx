import { EXPLAINED_BY_WORDS } from '@anju/contract/message/access-words.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import { ROUTES, type Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { AskField } from '../account/ask-modal.tsx'
import { ToneTag } from '../account/tone-tag.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { idIn } from './id-in.ts'

type Answer = AnswerOf<Routes['explainAccess']>['answers'][number]

const byLabel = (input: string, option: { label: string } | undefined) => option?.label.includes(input) === true

/** 权限体检: which rule lets an official do a thing to a record, or keeps them from it. */
export function ExplainPage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const list = useRegistry('listPostScopes', { params: { city } })
  const explain = useCommand('explainAccess')
  const [officialId, setOfficialId] = useState<string>()
  const [route, setRoute] = useState<string>('getRegistration')
  const [record, setRecord] = useState('')
  const { attempt } = explain
  const send = () => {
    if (officialId === undefined) return
    void explain.send({
      params: { city },
      body: { officialId, route, recordId: idIn(record) ?? null },
    })
  }
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.explainAccess')}</h1>
        <span className="aj-faint">{w('access.explain.note')}</span>
      </header>
      <Reading query={list}>
        {({ posts }) => (
          <div className="aj-account-form" style={{ maxWidth: 560 }}>
            <AskField label={w('access.explain.official')}>
              <Select
                showSearch={{ filterOption: byLabel }}
                aria-label={w('access.explain.official')}
                data-testid="explain-official"
                value={officialId}
                options={[...new Map(posts.map((post) => [post.officialId, post])).values()].map((post) => ({
                  value: post.officialId,
                  label: `${post.name} · ${language === 'zh' ? post.officeZh : post.officeEn}`,
                }))}
                onChange={setOfficialId}
              />
            </AskField>
            <AskField label={w('access.explain.route')}>
              <Select
                showSearch={{ filterOption: byLabel }}
                aria-label={w('access.explain.route')}
                data-testid="explain-route"
                value={route}
                options={Object.entries(ROUTES).map(([name, { zh, en }]) => ({
                  value: name,
                  label: language === 'zh' ? zh : en,
                }))}
                onChange={setRoute}
              />
            </AskField>
            <AskField label={w('access.explain.record')}>
              <Input
                value={record}
                placeholder={w('access.explain.record.how')}
                data-testid="explain-record"
                onChange={(event) => setRecord(event.target.value)}
              />
            </AskField>
            <div>
              <Button
                type="primary"
                disabled={officialId === undefined || (record.trim() !== '' && idIn(record) === undefined)}
                loading={attempt.status === 'sending'}
                onClick={send}
                data-testid="explain"
              >
                {w('access.explain.ask')}
              </Button>
            </div>
          </div>
        )}
      </Reading>
      {attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={send} />}
      {attempt.problem !== undefined && <ProblemPanel problem={attempt.problem} />}
      {attempt.status === 'done' &&
        attempt.value?.answers.map((answer) => (
          <section key={`${answer.postId} ${answer.lentBy}`} data-testid="explanation">
            <h2>
              {language === 'zh' ? answer.postZh : answer.postEn}{' '}
              {answer.lentBy !== null && (
                <ToneTag tone="plain">{w('access.explain.lent', { name: answer.lentBy })}</ToneTag>
              )}{' '}
              <ToneTag tone={answer.allowed ? 'good' : 'warn'}>
                {w(answer.allowed ? 'access.explain.yes' : 'access.explain.no')}
              </ToneTag>
            </h2>
            <p>
              {w('access.explain.because', {
                words: deciding(answer)
                  .map((step) => step[language])
                  .join('；'),
              })}
            </p>
            <table className="aj-table">
              <tbody>
                {answer.steps.map((step) => (
                  <tr key={`${step.by}-${step.zh}`}>
                    <td>{step.passed === null ? '·' : step.passed ? '✓' : '✗'}</td>
                    <td>{EXPLAINED_BY_WORDS[step.by][language]}</td>
                    <td>{step[language]}</td>
                    <td>{step.law !== null && <Clause law={step.law} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
    </div>
  )
}

/** Every rule that says no; where none does, the last that says yes. */
function deciding({ steps }: Answer): Answer['steps'] {
  const against = steps.filter(({ passed }) => passed === false)
  return against.length > 0 ? against : steps.filter(({ passed }) => passed === true).slice(-1)
}
