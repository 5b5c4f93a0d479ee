import { SignInFrame as Frame } from '@anju/face-kit/sign-in/sign-in-frame.tsx'
import type { ReactNode } from 'react'
import { useCardWords } from '../card-words.ts'

type SignInFrameProps = { readonly legalOn: string; readonly title: string; readonly children: ReactNode }

/** The frame of every page before the sign-in, with the day as this face writes it. */
export function SignInFrame({ legalOn, title, children }: SignInFrameProps) {
  const w = useCardWords()
  return (
    <Frame title={title} day={`${w('shell.legalDay')} ${legalOn}`}>
      {children}
    </Frame>
  )
}
