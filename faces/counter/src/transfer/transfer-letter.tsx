import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import type { OneTransfer } from './known-transfers.ts'

type TransferLetterProps = {
  readonly one: OneTransfer
  readonly letter: OneTransfer['letters'][number]
  readonly mayPost: boolean
}

/** A letter to the office that issued the permit, and its posting. */
export function TransferLetter({ one, letter, mayPost }: TransferLetterProps): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const command = useCommand('postInquiry')
  const [trackingNo, setTrackingNo] = useState('')
  const { transferId, version: expectedVersion } = one
  const { letterId, postedOn } = letter
  const post = () =>
    void command.send({ params: { city, transferId }, body: { expectedVersion, letterId, trackingNo } })
  return (
    <div className="aj-letter-line" data-testid={`letter-${letter.letter}`}>
      <p>
        {w(`transfer.letter.${letter.letter}`)}{' '}
        {w('transfer.letter.to', { on: formatDay(letter.sentOn, language), office: letter.toOffice })}{' '}
        {postedOn !== null && (
          <span className="aj-soft">
            {w('transfer.letter.posted', { on: formatDay(postedOn, language), no: letter.trackingNo })}
          </span>
        )}
      </p>
      {postedOn === null && mayPost && (
        <p>
          <Input
            value={trackingNo}
            style={{ width: 240 }}
            maxLength={40}
            aria-label={w('transfer.letter.trackingNo')}
            placeholder={w('transfer.letter.trackingNo')}
            data-testid="field-trackingNo"
            onChange={(event) => {
              command.forget()
              setTrackingNo(event.target.value)
            }}
          />{' '}
          <Button size="small" data-testid="post-letter" onClick={post}>
            {w('transfer.letter.post')}
          </Button>
        </p>
      )}
      {command.attempt.problem !== undefined && <ProblemPanel problem={command.attempt.problem} />}
    </div>
  )
}
