import type { ApiResult } from '@anju/contract/api-client.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { SIMULATED_READER } from '@anju/face-kit/device/simulated-reader.ts'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { CardReaderButton } from '../app/card-reader-button.tsx'
import { useSession } from '../app/session.ts'
import { PurposeFields } from '../look/purpose-fields.tsx'
import { isStated, purposePlace, type StatedPurpose } from '../look/stated-purpose.ts'
import { useCounterWords } from '../counter-words.ts'

/** 按证件号查人: one person by the exact number, which never stands in an address line. */
export function PersonSearchPage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const client = useApi()
  const navigate = useNavigate()
  const [idNumber, setIdNumber] = useState('')
  const [stated, setStated] = useState<StatedPurpose>({})
  const [result, setResult] = useState<ApiResult<AnswerOf<Routes['lookUpPerson']>>>()
  const find = async (number: string) => {
    const answer = await client.call('lookUpPerson', {
      params: { city },
      body: { ...stated, idNumber: number.trim().toUpperCase() },
    })
    setResult(answer)
    if (answer.ok && answer.value.person !== null) {
      const { personId } = answer.value.person
      await navigate({ to: '/persons/$personId', params: { personId }, ...purposePlace(stated) })
    }
  }
  return (
    <div className="aj-page aj-narrow">
      <header className="aj-page-head">
        <h1>{w('menu.persons')}</h1>
        <span className="aj-faint">{w('person.search.note')}</span>
      </header>
      <form
        className="aj-panel"
        onSubmit={(event) => {
          event.preventDefault()
          void find(idNumber)
        }}
      >
        <p className="aj-faint">{w('look.purpose.note')}</p>
        <PurposeFields value={stated} onChange={setStated} />
        <Field name="idNumber" label={tableWord('field', 'idNumber', language)} wide>
          <div className="aj-with-button">
            <Input
              id="field-idNumber"
              data-testid="field-idNumber"
              className="aj-figure"
              autoFocus
              value={idNumber}
              maxLength={18}
              autoComplete="off"
              onChange={(event) => setIdNumber(event.target.value)}
            />
            <CardReaderButton
              reader={SIMULATED_READER}
              onRead={(card) => {
                setIdNumber(card.idNumber)
                if (isStated(stated)) void find(card.idNumber)
              }}
            />
            <Button type="primary" htmlType="submit" data-testid="submit" disabled={!isStated(stated)}>
              {w('person.search.do')}
            </Button>
          </div>
        </Field>
        {result?.ok === true && !result.value.found && <p data-testid="not-found">{w('person.search.none')}</p>}
        {result?.ok === false && result.unreachable && <UnknownOutcomePanel onRetry={() => void find(idNumber)} />}
        {result?.ok === false && !result.unreachable && <ProblemPanel problem={result.problem} />}
      </form>
    </div>
  )
}
