import { MISUSE_ANSWERS, type MisuseAnswer } from '@anju/domain/misuse/decide-misuse-answer.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

/** Answering a question about somebody's acts: explained or handed over, in words and signed. */
export function AnswerForm({ alertId, version }: { readonly alertId: string; readonly version: number }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const command = useCommand('answerMisuseAlert')
  const [answer, setAnswer] = useState<MisuseAnswer>('explained')
  const [words, setWords] = useState('')
  const send = () => void command.send({ params: { city, alertId }, body: { expectedVersion: version, answer, words } })
  return (
    <div className="aj-misuse-answer">
      <Segmented
        value={answer}
        options={MISUSE_ANSWERS.map((value) => ({ value, label: tableWord('misuse-answer', value, language) }))}
        onChange={(value) => {
          command.forget()
          setAnswer(value)
        }}
      />
      <Input.TextArea
        value={words}
        rows={2}
        maxLength={1000}
        aria-label={w('misuse.words')}
        placeholder={w('misuse.words')}
        data-testid={`misuse-words-${alertId}`}
        onChange={(event) => {
          command.forget()
          setWords(event.target.value)
        }}
      />
      {command.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={send} />}
      {command.attempt.problem !== undefined && <ProblemPanel problem={command.attempt.problem} />}
      <Button
        type="primary"
        data-testid={`misuse-answer-${alertId}`}
        disabled={words.trim() === ''}
        loading={command.attempt.status === 'sending'}
        onClick={send}
      >
        {w('misuse.answer')}
      </Button>
    </div>
  )
}
