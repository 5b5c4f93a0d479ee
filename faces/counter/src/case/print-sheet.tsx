import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import { useCounterWords } from '../counter-words.ts'

type PrintSheetProps = {
  readonly title: string
  readonly number: string | null
  readonly office: string
  readonly printedOn: string
  readonly children: React.ReactNode
}

/** A page for paper: the frame around it is not printed. */
export function PrintSheet({ title, number, office, printedOn, children }: PrintSheetProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <article className="aj-sheet" data-testid="sheet">
      <header>
        <Wordmark tone="ink" size={30} />
        <h2>{title}</h2>
        <span className="aj-figure" data-testid="sheet-number">
          {number === null ? '' : `${w('receipt.number')} ${number}`}
        </span>
      </header>
      {children}
      <footer>
        <span>
          {office}
          <br />
          {formatDay(printedOn, language)}
        </span>
        <span className="aj-sheet-stamp">{w('receipt.stamp')}</span>
      </footer>
    </article>
  )
}
