import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { OccupancyPanel } from '../application/occupancy-panel.tsx'
import { useSession } from '../app/session.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'

const route = getRouteApi('/dwellings/$dwellingId')
type Dwelling = AnswerOf<Routes['getDwelling']>

/** 居所: address, area, quota; an address that waits for a survey can be settled here. */
export function DwellingPage(): React.ReactNode {
  const w = useCounterWords()
  const { dwellingId } = route.useParams()
  const { city } = useSession()
  const dwelling = useRegistry('getDwelling', { params: { city, dwellingId } })
  return (
    <div className="aj-page aj-narrow">
      <Reading query={dwelling}>
        {(known) => (
          <>
            <header className="aj-page-head">
              <h1>{known.standardText}</h1>
              <Tag>{w(`dwelling.status.${known.status}`)}</Tag>
            </header>
            <Facts
              rows={[
                fact(w('dwelling.area'), known.livingAreaM2 === null ? '—' : `${known.livingAreaM2} m²`),
                fact(w('dwelling.filingNo'), known.filingNo === '' ? '—' : known.filingNo),
                fact(w('dwelling.permits'), `${known.permits} / ${known.cap ?? '—'}`),
                fact(w('dwelling.occupants'), String(known.occupants)),
              ]}
            />
            <OccupancyPanel dwellingId={dwellingId} />
            {known.status === 'pending-survey' && <SettleAddress dwelling={known} />}
          </>
        )}
      </Reading>
    </div>
  )
}

function SettleAddress({ dwelling }: { dwelling: Dwelling }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const settle = useCommand('settleAddress')
  const [lane, setLane] = useState('')
  const { problem, status } = settle.attempt
  const send = () => void settle.send({ params: { city, dwellingId: dwelling.dwellingId }, body: { lane } })
  return (
    <form
      className="aj-panel"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h2>{w('dwelling.settle')}</h2>
      <p className="aj-faint">{w('dwelling.settle.note')}</p>
      <Field
        name="lane"
        label={tableWord('field', 'lane', language)}
        starred
        wide
        messages={fieldMessages(problem, language).get('lane')}
      >
        <Input
          id="field-lane"
          data-testid="field-lane"
          value={lane}
          onChange={(event) => setLane(event.target.value)}
        />
      </Field>
      {status === 'unknown' && <UnknownOutcomePanel onRetry={send} />}
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <Button type="primary" htmlType="submit" loading={status === 'sending'} data-testid="submit">
        {w('dwelling.settle')}
      </Button>
    </form>
  )
}
