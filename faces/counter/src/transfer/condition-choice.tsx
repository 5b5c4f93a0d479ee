import { CONDITIONS } from '@anju/contract/routes/application.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Segmented } from 'antd'
import { useCounterWords } from '../counter-words.ts'

export type ShownCondition = (typeof CONDITIONS)[number] | 'none'

/** Which of the three conditions still stands, or none. */
export function ConditionChoice({
  value,
  onChange,
}: {
  value: ShownCondition
  onChange: (value: ShownCondition) => void
}): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <Segmented
      style={{ alignSelf: 'flex-start' }}
      aria-label={w('endorse.condition')}
      value={value}
      options={[...CONDITIONS, 'none' as const].map((each) => ({
        value: each,
        label: each === 'none' ? w('endorse.condition.none') : tableWord('condition', each, language),
      }))}
      onChange={onChange}
    />
  )
}
