import { Switch } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { type AmendmentDraft, beginAmendment, onto } from './amendment-draft.ts'
import { AmendmentFields } from './amendment-fields.tsx'
import type { DeclarationDraft } from './declaration-draft.ts'

type AmendmentSwitchProps = {
  /** What is registered now; undefined where nothing can be amended here. */
  readonly known: DeclarationDraft | undefined
  readonly value: AmendmentDraft | undefined
  readonly messages: ReadonlyMap<string, readonly string[]>
  /** With what it is done. */
  readonly note: string
  readonly elsewhere?: string | undefined
  readonly onPicked?: () => void
  readonly onChange: (value: AmendmentDraft | undefined) => void
}

/** 信息有变化: opens the fields of the registration that may change, to be amended in the visit of another act. */
export function AmendmentSwitch({ known, value, note, onChange, ...shown }: AmendmentSwitchProps) {
  const w = useCounterWords()
  const [isOpen, setOpen] = useState(value !== undefined)
  const { messages, elsewhere, onPicked = () => undefined } = shown
  return (
    <>
      <label className="aj-switch">
        <Switch
          size="small"
          checked={isOpen}
          disabled={known === undefined}
          data-testid="amend-in-visit"
          onChange={(opens) => {
            setOpen(opens)
            onChange(undefined)
          }}
        />
        {w('amend.visit')}
      </label>
      {isOpen && known !== undefined && (
        <>
          <p className="aj-soft">{note}</p>
          <AmendmentFields
            value={value === undefined ? beginAmendment(known) : onto(known, value)}
            messages={messages}
            elsewhere={elsewhere}
            onPicked={onPicked}
            onChange={onChange}
          />
        </>
      )}
    </>
  )
}
