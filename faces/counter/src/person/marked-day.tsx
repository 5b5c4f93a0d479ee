import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'

/** A day in words, with the day itself beside it for whoever reads the page by program. */
export function MarkedDay({ name, on }: { name: string; on: string | null }) {
  const { language } = useLanguage()
  return (
    <span data-testid={name} data-day={on ?? ''}>
      {on === null ? '—' : formatDay(on, language)}
    </span>
  )
}
