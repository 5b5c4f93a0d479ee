import { askKey, type KeyTrouble } from '@anju/face-kit/key-ceremony.ts'
import { callCard, type Answer } from '../app/card-client.ts'

/** One try with whichever key is plugged in. */
export async function signInWithKey(): Promise<Answer<'signInWithKey'> | KeyTrouble | 'refused'> {
  const begun = await callCard('beginSignIn', {})
  if (!begun.ok) return 'failed'
  const answered = await askKey(begun.value.key)
  if (!answered.ok) return answered.why
  const { challengeId } = begun.value
  // The card service takes security keys only, and askKey asks no other.
  if (answered.value.kind !== 'security-key') return 'failed'
  const done = await callCard('signInWithKey', { body: { challengeId, answer: answered.value } })
  return done.ok ? done.value : 'refused'
}
