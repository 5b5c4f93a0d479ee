import { Button } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { PurposeFields } from './purpose-fields.tsx'
import { isStated, type StatedPurpose } from './stated-purpose.ts'

type PurposeGateProps = {
  readonly stated: StatedPurpose
  readonly onState: (purpose: StatedPurpose) => void
  readonly children: React.ReactNode
}

/** What lies behind is read only when it is said what for: a case, or a purpose. */
export function PurposeGate({ stated, onState, children }: PurposeGateProps) {
  const w = useCounterWords()
  const [draft, setDraft] = useState<StatedPurpose>({})
  if (isStated(stated)) return children
  return (
    <form
      className="aj-panel"
      data-testid="purpose-gate"
      onSubmit={(event) => {
        event.preventDefault()
        if (isStated(draft)) onState(draft)
      }}
    >
      <h2>{w('look.purpose')}</h2>
      <p className="aj-faint">{w('look.purpose.note')}</p>
      <PurposeFields value={draft} onChange={setDraft} />
      <Button type="primary" htmlType="submit" disabled={!isStated(draft)} data-testid="purpose-go">
        {w('look.purpose.go')}
      </Button>
    </form>
  )
}
