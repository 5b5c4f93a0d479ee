import { Clause } from './clause.tsx'
import { useLanguage } from './language.ts'
import { refusalText } from './law-words.ts'
import type { Refusal } from './refusal-field.ts'

/** Every reason why something cannot be done, each with its clause. */
export function ReasonList({ refusals }: { refusals: readonly Pick<Refusal, 'code' | 'facts' | 'law'>[] }) {
  const { language } = useLanguage()
  if (refusals.length === 0) return null
  return (
    <ul className="aj-reasons">
      {refusals.map((refusal) => (
        <li key={refusal.code} data-testid={`reason-${refusal.code}`}>
          {refusalText(refusal, language)} <Clause law={refusal.law} />
        </li>
      ))}
    </ul>
  )
}
