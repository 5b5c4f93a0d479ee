import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { normaliseIdNumber, parseIdNumber } from '@anju/standards/id-number.ts'
import { parseMobilePhone } from '@anju/standards/phone.ts'
import type { City, Deps } from '../deps.ts'
import { IdentityRefused, type IdentityProvider } from '../identity/identity-provider.ts'
import { RegistryError } from '../registry-error.ts'
import { accountIndexes } from '../store/account-claim.ts'
import { changeAccount, createAccount, findAccount } from '../store/resident-account.ts'
import { newBrowserSecret, recordIdentitySignIn, takeIdentitySignIn } from '../store/resident-identity.ts'
import { loadSignInSettings } from '../store/resident-limit.ts'
import { openResidentSession } from '../store/resident-session.ts'
import { transactShared } from '../store/resident-transaction.ts'

/** How long somebody may take at the provider's own pages. */
const AWAY_MS = 10 * 60_000

/** Sends a browser to the city's identity provider. @returns the address, and the secret that the browser keeps meanwhile. */
export async function startIdentitySignIn(
  deps: Deps,
  city: City,
  at: string,
): Promise<{ readonly address: string; readonly browser: string }> {
  const browser = newBrowserSecret()
  const { address, check } = await providerOf(city).start()
  const expiresAt = new Date(Date.parse(at) + AWAY_MS).toISOString()
  await recordIdentitySignIn(deps.shared, deps.crypto, {
    identityId: deps.newId(),
    city: city.city,
    check,
    browser,
    expiresAt,
  })
  return { address, browser }
}

/**
 * Takes what a browser brought back, once (统一身份认证登录): the account of the ID number that the provider vouches for is found or
 * made, and is as sure as the provider. @returns the token of the session.
 * @throws IdentityRefused for whatever is wrong with the answer
 */
export async function finishIdentitySignIn(
  deps: Deps,
  city: City,
  answer: { readonly search: string; readonly browser: string; readonly ip: string },
  at: string,
): Promise<string> {
  const state = new URLSearchParams(answer.search).get('state') ?? ''
  const { browser, ip, search } = answer
  const check = await takeIdentitySignIn(deps.shared, deps.crypto, { state, browser, city: city.city }, at)
  if (check === undefined) throw new IdentityRefused('nobody was sent there from this browser, or the answer was used')
  const proven = await providerOf(city).finish(search, check)
  const number = parseIdNumber(normaliseIdNumber(proven.idNumber), civilDateOf(at))
  if (!number.ok) throw new IdentityRefused('the ID number is none')
  const { idNumber } = number.value
  const mobile = proven.mobile === undefined ? undefined : parseMobilePhone(proven.mobile)
  const shown = { name: proven.name.normalize('NFC'), mobile, assurance: 'identity-provider' as const }
  const { number: setting } = await loadSignInSettings(deps.shared)
  const expiresAt = new Date(Date.parse(at) + setting('session-minutes-max') * 60_000).toISOString()
  return transactShared(deps.shared, async (tx) => {
    const known = await findAccount(tx, accountIndexes(deps.crypto, idNumber))
    const accountId = known?.accountId ?? deps.newId()
    if (known !== undefined) await changeAccount(tx, deps.crypto, known, shown, at)
    else if (!(await createAccount(tx, deps.crypto, { accountId, idNumber, at, ...shown })))
      throw new IdentityRefused('the account was made in this very instant')
    return openResidentSession(tx, { accountId, city: city.city, how: 'identity-provider', ip, at, expiresAt })
  })
}

/** Where a browser signs out of the provider, too. */
export async function identitySignOutAddress(city: City): Promise<string | undefined> {
  return city.identityProvider?.signOutAddress()
}

function providerOf({ identityProvider }: City): IdentityProvider {
  if (identityProvider === undefined) throw new RegistryError('not-found', 'The city has no identity provider')
  return identityProvider
}
