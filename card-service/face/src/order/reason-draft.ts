import type { CardSent, CardRoutes } from '@anju/card-service/contract.ts'

export type Reason = NonNullable<CardSent<CardRoutes['checkQuality']>['body']['reasons']>[number]

export const REASON_CODES: readonly Reason['code'][] = ['photo', 'rare-character', 'duplicate-permit', 'id-mismatch']

/** What stands in the form: each reason with its text, chosen or not. */
export type ReasonDraft = { readonly [Code in Reason['code']]?: { readonly chosen: boolean; readonly text: string } }

/** The reasons that can be sent: chosen, and with a text that says what is wrong. */
export function reasonsOf(draft: ReasonDraft): readonly Reason[] {
  return REASON_CODES.flatMap((code) => {
    const reason = draft[code]
    const text = reason?.text.trim() ?? ''
    return reason?.chosen === true && text !== '' ? [{ code, text }] : []
  })
}
