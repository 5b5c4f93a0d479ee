import { Button } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import type { PositionFix } from './values.ts'

type PositionFixViewProps = {
  readonly label: string
  readonly value: PositionFix | null
  readonly onChange: (fix: PositionFix) => void
}

/** One position at the moment of recording, taken only when the officer asks for it; never a track. */
export function PositionFixView({ label, value, onChange }: PositionFixViewProps) {
  const w = useCounterWords()
  const [failed, setFailed] = useState(false)
  const locate = () => {
    setFailed(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        onChange({ latitude: coords.latitude, longitude: coords.longitude, accuracyM: Math.round(coords.accuracy) }),
      () => setFailed(true),
      { enableHighAccuracy: true, timeout: 10_000 },
    )
  }
  return (
    <div className="aj-position">
      <Button size="small" data-testid="field-position" onClick={locate}>
        {label}
      </Button>
      {value !== null && (
        <span className="aj-figure">
          {value.latitude.toFixed(5)}, {value.longitude.toFixed(5)} (±{value.accuracyM} m)
        </span>
      )}
      {failed && <span className="aj-faint">{w('action.noPosition')}</span>}
    </div>
  )
}
