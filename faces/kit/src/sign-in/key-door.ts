import type { KeyAnswer, KeyRequest } from '@anju/contract/key-answer.ts'
import { askUKey, makeUKey, type NewUKey } from '../ask-ukey.ts'
import { askKey, makeKey, type NewKey, type NewKeyRequest } from '../key-ceremony.ts'
import type { KeyStop } from '../key-stop.ts'

export type KeyKind = 'security-key' | 'ukey'
/** What a session began with; a demo has no key, and a click stands in for it. */
export type SessionKey = KeyKind | 'demo'

type Asked = { readonly challengeId: string; readonly key: KeyRequest }
type Answered = { readonly challengeId: string; readonly answer: KeyAnswer }
export type LastSignIn = { readonly at: string; readonly ip: string }
export type SignedIn = { readonly name: string | null; readonly last: LastSignIn | null }
/** Whose key is to be bound, and what their own key has still to do before. */
export type Enrolment = NewKeyRequest & {
  readonly challengeId: string
  readonly ukeyService?: string | undefined
  readonly ownKey: 'nothing' | 'sign-in' | 'verify'
}
type Bound = {
  readonly code: string
  readonly label: string
  readonly challengeId: string
  readonly key: NewKey | NewUKey
}

/**
 * What a face's own service does with keys (registry or card service). What is begun is undefined when it was not, whatever the reason;
 * what is finished says why it was not.
 */
export type KeyDoor = {
  readonly beginSignIn: () => Promise<Asked | undefined>
  readonly signIn: (answered: Answered) => Promise<SignedIn | KeyStop>
  readonly beginConfirm: () => Promise<Asked | undefined>
  readonly confirm: (
    answered: Answered | { readonly challengeId: null; readonly answer: null },
  ) => Promise<KeyStop | undefined>
  readonly beginEnrolment: (code: string) => Promise<Enrolment | undefined>
  readonly finishEnrolment: (bound: Bound) => Promise<KeyStop | undefined>
}

export function sessionKeyOf(assurance: string | null): SessionKey {
  return assurance === 'ukey' || assurance === 'demo' ? assurance : 'security-key'
}

/** One try with whichever key is plugged in. */
export async function signInWithKey(door: KeyDoor, kind: KeyKind): Promise<SignedIn | KeyStop> {
  const begun = await door.beginSignIn()
  if (begun === undefined) return 'failed'
  const answered = await answerOf(kind, begun.key)
  if (!answered.ok) return answered.why
  return door.signIn({ challengeId: begun.challengeId, answer: answered.value })
}

/** Has the person of the session verify themselves again by the kind of key that it began with. Undefined: done. */
export async function confirmWithKey(door: KeyDoor, kind: SessionKey): Promise<KeyStop | undefined> {
  if (kind === 'demo') return door.confirm({ challengeId: null, answer: null })
  const begun = await door.beginConfirm()
  if (begun === undefined) return 'refused'
  const answered = await answerOf(kind, begun.key)
  if (!answered.ok) return answered.why
  return door.confirm({ challengeId: begun.challengeId, answer: answered.value })
}

/** Asks the new key and binds it. Undefined: done. */
export async function bindKey(
  door: KeyDoor,
  begun: Enrolment,
  { kind, code, label }: { readonly kind: KeyKind; readonly code: string; readonly label: string },
): Promise<KeyStop | undefined> {
  const { challengeId, challenge, ukeyService = '' } = begun
  const made = kind === 'ukey' ? await makeUKey(ukeyService, challenge) : await makeKey(begun)
  if (!made.ok) return made.why
  return door.finishEnrolment({ code, label, challengeId, key: made.value })
}

/** The answer of a key of this kind. */
export function answerOf(kind: KeyKind, key: KeyRequest): ReturnType<typeof askKey> {
  return kind === 'ukey' ? askUKey(key.ukeyService ?? '', key.challenge) : askKey(key)
}
