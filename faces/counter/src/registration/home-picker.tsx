import { useRegistry } from '@anju/face-kit/api.tsx'
import { Clause } from '@anju/face-kit/clause.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText, tableWord } from '@anju/face-kit/law-words.ts'
import { AutoComplete, Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCityPrefix } from '../app/use-city-prefix.ts'
import { useSettledValue } from '../app/use-settled-value.ts'
import { useCounterWords } from '../counter-words.ts'
import { addressSent, EMPTY_HOME, type HomeDraft, isAddressWorthChecking } from './declaration-draft.ts'
import { DivisionPicker } from './division-picker.tsx'
import { levelsBelow } from './division-path.ts'

export type HomePickerProps = {
  readonly home: HomeDraft
  readonly onChange: (home: HomeDraft) => void
  readonly onPicked: () => void
  readonly messages: ReadonlyMap<string, readonly string[]>
  /** Residents declare a new address; only officials search the register of dwellings. */
  readonly canSearch: boolean
}

/** ★现居住地址: a dwelling of the register, or an address written part by part and checked while it is typed. */
export function HomePicker(props: HomePickerProps) {
  const { home, onChange } = props
  const w = useCounterWords()
  if (home.dwelling !== null) {
    return (
      <div className="aj-home-chosen" data-testid="home-chosen" data-field="dwellingId">
        <Tag>{w('home.inRegister')}</Tag>
        <strong>{home.dwelling.standardText}</strong>
        <Button size="small" data-testid="home-other" onClick={() => onChange({ ...home, dwelling: null })}>
          {w('home.other')}
        </Button>
      </div>
    )
  }
  return (
    <div className="aj-home">
      {props.canSearch && <DwellingSearch {...props} />}
      <AddressParts {...props} />
      <AddressCheck {...props} />
    </div>
  )
}

function DwellingSearch({ home, onChange, onPicked }: HomePickerProps) {
  const w = useCounterWords()
  const session = useSession()
  const [typed, setTyped] = useState('')
  const settled = useSettledValue(typed.trim())
  const found = useRegistry(
    'listDwellings',
    { params: { city: session.city }, query: { q: settled } },
    { enabled: settled.length >= 2, keepPrevious: true },
  )
  const dwellings = settled.length >= 2 ? (found.data?.dwellings ?? []) : []
  return (
    <Field name="dwellingSearch" label={w('home.search')} hint={w('home.search.hint')} wide>
      <AutoComplete
        id="field-dwellingSearch"
        data-testid="field-dwellingSearch"
        value={typed}
        onChange={(text: string) => setTyped(text)}
        options={dwellings.map((row) => ({ value: row.dwellingId, label: row.standardText }))}
        onSelect={(dwellingId: string) => {
          const chosen = dwellings.find((row) => row.dwellingId === dwellingId)
          if (chosen === undefined) return
          onChange({ ...EMPTY_HOME, divisionCode: home.divisionCode, dwelling: chosen })
          onPicked()
        }}
      />
    </Field>
  )
}

const PARTS = ['door', 'building', 'unit', 'room'] as const

function AddressParts({ home, onChange, onPicked, messages }: HomePickerProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const session = useSession()
  const prefix = useCityPrefix()
  const labels: Readonly<Record<number, string>> = {
    6: w('home.district'),
    9: w('home.town'),
    12: w('home.committee'),
  }
  const levels = prefix === undefined ? [] : levelsBelow(prefix)
  const lanes = useRegistry(
    'listLanes',
    { params: { city: session.city }, query: { divisionCode: home.divisionCode } },
    { enabled: home.divisionCode.length === 12, staleTimeMs: 60_000 },
  )
  return (
    <>
      <Field
        name="divisionCode"
        label={`${labels[6]} / ${labels[9]} / ${labels[12]}`}
        starred
        wide
        messages={messages.get('divisionCode')}
      >
        {prefix !== undefined && (
          <DivisionPicker
            name="divisionCode"
            root={prefix}
            levels={levels}
            labels={levels.map((level) => labels[level] ?? '')}
            value={home.divisionCode}
            onChange={(divisionCode) => onChange({ ...home, divisionCode, lane: '' })}
            onPicked={onPicked}
          />
        )}
      </Field>
      <Field name="lane" label={tableWord('field', 'lane', language)} starred messages={messages.get('lane')}>
        <AutoComplete
          id="field-lane"
          data-testid="field-lane"
          value={home.lane}
          showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed.trim()) }}
          options={(lanes.data?.lanes ?? []).map((lane) => ({ value: lane }))}
          onChange={(lane: string) => onChange({ ...home, lane })}
          onSelect={onPicked}
        />
      </Field>
      {PARTS.map((part) => (
        <Field
          key={part}
          name={part}
          label={tableWord('field', part, language)}
          starred={part === 'door'}
          messages={messages.get(part)}
          hint={w(`home.hint.${part}`)}
        >
          <Input
            id={`field-${part}`}
            data-testid={`field-${part}`}
            value={home[part]}
            autoComplete="off"
            onChange={(event) => onChange({ ...home, [part]: event.target.value })}
          />
        </Field>
      ))}
      {(['livingAreaM2', 'surveyReference'] as const).map((part) => (
        <Field
          key={part}
          name={part}
          label={tableWord('field', part, language)}
          messages={messages.get(part)}
          hint={w(`home.hint.${part}`)}
        >
          <Input
            id={`field-${part}`}
            data-testid={`field-${part}`}
            value={home[part]}
            autoComplete="off"
            onChange={(event) => onChange({ ...home, [part]: event.target.value })}
          />
        </Field>
      ))}
    </>
  )
}

function AddressCheck({ home, onChange }: HomePickerProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const session = useSession()
  const settled = useSettledValue(home)
  const check = useRegistry(
    'checkAddress',
    { params: { city: session.city }, body: addressSent(settled) },
    { enabled: isAddressWorthChecking(settled), keepPrevious: true, staleTimeMs: 30_000 },
  )
  const answer = isAddressWorthChecking(settled) ? check.data : undefined
  if (answer === undefined) return <p className="aj-address-check aj-faint">{w('home.check.waiting')}</p>
  const { dwellingId, standardText } = answer
  return (
    <div
      className="aj-address-check"
      data-testid="address-check"
      data-good={answer.refusals.length === 0}
      aria-live="polite"
    >
      <span className="aj-faint">{w('home.check.standard')}</span> <strong>{standardText}</strong>
      {answer.refusals.length === 0 && dwellingId === null && <Tag>{w('home.check.good')}</Tag>}
      {dwellingId !== null && (
        <Button
          size="small"
          type="primary"
          ghost
          data-testid="home-reuse"
          onClick={() => onChange({ ...home, dwelling: { dwellingId, standardText } })}
        >
          {w('home.check.reuse')}
        </Button>
      )}
      <ul>
        {answer.refusals.map((refusal) => (
          <li key={refusal.code} data-testid={`address-${refusal.code}`}>
            {refusalText(refusal, language)} <Clause law={refusal.law} />
          </li>
        ))}
      </ul>
    </div>
  )
}
