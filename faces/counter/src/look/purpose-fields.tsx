import { useLanguage } from '@anju/face-kit/language.ts'
import { Input, Select } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import { type StatedPurpose, usePurposes } from './stated-purpose.ts'

type PurposeFieldsProps = { readonly value: StatedPurpose; readonly onChange: (value: StatedPurpose) => void }

/** 查阅事由: one of the city's list, and words if one likes. */
export function PurposeFields({ value, onChange }: PurposeFieldsProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const purposes = usePurposes()
  return (
    <div className="aj-purpose">
      <Select
        data-testid="look-purpose"
        aria-label={w('look.purpose')}
        placeholder={w('look.purpose.choose')}
        value={value.purpose ?? null}
        options={purposes.map((purpose) => ({ value: purpose.key, label: purpose[language] }))}
        onChange={(purpose: string) => onChange({ ...value, purpose })}
      />
      <Input
        data-testid="look-words"
        aria-label={w('look.purpose.words')}
        placeholder={w('look.purpose.words')}
        maxLength={200}
        value={value.words ?? ''}
        onChange={(event) => onChange({ ...value, words: event.target.value })}
      />
    </div>
  )
}
