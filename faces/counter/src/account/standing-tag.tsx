import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useCounterWords } from '../counter-words.ts'
import { ToneTag } from './tone-tag.tsx'

type Standing = AnswerOf<Routes['listAccounts']>['accounts'][number]['standing']
const COLOURS = { active: 'good', suspended: 'warn', closed: 'bad' } as const

/** How an account stands, since when and why; while it works, when it would stop. */
export function StandingTag({ standing }: { readonly standing: Standing }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { state, since, reason, suspendsOn } = standing
  return (
    <>
      <ToneTag tone={COLOURS[state]}>{w(`account.state.${state}`)}</ToneTag>
      <span className="aj-faint">
        {since !== null && reason !== null && w(`account.since.${reason}`, { day: formatDay(since, language) })}
        {suspendsOn !== null && w('account.suspendsOn', { day: formatDay(suspendsOn, language) })}
      </span>
    </>
  )
}
