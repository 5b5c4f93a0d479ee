import type { ApiClient } from '@anju/contract/api-client.ts'
import type { Problem } from '@anju/contract/problem.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useEffect, useState } from 'react'
import { proveWork } from './prove-work.ts'

export type Ways = AnswerOf<Routes['getSignInWays']>
export type Claimant = { readonly name: string; readonly idNumber: string; readonly mobile: string }
type CodeSent = Extract<AnswerOf<Routes['sendSignInCode']>, { wants: 'code' }>

export type Step =
  | { readonly at: 'form'; readonly busy: 'no' | 'sending' | 'proving' }
  | {
      readonly at: 'code'
      readonly sent: CodeSent
      readonly sentAtMs: number
      readonly busy: 'no' | 'entering' | 'sending' | 'proving'
    }

/** Why it did not work; without a problem nobody could be asked. */
export type Trouble = { readonly problem: Problem | undefined }

/** Signing in by mobile, step by step; `mayReload` sends the browser to the resident's pages. */
export function useSignIn(client: ApiClient, city: string, goOn: () => void) {
  const [step, setStep] = useState<Step>({ at: 'form', busy: 'no' })
  const [trouble, setTrouble] = useState<Trouble>()

  const askForCode = async (who: Claimant) => {
    setTrouble(undefined)
    setStep((now) => ({ ...now, busy: 'sending' }))
    const first = await client.call('sendSignInCode', { params: { city }, body: who })
    const wanted = first.ok && first.value.wants === 'proof' ? first.value : undefined
    if (wanted !== undefined) setStep((now) => ({ ...now, busy: 'proving' }))
    const result =
      wanted === undefined
        ? first
        : await client.call('sendSignInCode', {
            params: { city },
            body: { ...who, proof: await proveWork(wanted.challenge, wanted.bits) },
          })
    if (result.ok && result.value.wants === 'code') {
      setStep({ at: 'code', sent: result.value, sentAtMs: Date.now(), busy: 'no' })
      return
    }
    setStep((now) => ({ ...now, busy: 'no' }))
    setTrouble({ problem: result.ok || result.unreachable ? undefined : result.problem })
  }

  const enter = async (code: string) => {
    if (step.at !== 'code') return
    setTrouble(undefined)
    setStep({ ...step, busy: 'entering' })
    const { attemptId } = step.sent
    const result = await client.call('signInWithCode', { params: { city }, body: { attemptId, code } })
    if (result.ok) {
      goOn()
      return
    }
    setStep({ ...step, busy: 'no' })
    setTrouble({ problem: result.unreachable ? undefined : result.problem })
  }

  const startAgain = () => {
    setTrouble(undefined)
    setStep({ at: 'form', busy: 'no' })
  }
  return { step, trouble, askForCode, enter, startAgain }
}

/** How one may sign in here; undefined until it is known. */
export function useWays(client: ApiClient, city: string): Ways | 'unknown-city' | undefined {
  const [ways, setWays] = useState<Ways | 'unknown-city'>()
  useEffect(() => {
    const stop = new AbortController()
    void client
      .call('getSignInWays', { params: { city }, signal: stop.signal })
      .then((result) => setWays(result.ok ? result.value : 'unknown-city'))
      .catch(() => undefined)
    return () => stop.abort()
  }, [client, city])
  return ways
}

/** Whole seconds until an instant, counted down; 0 when it has come. */
export function useSecondsUntil(untilMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1_000))
}
