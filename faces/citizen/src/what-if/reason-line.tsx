import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'

type Reason = { readonly law: string; readonly key: string; readonly zh: string; readonly en: string }

/** One reason in words, with the clause it comes from. */
export function ReasonLine({ reason }: { reason: Reason }) {
  const { language } = useLanguage()
  return (
    <li data-key={reason.key}>
      {reason[language]} <Clause law={reason.law} />
    </li>
  )
}
