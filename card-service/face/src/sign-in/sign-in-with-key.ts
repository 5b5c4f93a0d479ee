import { askUKey } from '@anju/face-kit/ask-ukey.ts'
import { askKey, type KeyTrouble } from '@anju/face-kit/key-ceremony.ts'
import { callCard, type Answer } from '../app/card-client.ts'

export type KeyKind = 'security-key' | 'ukey'

/** One try with whichever key is plugged in. */
export async function signInWithKey(
  kind: KeyKind = 'security-key',
): Promise<Answer<'signInWithKey'> | KeyTrouble | 'refused'> {
  const begun = await callCard('beginSignIn', {})
  if (!begun.ok) return 'failed'
  const { key, challengeId } = begun.value
  const answered = kind === 'ukey' ? await askUKey(key.ukeyService ?? '', key.challenge) : await askKey(key)
  if (!answered.ok) return answered.why
  const done = await callCard('signInWithKey', { body: { challengeId, answer: answered.value } })
  return done.ok ? done.value : 'refused'
}

/** Has the person of the session verify themselves again by the kind of key they signed in with. Undefined: done. */
export async function confirmWithKey(kind: KeyKind): Promise<KeyTrouble | 'refused' | undefined> {
  const begun = await callCard('beginConfirm', {})
  if (!begun.ok) return 'refused'
  const { key, challengeId } = begun.value
  const answered = kind === 'ukey' ? await askUKey(key.ukeyService ?? '', key.challenge) : await askKey(key)
  if (!answered.ok) return answered.why
  const opened = await callCard('confirmPerson', { body: { challengeId, answer: answered.value } })
  return opened.ok ? undefined : 'refused'
}
