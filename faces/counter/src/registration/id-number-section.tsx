import type { ApiResult } from '@anju/contract/api-client.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import type { CardRead } from '@anju/face-kit/device/card-reader.ts'
import { SIMULATED_READER } from '@anju/face-kit/device/simulated-reader.ts'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { Link } from '@tanstack/react-router'
import { Alert, Input } from 'antd'
import { useRef, useState } from 'react'
import { CardReaderButton } from '../app/card-reader-button.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { cardValues, lookupValues } from './lookup-values.ts'
import type { DeclarationForm } from './declaration-form.ts'

type Lookup = AnswerOf<Routes['lookUpPerson']>

/** The ID number comes first: typed or read from a card, it fills in what the registry and the number itself know. */
export function IdNumberSection({ form }: { form: DeclarationForm }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const session = useSession()
  const client = useApi()
  const [lookup, setLookup] = useState<ApiResult<Lookup>>()
  const asked = useRef('')
  const idNumber = form.draft.values['idNumber'] ?? ''

  const ask = async (number: string) => {
    const exact = number.trim().toUpperCase()
    if (exact.length < 15 || exact === asked.current) return
    asked.current = exact
    const result = await client.call('lookUpPerson', {
      params: { city: session.city },
      body: { idNumber: exact, purpose: 'window-entry' },
    })
    if (asked.current !== exact) return
    setLookup(result)
    if (result.ok) form.fillIn(lookupValues(result.value))
  }
  const onCard = (card: CardRead) => {
    form.fillIn(cardValues(card))
    void ask(card.idNumber)
  }
  const problem = lookup?.ok === false && !lookup.unreachable ? lookup.problem : undefined
  const messages = form.messages.get('idNumber') ?? fieldMessages(problem, language).get('idNumber') ?? []
  return (
    <>
      <Field
        name="idNumber"
        label={tableWord('field', 'idNumber', language)}
        starred
        wide
        messages={messages}
        hint={w('register.idNumber.hint')}
      >
        <div className="aj-with-button">
          <Input
            id="field-idNumber"
            data-testid="field-idNumber"
            className="aj-figure"
            value={idNumber}
            maxLength={20}
            autoFocus
            autoComplete="off"
            onChange={(event) => {
              const typed = event.target.value.replaceAll(/\s/g, '').toUpperCase()
              form.setValue('idNumber', typed)
              if (typed.length === 18) void ask(typed)
            }}
            onBlur={() => void ask(idNumber)}
          />
          <CardReaderButton reader={SIMULATED_READER} onRead={onCard} />
        </div>
      </Field>
      {lookup?.ok === true && <KnownPerson lookup={lookup.value} />}
    </>
  )
}

function KnownPerson({ lookup }: { lookup: Lookup }) {
  const w = useCounterWords()
  if (!lookup.found || lookup.person === null) {
    return <p className="aj-form-note">{w('register.lookup.new')}</p>
  }
  const { openRegistrationId, openApplicationId, person } = lookup
  return (
    <Alert
      className="aj-form-note"
      type={openRegistrationId === null ? 'info' : 'warning'}
      showIcon
      data-testid="lookup-known"
      title={w(openRegistrationId === null ? 'register.lookup.known' : 'register.lookup.open', {
        mobile: person.mobileMasked === '' ? '—' : person.mobileMasked,
      })}
      description={
        <span className="aj-links">
          <Link to="/persons/$personId" params={{ personId: person.personId }} search={{ purpose: 'window-entry' }}>
            {w('register.lookup.person')}
          </Link>
          {openRegistrationId !== null && (
            <Link to="/registrations/$registrationId" params={{ registrationId: openRegistrationId }} search={{}}>
              {w('register.lookup.registration')}
            </Link>
          )}
          {openApplicationId !== null && (
            <Link to="/applications/$applicationId" params={{ applicationId: openApplicationId }} search={{}}>
              {w('register.lookup.application')}
            </Link>
          )}
        </span>
      }
    />
  )
}
