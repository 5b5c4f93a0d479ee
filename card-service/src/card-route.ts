import { z } from 'zod'

/** One operation of the card service: what goes in and what comes out of a 200. */
export type CardRoute<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  /** `staff` needs a session; `anybody` shows nothing personal; `dev` exists in dev mode only, and dev mode only on loopback. */
  readonly access: 'anybody' | 'staff' | 'dev'
  /** Answered while the screen is locked: what opens it. */
  readonly whileLocked?: true
  /** Answered even when the person has lacked the second key for too long: what registers it, and signing out (第二把密钥). */
  readonly whileKeyLacks?: true
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
}

export function route<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(definition: CardRoute<Params, Query, Body, Answer>): CardRoute<Params, Query, Body, Answer> {
  return definition
}

export const none = z.object({})
export const noBody = z.unknown()
export const uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
export const day = z.iso.date()
