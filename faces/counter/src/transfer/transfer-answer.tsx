import { ReasonList } from '@anju/face-kit/reason-list.tsx'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import type { KnownTransfers, OneTransfer } from './known-transfers.ts'

const ANSWERS = ['confirmed', 'contradicted', 'no-answer'] as const
const FIELDS = ['document', 'residedFrom', 'signedOffOn'] as const

/** An empty field is no day. */
const dayOf = (text: string) => (text === '' ? null : text)

/** Taking down what the office that issued the permit answered. */
export function TransferAnswer({
  one,
  refusals,
}: { one: OneTransfer } & Pick<KnownTransfers, 'refusals'>): React.ReactNode {
  const w = useCounterWords()
  const { city } = useSession()
  const command = useCommand('answerTransfer')
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number]>('confirmed')
  const [given, setGiven] = useState({ document: '', residedFrom: '', signedOffOn: '' })
  const { transferId, version: expectedVersion } = one
  const send = () =>
    void command.send({
      params: { city, transferId },
      body: {
        expectedVersion,
        answer,
        document: given.document,
        residedFrom: dayOf(given.residedFrom),
        signedOffOn: dayOf(given.signedOffOn),
      },
    })
  return (
    <div data-testid="transfer-answer-form">
      <h3>{w('transfer.answer.title')}</h3>
      <ReasonList refusals={refusals} />
      <Segmented
        value={answer}
        options={ANSWERS.map((value) => ({ value, label: w(`transfer.answer.${value}`) }))}
        onChange={(value) => {
          command.forget()
          setAnswer(value)
        }}
      />
      {FIELDS.map((name) => (
        <label className="aj-field" key={name}>
          <span>{w(`transfer.answer.${name}`)}</span>
          <Input
            value={given[name]}
            data-testid={`field-${name}`}
            placeholder={name === 'document' ? '' : w('transfer.example', { value: '2015-12-01' })}
            maxLength={name === 'document' ? 200 : 10}
            onChange={(event) => {
              command.forget()
              setGiven({ ...given, [name]: event.target.value })
            }}
          />
        </label>
      ))}
      {command.attempt.problem !== undefined && <ProblemPanel problem={command.attempt.problem} />}
      <div className="aj-hand-in-buttons">
        <Button type="primary" disabled={refusals.length > 0} data-testid="answer-transfer" onClick={send}>
          {w('transfer.answer.submit')}
        </Button>
      </div>
    </div>
  )
}
