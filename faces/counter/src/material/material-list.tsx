import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Button } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import { type MaterialDraft, withMaterial } from './material-draft.ts'
import { MaterialRow } from './material-row.tsx'

type MaterialListProps = {
  /** The closed list: nothing else can be asked for or taken in. */
  readonly kinds: readonly string[]
  readonly materials: readonly MaterialDraft[]
  readonly onChange: (materials: readonly MaterialDraft[]) => void
}

/** Papers of a closed list; a click takes one in, then how it came and whether the original was seen. */
export function MaterialList({ kinds, materials, onChange }: MaterialListProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const open = kinds.filter((kind) => !materials.some((material) => material.kind === kind))
  return (
    <div className="aj-materials" data-field="materials">
      {materials.map((material) => (
        <MaterialRow
          key={material.kind}
          material={material}
          onChange={(change) => onChange(withMaterial(materials, material.kind, change))}
          onRemove={() => onChange(withMaterial(materials, material.kind, undefined))}
        />
      ))}
      {open.length > 0 && (
        <div className="aj-material-add">
          <span className="aj-soft">{w('material.add')}</span>
          {open.map((kind) => (
            <Button
              key={kind}
              size="small"
              data-testid={`material-add-${kind}`}
              onClick={() => onChange(withMaterial(materials, kind, {}))}
            >
              + {tableWord('material', kind, language)}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
