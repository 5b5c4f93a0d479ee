import { formatDayWithWeekday } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { SignInFrame as Frame } from '@anju/face-kit/sign-in/sign-in-frame.tsx'
import { useCounterWords } from '../counter-words.ts'

type SignInFrameProps = { readonly legalOn: string; readonly title: string; readonly children: React.ReactNode }

/** The frame of every page before the sign-in, with the day as this face writes it. */
export function SignInFrame({ legalOn, title, children }: SignInFrameProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <Frame title={title} day={`${w('shell.legalDay')} ${formatDayWithWeekday(legalOn, language)}`}>
      {children}
    </Frame>
  )
}
