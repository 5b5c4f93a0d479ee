import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Switch } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { type AmendmentDraft, amendmentSent, beginAmendment } from '../registration/amendment-draft.ts'
import { AmendmentFields } from '../registration/amendment-fields.tsx'
import { draftOfFile } from '../registration/draft-of-form.ts'

/** The registration as it was read when the fields opened. */
export type SeenRegistration = { readonly registrationId: string; readonly version: number }
/** An amendment while it is typed, with the registration it was read from. */
export type VisitChanges = SeenRegistration & { readonly value: AmendmentDraft }

/** What is sent of it; null where nothing was touched. */
export function visitAmendmentSent(changes: VisitChanges | undefined) {
  if (changes === undefined) return null
  const { registrationId, version, value } = changes
  return { ...amendmentSent(value), registrationId, expectedVersion: version }
}

type VisitAmendmentProps = {
  readonly registration: AnswerOf<Routes['getEndorsement']>['registration']
  readonly value: VisitChanges | undefined
  readonly messages: ReadonlyMap<string, readonly string[]>
  /** With what it is done. */
  readonly note: string
  readonly onChange: (value: VisitChanges | undefined) => void
}

/** 信息有变化: opens the fields of the registration that may change, to be amended in the visit of another act; or says why not. */
export function VisitAmendment({ registration, value, messages, note, onChange }: VisitAmendmentProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const mayAmend = registration?.mayAmend === true
  return (
    <section className="aj-panel">
      <label className="aj-switch">
        <Switch
          size="small"
          checked={isOpen}
          disabled={!mayAmend}
          data-testid="amend-in-visit"
          onChange={(opens) => {
            setOpen(opens)
            onChange(undefined)
          }}
        />
        {w('amend.visit')}
      </label>
      {registration === null && <p className="aj-faint">{w('amend.visit.noRegistration')}</p>}
      {registration !== null && !mayAmend && (
        <p className="aj-faint">
          {w('amend.visit.notMine')} {registration.refusals.map((refusal) => refusalText(refusal, language)).join(' ')}
        </p>
      )}
      {isOpen && registration !== null && (
        <>
          <p className="aj-soft">{note}</p>
          <Fields registrationId={registration.registrationId} value={value} messages={messages} onChange={onChange} />
        </>
      )}
    </section>
  )
}

function Fields({
  registrationId,
  value,
  messages,
  onChange,
}: Omit<VisitAmendmentProps, 'registration' | 'note'> & { registrationId: string }) {
  const { city } = useSession()
  const file = useRegistry('getRegistration', { params: { city, registrationId } })
  return (
    <Reading query={file}>
      {(known) => {
        const seen = value ?? { registrationId, version: known.version, value: beginAmendment(draftOfFile(known)) }
        return (
          <AmendmentFields
            value={seen.value}
            messages={messages}
            onPicked={() => undefined}
            onChange={(next) => onChange({ ...seen, value: next })}
          />
        )
      }}
    </Reading>
  )
}
