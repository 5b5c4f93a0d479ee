import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { useCounterWords } from '../counter-words.ts'
import type { MaterialDraft } from './material-draft.ts'
import { MaterialList } from './material-list.tsx'

type PapersPanelProps = {
  /** What the city asks for, in a sentence. */
  readonly asked?: ReactNode
  /** The closed list: nothing else can be taken in. */
  readonly kinds: readonly string[]
  readonly materials: readonly MaterialDraft[]
  readonly onChange: (materials: readonly MaterialDraft[]) => void
  /** Left out where an agent may come as well: then who is here is asked elsewhere. */
  readonly inPerson?: { readonly value: boolean; readonly onChange: (here: boolean) => void }
}

/** 材料与到场: the papers that were shown, and whether the holder stands at the window. */
export function PapersPanel({ asked, kinds, materials, onChange, inPerson }: PapersPanelProps): ReactNode {
  const w = useCounterWords()
  return (
    <section className="aj-panel">
      <h2>{w('endorse.papers')}</h2>
      {asked !== undefined && <p className="aj-soft">{asked}</p>}
      <MaterialList kinds={[...new Set(kinds)]} materials={materials} onChange={onChange} />
      {inPerson !== undefined && (
        <Checkbox
          checked={inPerson.value}
          data-testid="field-inPerson"
          onChange={({ target }) => inPerson.onChange(target.checked)}
        >
          {w('endorse.holder')}
        </Checkbox>
      )}
    </section>
  )
}
