import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText } from '@anju/face-kit/law-words.ts'
import { Switch } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { type AmendmentDraft, amendmentSent, beginAmendment, onto } from '../registration/amendment-draft.ts'
import { AmendmentFields } from '../registration/amendment-fields.tsx'
import { draftOfFile } from '../registration/draft-of-form.ts'

type Registration = AnswerOf<Routes['getEndorsement']>['registration']

/** What is sent of it; null where nothing was touched. */
export function visitAmendmentSent(registration: Registration, value: AmendmentDraft | undefined) {
  const current = currentOf(registration, value)
  if (registration?.registered == null || current === undefined) return null
  const { registrationId, registered } = registration
  return { ...amendmentSent(current), registrationId, expectedVersion: registered.version }
}

/** What was typed, against what is registered by now. */
function currentOf(registration: Registration, value: AmendmentDraft | undefined): AmendmentDraft | undefined {
  if (registration?.registered == null || value === undefined) return undefined
  return onto(draftOfFile(registration.registered), value)
}

type VisitAmendmentProps = {
  readonly registration: Registration
  readonly value: AmendmentDraft | undefined
  readonly messages: ReadonlyMap<string, readonly string[]>
  /** With what it is done. */
  readonly note: string
  readonly elsewhere?: string
  readonly onChange: (value: AmendmentDraft | undefined) => void
}

/** 信息有变化: opens the fields of the registration that may change, to be amended in the visit of another act; or says why not. */
export function VisitAmendment({ registration, value, messages, note, elsewhere, onChange }: VisitAmendmentProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const registered = registration?.registered ?? null
  return (
    <section className="aj-panel">
      <label className="aj-switch">
        <Switch
          size="small"
          checked={isOpen}
          disabled={registered === null}
          data-testid="amend-in-visit"
          onChange={(opens) => {
            setOpen(opens)
            onChange(undefined)
          }}
        />
        {w('amend.visit')}
      </label>
      {registration === null && <p className="aj-faint">{w('amend.visit.noRegistration')}</p>}
      {registration !== null && registered === null && (
        <p className="aj-faint">
          {w('amend.visit.notMine')} {registration.refusals.map((refusal) => refusalText(refusal, language)).join(' ')}
        </p>
      )}
      {isOpen && registered !== null && (
        <>
          <p className="aj-soft">{note}</p>
          <AmendmentFields
            value={currentOf(registration, value) ?? beginAmendment(draftOfFile(registered))}
            messages={messages}
            elsewhere={elsewhere}
            onPicked={() => undefined}
            onChange={onChange}
          />
        </>
      )}
    </section>
  )
}
