import type { ApiClient } from '@anju/contract/api-client.ts'
import { useEffect, useRef, useState } from 'react'
import { useCitizenWords } from '../citizen-words.ts'
import { AnswerPanel } from './answer-panel.tsx'
import { ProblemNote } from './problem-note.tsx'
import { BLANK, isAskable, parseQuestion, type Question, searchOf } from './question.ts'
import { QuestionForm } from './question-form.tsx'
import { useAnswer } from './use-answer.ts'
import { useCity } from './use-city.ts'

/** Somebody who registers in time, gets the permit, endorses once, and means to move. */
const EXAMPLE =
  '?on=2017-08-01&did=arrived.2016-01-04&did=registered.2016-01-05.counter&did=permit-issued.2016-07-15&did=endorsed.2017-07-01&will=moved.2017-08-04.same-city&will=registered.2017-08-09.counter'

type WhatIfPageProps = { readonly client: ApiClient; readonly city: string }

/** 算一算: supposed days in, what the law makes of them out. The address line holds the question. */
export function WhatIfPage({ client, city }: WhatIfPageProps) {
  const w = useCitizenWords()
  const [question, setQuestion] = useState(() => parseQuestion(globalThis.location.search))
  const { asking, ask, forget } = useAnswer(client, city)
  const { legalOn, channels } = useCity(client, city)
  const result = useRef<HTMLElement>(null)
  const isLinked = useRef(isAskable(question))

  // A link brings its question with it; it is asked once the registry has said which day it is there.
  useEffect(() => {
    if (legalOn === undefined || !isLinked.current) return
    isLinked.current = false
    void ask(withDay(question, legalOn))
  }, [legalOn, ask, question])

  const send = async (asked: Question) => {
    const dated = withDay(asked, legalOn)
    setQuestion(dated)
    history.pushState(null, '', searchOf(dated) || globalThis.location.pathname)
    const settled = await ask(dated)
    if (settled.status !== 'asking') result.current?.focus()
  }
  useEffect(() => {
    const goBack = () => {
      const earlier = parseQuestion(globalThis.location.search)
      setQuestion(earlier)
      if (isAskable(earlier)) void ask(earlier)
      else forget()
    }
    globalThis.addEventListener('popstate', goBack)
    return () => globalThis.removeEventListener('popstate', goBack)
  }, [ask, forget])

  return (
    <div className="ct-page" data-testid="what-if-page">
      <h1>{w('what.title')}</h1>
      <p className="ct-lead">{w('what.lead')}</p>
      <p className="ct-private">{w('what.private')}</p>
      <QuestionForm
        question={question}
        channels={channels}
        legalOn={legalOn}
        isAsking={asking.status === 'asking'}
        onChange={setQuestion}
        onAsk={(asked) => void send(asked)}
        onExample={() => void send(parseQuestion(EXAMPLE))}
        onClear={() => {
          setQuestion(BLANK)
          forget()
          history.pushState(null, '', globalThis.location.pathname)
        }}
      />
      <section
        className="ct-result"
        ref={result}
        tabIndex={-1}
        aria-label={w('answer.title')}
        aria-live="polite"
        aria-busy={asking.status === 'asking'}
        data-status={asking.status}
        data-testid="result"
      >
        {asking.status === 'answered' && <AnswerPanel answer={asking.answer} />}
        {asking.status === 'refused' && <ProblemNote problem={asking.problem} />}
        {asking.status === 'unreachable' && <ProblemNote onAgain={() => void send(question)} />}
      </section>
    </div>
  )
}

/** The day stands in the link, too, or the same link would say something else tomorrow. */
function withDay(question: Question, legalOn: string | undefined): Question {
  return question.asOf === '' && legalOn !== undefined ? { ...question, asOf: legalOn } : question
}
