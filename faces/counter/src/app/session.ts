import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { createContext, useContext } from 'react'

export type Session = AnswerOf<Routes['getSession']>

/** A session with a city: what every screen behind the sign-in can rely on. */
export type CitySession = Session & { readonly city: string }

export const SessionContext = createContext<CitySession | undefined>(undefined)

/** @throws Error on a screen that is drawn before somebody signed in. */
export function useSession(): CitySession {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('This screen needs a signed-in session around it')
  return session
}

/** Whether the post of the session is charged with a duty: a hint for menus, the registry decides. */
export function hasDuty(session: Session, duty: string): boolean {
  return session.post?.duties.some((own) => own === duty) ?? false
}
