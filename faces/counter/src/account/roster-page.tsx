import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Alert, Button, Input, Upload } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { ToneTag } from './tone-tag.tsx'

type Preview = AnswerOf<Routes['previewRoster']>
const COLOURS = { leaves: 'bad', joins: 'plain', post: 'plain', none: 'plain', fault: 'warn' } as const

/** 人事名册导入: first what the file would do, row by row; then it is applied as one act. */
export function RosterPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const look = useCommand('previewRoster')
  const apply = useCommand('importRoster')
  const [roster, setRoster] = useState('')
  const [preview, setPreview] = useState<Preview | undefined>()
  const [done, setDone] = useState<{ left: number; proposed: number } | undefined>()
  const change = (text: string) => {
    setRoster(text)
    setPreview(undefined)
    setDone(undefined)
    apply.forget()
  }
  const show = async () => {
    const settled = await look.send({ params: { city }, body: { roster } })
    if (settled.status === 'done') setPreview(settled.value)
  }
  const send = async () => {
    const settled = await apply.send({ params: { city }, body: { roster } })
    if (settled.status !== 'done' || settled.value === undefined) return
    change('')
    setDone(settled.value)
  }
  const lines = preview?.lines ?? []
  const left = lines.filter(({ effect }) => effect === 'leaves').length
  const proposed = lines.filter(({ effect }) => effect === 'joins' || effect === 'post').length
  const isWrong = lines.some(({ effect }) => effect === 'fault')
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.roster')}</h1>
        <span className="aj-faint">{w('roster.note')}</span>
      </header>
      <section className="aj-panel aj-account-form">
        <span className="aj-faint">{w('roster.format')}</span>
        <Input.TextArea
          rows={6}
          value={roster}
          spellCheck={false}
          aria-label={w('menu.roster')}
          data-testid="roster"
          onChange={({ target }) => change(target.value)}
        />
        <div className="aj-filters">
          <Upload
            accept=".csv,.yaml,.yml,text/csv"
            showUploadList={false}
            beforeUpload={(file) => {
              void file.text().then(change)
              return false
            }}
          >
            <Button>{w('roster.choose')}</Button>
          </Upload>
          <Button
            data-testid="roster-preview"
            disabled={roster.trim() === ''}
            loading={look.attempt.status === 'sending'}
            onClick={() => void show()}
          >
            {w('roster.preview')}
          </Button>
          {preview?.readable === true && (
            <Button
              type="primary"
              data-testid="roster-apply"
              disabled={isWrong || left + proposed === 0}
              loading={apply.attempt.status === 'sending'}
              onClick={() => void send()}
            >
              {w('roster.apply', { left, proposed })}
            </Button>
          )}
        </div>
        {done !== undefined && <Alert type="success" showIcon title={w('roster.done', done)} />}
        {preview?.readable === false && <Alert type="error" showIcon title={w('roster.unreadable')} />}
        {apply.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={() => void send()} />}
        {apply.attempt.problem !== undefined && <ProblemPanel problem={apply.attempt.problem} />}
        {look.attempt.problem !== undefined && <ProblemPanel problem={look.attempt.problem} />}
      </section>
      {lines.length > 0 && <PreviewTable lines={lines} />}
      {preview !== undefined && preview.absent.length > 0 && (
        <Alert type="info" showIcon title={w('roster.absent')} description={preview.absent.join('、')} />
      )}
    </div>
  )
}

function PreviewTable({ lines }: { readonly lines: Preview['lines'] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <table className="aj-table" data-testid="roster-lines">
      <thead>
        <tr>
          <th scope="col">{w('roster.column.row')}</th>
          <th scope="col">{w('account.column.name')}</th>
          <th scope="col">{w('account.column.idNumber')}</th>
          <th scope="col">{w('roster.column.effect')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.row}>
            <td>{line.row}</td>
            <td>{line.name}</td>
            <td className="aj-figure">{line.idNumber}</td>
            <td>
              <ToneTag tone={COLOURS[line.effect]}>
                {w(`roster.effect.${line.effect}`, {
                  day: line.leftOn === null ? '' : formatDay(line.leftOn, language),
                })}
              </ToneTag>
              {line.faults.map((fault) => w(`roster.fault.${fault}`)).join('、')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
