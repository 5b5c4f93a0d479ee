import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText } from '@anju/face-kit/law-words.ts'
import { useCounterWords } from '../counter-words.ts'
import { type AmendmentDraft, amendmentSent, onto } from '../registration/amendment-draft.ts'
import { AmendmentSwitch } from '../registration/amendment-switch.tsx'
import { draftOfFile } from '../registration/draft-of-form.ts'

type Registration = AnswerOf<Routes['getEndorsement']>['registration']

/** What is sent of it, against what is registered by now; null where nothing was touched. */
export function visitAmendmentSent(registration: Registration, value: AmendmentDraft | undefined) {
  if (registration?.registered == null || value === undefined) return null
  const { registrationId, registered } = registration
  const current = onto(draftOfFile(registered), value)
  return { ...amendmentSent(current), registrationId, expectedVersion: registered.version }
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

/** What has changed as a part of the visit of a holder; or why it cannot be amended here. */
export function VisitAmendment({ registration, value, messages, note, elsewhere, onChange }: VisitAmendmentProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const registered = registration?.registered ?? null
  return (
    <section className="aj-panel">
      <AmendmentSwitch
        known={registered === null ? undefined : draftOfFile(registered)}
        value={value}
        messages={messages}
        note={note}
        elsewhere={elsewhere}
        onChange={onChange}
      />
      {registration === null && <p className="aj-faint">{w('amend.visit.noRegistration')}</p>}
      {registration !== null && registered === null && (
        <p className="aj-faint">
          {w('amend.visit.notMine')} {registration.refusals.map((refusal) => refusalText(refusal, language)).join(' ')}
        </p>
      )}
    </section>
  )
}
