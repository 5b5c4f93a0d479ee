import { Button } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'

/** One position at the moment of recording, taken only when the officer asks for it; never a track. */
export function PositionFix({
  label,
  value,
  onChange,
}: {
  label: string
  value: unknown
  onChange: (value: unknown) => void
}) {
  const w = useCounterWords()
  const [failed, setFailed] = useState(false)
  const fix = value as { latitude: number; longitude: number; accuracyM: number } | undefined
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
      {fix !== undefined && (
        <span className="aj-figure">
          {fix.latitude.toFixed(5)}, {fix.longitude.toFixed(5)} (±{fix.accuracyM} m)
        </span>
      )}
      {failed && <span className="aj-faint">{w('action.noPosition')}</span>}
    </div>
  )
}
