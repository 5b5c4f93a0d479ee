import { formatDay } from '@anju/contract/message/format-day.ts'
import { REACH_WORDS } from '@anju/contract/message/simulation-words.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { REACHES, type Reach } from '@anju/domain/simulation/draft-law.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Input, Radio, Upload } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { useRefetchWhile } from './use-refetch-while.ts'

type Line = AnswerOf<Routes['listSimulations']>['simulations'][number]

/** 规则试算: what was tried out, and a new draft to try. */
export function SimulationListPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const list = useRegistry('listSimulations', { params: { city } })
  const isUnderWay = list.data?.simulations.some(({ state }) => state === 'asked' || state === 'running') ?? false
  useRefetchWhile(isUnderWay, list.refetch)
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.simulations')}</h1>
        <span className="aj-faint">{w('simulation.note')}</span>
      </header>
      <AskPanel />
      <section className="aj-panel">
        <h2>{w('simulation.list')}</h2>
        <Reading query={list}>
          {({ simulations }) =>
            simulations.length === 0 ? (
              <p className="aj-empty">{w('simulation.none')}</p>
            ) : (
              <ListTable lines={simulations} />
            )
          }
        </Reading>
      </section>
    </div>
  )
}

function AskPanel() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const navigate = useNavigate()
  const ask = useCommand('askSimulation')
  const [draft, setDraft] = useState('')
  const [reach, setReach] = useState<Reach>('always')
  const send = () =>
    void ask.send({
      params: { city },
      body: { draft, reach },
      leave: ({ simulationId }) => navigate({ to: '/system/simulations/$simulationId', params: { simulationId } }),
    })
  const read = async (file: Blob) => {
    setDraft(await file.text())
    ask.forget()
  }
  return (
    <section className="aj-panel aj-simulation-ask" data-testid="simulation-ask">
      <h2>{w('simulation.ask')}</h2>
      <label htmlFor="simulation-draft">{w('simulation.draft')}</label>
      <span className="aj-faint">{w('simulation.draft.hint')}</span>
      <Input.TextArea
        id="simulation-draft"
        data-testid="simulation-draft"
        rows={8}
        spellCheck={false}
        value={draft}
        onChange={({ target }) => {
          setDraft(target.value)
          ask.forget()
        }}
      />
      <div className="aj-simulation-row">
        <Upload
          accept=".yaml,.yml,text/yaml"
          showUploadList={false}
          beforeUpload={(file) => {
            void read(file)
            return false
          }}
        >
          <Button>{w('simulation.file')}</Button>
        </Upload>
        <Radio.Group
          aria-label={w('simulation.reach')}
          value={reach}
          onChange={({ target }) => {
            setReach(REACHES.find((known) => known === target.value) ?? 'always')
            ask.forget()
          }}
          options={REACHES.map((each) => ({ value: each, label: REACH_WORDS[each][language] }))}
        />
      </div>
      <span className="aj-faint">{w(`simulation.reach.${reach}.note`)}</span>
      <div>
        <Button
          type="primary"
          data-testid="simulation-start"
          disabled={draft.trim() === ''}
          loading={ask.attempt.status === 'sending'}
          onClick={send}
        >
          {w('simulation.start')}
        </Button>
      </div>
      {ask.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={send} />}
      {ask.attempt.problem !== undefined && <ProblemPanel problem={ask.attempt.problem} />}
    </section>
  )
}

function ListTable({ lines }: { lines: readonly Line[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <table className="aj-plain-table" data-testid="simulations">
      <thead>
        <tr>
          {(['draft', 'reach', 'asOf', 'state', 'askedOn'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`simulation.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.simulationId}>
            <td>
              <Link to="/system/simulations/$simulationId" params={{ simulationId: line.simulationId }}>
                {line.draftPack}
              </Link>
            </td>
            <td>{REACH_WORDS[line.reach][language]}</td>
            <td>{formatDay(line.asOf, language)}</td>
            <td>{w(`simulation.state.${line.state}`, { done: line.personsDone, persons: line.persons ?? 0 })}</td>
            <td>{formatDay(line.askedOn, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
