import { newIntentId } from '@anju/face-kit/intent-id.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { PhotoCapture } from '@anju/face-kit/photo-capture.tsx'
import { PROVENANCES } from '@anju/contract/shape.ts'
import { isComparableProof } from '@anju/domain/application/material.ts'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import type { MaterialDraft } from './material-draft.ts'

type MaterialRowProps = {
  readonly material: MaterialDraft
  readonly onChange: (change: Partial<MaterialDraft>) => void
  readonly onRemove: () => void
  /** Without title and remove button where a tick beside it already says both. */
  readonly titled?: boolean
}

/** One paper: what, how it came, original seen, copy kept, and its image if wanted. */
export function MaterialRow({ material, onChange, onRemove, titled = true }: MaterialRowProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [picturing, setPicturing] = useState(false)
  return (
    <div className="aj-material" data-testid={`material-${material.kind}`}>
      {titled && <strong>{tableWord('material', material.kind, language)}</strong>}
      <Select
        size="small"
        className="aj-provenance"
        aria-label={w('material.provenance')}
        value={material.provenance}
        options={PROVENANCES.map((value) => ({ value, label: tableWord('provenance', value, language) }))}
        onChange={(provenance) => onChange({ provenance })}
      />
      <Checkbox checked={material.originalSeen} onChange={(event) => onChange({ originalSeen: event.target.checked })}>
        {w('material.originalSeen')}
      </Checkbox>
      <Checkbox checked={material.copyKept} onChange={(event) => onChange({ copyKept: event.target.checked })}>
        {w('material.copyKept')}
      </Checkbox>
      <span className="aj-material-buttons">
        <Button size="small" type="text" onClick={() => setPicturing(!picturing)}>
          {w(material.image === undefined ? 'material.image' : 'material.imageTaken')}
        </Button>
        {titled && (
          <Button size="small" type="text" data-testid={`material-remove-${material.kind}`} onClick={onRemove}>
            {w('material.remove')}
          </Button>
        )}
      </span>
      {isComparableProof(material.kind) && (
        <Input
          size="small"
          maxLength={200}
          data-testid={`material-reason-${material.kind}`}
          aria-label={w('material.reason')}
          placeholder={w('material.reason')}
          value={material.reason ?? ''}
          onChange={(event) => onChange({ reason: event.target.value })}
        />
      )}
      {picturing && (
        <PhotoCapture
          label={tableWord('material', material.kind, language)}
          testId={`material-image-${material.kind}`}
          value={material.image?.picture}
          onChange={(picture) =>
            onChange({ image: picture === undefined ? undefined : { blobId: newIntentId(), picture } })
          }
        />
      )}
    </div>
  )
}
