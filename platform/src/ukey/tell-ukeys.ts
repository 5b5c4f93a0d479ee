import type { RelyingParty } from '../webauthn/relying-party.ts'
import type { UKeyToBelieve, UKeyTrust } from './ukey-trust.ts'

/** A UKey that is bound, with whose it is and by what short name they may know it. */
export type BoundUKey = UKeyToBelieve & { readonly holder: string; readonly label: string }

/**
 * Says at a console what lies in the folders of certificates and lists, and of every UKey that is bound whether it is taken: to be read
 * before the folders are named for the first time, and before a certificate goes.
 *
 * @returns how many of them are not taken
 */
export function tellUKeys(
  trust: UKeyTrust,
  keys: readonly BoundUKey[],
  at: string,
  say: (line: string) => void,
): number {
  const { isSet, certificates, lists, problems } = trust.standing(at)
  if (!isSet)
    say(
      'ANJU_UKEY_ROOTS is not set: nothing is known of any UKey. Those that are bound are taken, and no other is bound.',
    )
  for (const { name, serial, validFrom, validTo } of certificates)
    say(`trusted   ${name}, number ${serial}, ${validFrom} to ${validTo}`)
  if (isSet && lists === undefined) say('ANJU_UKEY_LISTS is not set: what was taken back is not known.')
  for (const { name, madeAt, dueAt, isStale } of lists ?? [])
    say(`list      ${name}, made ${madeAt}, due again ${dueAt}${isStale ? ', STALE: no UKey is bound' : ''}`)
  for (const problem of problems) say(`problem   ${problem}`)
  const judged = keys.map((key) => ({ key, faults: trust.useFaults(key, at) }))
  for (const { key, faults } of judged)
    say(
      `${faults.length === 0 ? 'taken    ' : 'NOT TAKEN'} ${key.holder} ${key.label}${faults.map(({ code, facts }) => `; ${[code, ...Object.values(facts)].join(' ')}`).join('')}`,
    )
  return judged.filter(({ faults }) => faults.length > 0).length
}

/** Says at the start, on the error stream, what keeps UKeys from being checked or taken; nothing where none are used. */
export function tellUKeyProblems(
  { ukeyService, ukeyTrust }: Pick<RelyingParty, 'ukeyService' | 'ukeyTrust'>,
  dev: boolean,
  at: string,
): void {
  if (ukeyService === undefined || dev) return
  const { isSet, lists, problems } = ukeyTrust.standing(at)
  const unset = ['certificates of UKeys are not checked and none can be bound: ANJU_UKEY_ROOTS names those trusted']
  const stale = (lists ?? [])
    .filter(({ isStale }) => isStale)
    .map(({ name }) => `the revocation list of ${name} is stale`)
  for (const line of isSet ? [...problems, ...stale] : unset) process.stderr.write(`UKeys: ${line}\n`)
}
