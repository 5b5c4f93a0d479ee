import { accountConfirmation } from '@anju/domain/access/account-confirmation.ts'
import { accountStanding } from '@anju/domain/access/account-standing.ts'
import { civilDateOf, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import type { Deps, Device } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { accountFactsOf, findAccount } from '../store/account.ts'
import { listAuthenticators } from '../store/authenticator.ts'
import { requireSealed } from '../store/row-seal.ts'
import {
  findLegalDay,
  listDeskSessions,
  openKeySession,
  recordLocked,
  recordPostOfSession,
  recordVerified,
  type DeskSession,
} from '../store/session.ts'
import {
  listOwnPosts,
  recordChallenge,
  recordSignIn,
  takeChallenge,
  type Challenge,
  type OwnPost,
} from '../store/sign-in-challenge.ts'
import type { SignedIn } from './session.ts'
import { verifyKey, type KeyAnswered } from './verify-key.ts'

/** A challenge for whichever key is plugged in; it says nothing of whose accounts there are. */
export function beginSignIn(deps: Deps, at: string): Promise<Challenge> {
  return recordChallenge(deps.shared, deps.newId(), { purpose: 'sign-in' }, at)
}

export type SignedInByKey = { readonly token: string; readonly name: string; readonly last: DeskSession | undefined }

/**
 * Signs in whoever's key answered, from the post they used last, and ends every other session of theirs.
 * @throws RegistryError key-refused, the same for an unknown key, a wrong answer, an account that does not work and one without a
 * post
 * @throws SealBroken when somebody changed the account, the post or the key in the database
 */
export async function signInWithKey(
  deps: Deps,
  { challengeId, answer, device }: { challengeId: string; answer: KeyAnswered; device: Device },
  at: string,
): Promise<SignedInByKey> {
  const challenge = await takeChallenge(deps.shared, challengeId, { purpose: 'sign-in' }, at)
  const key = challenge === undefined ? undefined : await verifyKey(deps, answer, challenge, at)
  if (key === undefined) throw refusedKey()
  const officialId = key.official_id
  const legalOn = (await findLegalDay(deps.shared)) ?? civilDateOf(at)
  const [post] = await listStandingPosts(deps, officialId, legalOn, at)
  if (
    post === undefined ||
    (await findAccountRefusal(deps, { officialId, city: post.city, at, legalOn })) !== undefined
  )
    throw refusedKey()
  const account = await deps.shared.look(NO_SCOPE, async (db) => {
    await Promise.all([
      requireSealed(db, deps.crypto, 'official', { column: 'official_id', id: officialId }),
      requirePostSealed(db, deps, post),
    ])
    return findAccount(db, officialId)
  })
  const [last] = await listDeskSessions(deps.shared, officialId, 1)
  const token = await openKeySession(
    deps.shared,
    {
      officialId,
      postId: post.postId,
      city: post.city,
      authenticatorId: key.authenticator_id,
      assurance: answer.kind,
      device,
      delegationId: post.delegationId,
    },
    at,
  )
  await recordSignIn(deps.shared, officialId, at)
  return { token, name: account?.name ?? '', last }
}

/** Why an account does not let its person in: suspended, or closed. Undefined when it does. */
export async function findAccountRefusal(
  deps: Deps,
  { officialId, city, at, legalOn }: { officialId: string; city: string; at: string; legalOn: PlainDate },
): Promise<'suspended' | 'closed' | undefined> {
  const served = deps.cities.get(city)
  const account = await deps.shared.look(NO_SCOPE, (db) => findAccount(db, officialId))
  if (served === undefined || account === undefined) return 'closed'
  const pack = findPackInForce(deps.packs, served.jurisdiction, legalOn)
  // Before its first pack a city has accounts and no rules for them yet.
  if (pack === undefined) return undefined
  const { state } = accountStanding(accountFactsOf(account), { systemOn: civilDateOf(at), legalOn }, pack.accounts)
  return state === 'active' ? undefined : state
}

/** Asks the person of a session to verify themselves again: to unlock, to go on elsewhere, or for an act of high risk. */
export async function beginConfirm(deps: Deps, session: SignedIn, at: string) {
  const { actor, tokenSm3 } = session
  if (actor.kind !== 'official') throw new RegistryError('not-allowed', 'For officials')
  const [challenge, keys] = await Promise.all([
    recordChallenge(deps.shared, deps.newId(), { purpose: 'confirm', sessionSm3: tokenSm3 }, at),
    listAuthenticators(deps.shared, actor.officialId),
  ])
  return {
    ...challenge,
    credentials: keys
      .filter(({ kind }) => kind === 'webauthn')
      .map(({ credential_id: id, transports }) => ({ id, transports })),
  }
}

/**
 * The same person has verified themselves again. Somebody else's key does not do; a demo session has no key and is asked nothing,
 * which its screens say.
 * @throws RegistryError key-refused
 */
export async function confirmPerson(
  deps: Deps,
  session: SignedIn,
  brought: { challengeId: string; answer: KeyAnswered; device: Device } | { device: Device },
  at: string,
): Promise<void> {
  const { actor, tokenSm3, assurance } = session
  if (actor.kind !== 'official') throw new RegistryError('not-allowed', 'For officials')
  if (assurance !== 'demo') {
    if (!('answer' in brought)) throw refusedKey()
    const asked = { purpose: 'confirm', sessionSm3: tokenSm3 } as const
    const challenge = await takeChallenge(deps.shared, brought.challengeId, asked, at)
    const key = challenge === undefined ? undefined : await verifyKey(deps, brought.answer, challenge, at)
    if (key?.official_id !== actor.officialId) throw refusedKey()
  }
  await recordVerified(deps.shared, tokenSm3, brought.device, at)
}

export function lockSession(deps: Deps, session: SignedIn, at: string): Promise<void> {
  return recordLocked(deps.shared, session.tokenSm3, at)
}

/** Posts held on a day that somebody answered for in time (季度复核): a lapsed one lets nobody in. */
async function listStandingPosts(
  deps: Deps,
  officialId: string,
  legalOn: PlainDate,
  at: string,
): Promise<readonly OwnPost[]> {
  const posts = await listOwnPosts(deps.shared, officialId, legalOn, at)
  return posts.filter(({ city, answeredOn }) => {
    const served = deps.cities.get(city)
    const pack = served === undefined ? undefined : findPackInForce(deps.packs, served.jurisdiction, legalOn)
    return pack === undefined || accountConfirmation(answeredOn, civilDateOf(at), pack.accounts).state !== 'lapsed'
  })
}

/** The posts of whoever is signed in, on the legal day. */
export function listPostsOf(deps: Deps, session: SignedIn, at: string): Promise<readonly OwnPost[]> {
  const { actor, legalOn } = session
  if (actor.kind !== 'official') return Promise.resolve([])
  return listStandingPosts(deps, actor.officialId, legalOn ?? civilDateOf(at), at)
}

/**
 * Goes on from another post of the same person.
 * @throws RegistryError not-found when it is not theirs today
 * @throws SealBroken when somebody changed the post, or lent it, in the database
 */
export async function choosePost(deps: Deps, session: SignedIn, postId: string, at: string): Promise<void> {
  const post = (await listPostsOf(deps, session, at)).find((each) => each.postId === postId)
  if (post === undefined) throw new RegistryError('not-found', 'No such post of this person today')
  await deps.shared.look(NO_SCOPE, (db) => requirePostSealed(db, deps, post))
  await recordPostOfSession(deps.shared, session.tokenSm3, post)
}

/** A post with its scope and, where it is lent, the lending and whose post stands beside it. */
async function requirePostSealed(
  db: Db,
  { crypto }: Deps,
  { postId, delegationId, besidePostId }: OwnPost,
): Promise<void> {
  const posts = besidePostId === null ? [postId] : [postId, besidePostId]
  const lending = delegationId === null ? [] : [delegationId]
  await Promise.all([
    requireSealed(db, crypto, 'post', { column: 'post_id', id: posts }),
    requireSealed(db, crypto, 'delegation', { column: 'delegation_id', id: lending }),
  ])
}

const refusedKey = () => new RegistryError('key-refused', 'The key is not accepted')
