import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Ground } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../../deps.ts'
import { RegistryError } from '../../registry-error.ts'
import { nextEventVersion } from '../../store/account.ts'
import type { Intent } from '../../store/intent.ts'
import { recordEvents } from '../../store/record-event.ts'

export type AccountEvent = {
  /** The account, the delegation or the import that it happened to. */
  readonly subjectId: string
  readonly kind: string
  /** Never an ID number. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly grounds: readonly Ground[]
  /** The duty under which an official signs it; undefined for what follows from a signed event or comes by command. */
  readonly signedStep: Duty | undefined
}

/**
 * Writes what happened to an account into the ledger of the city, signed by whoever did it. Accounts are of officials, not of
 * residents: no person's key is involved, and the ledger keeps the facts by their keyed hash.
 * @returns the version of the subject after it
 */
export async function recordAccountEvent(
  tx: Tx,
  deps: Deps,
  act: Act,
  intent: Intent | undefined,
  event: AccountEvent,
): Promise<number> {
  const version = await nextEventVersion(tx, event.subjectId)
  await recordEvents(tx, deps.crypto, deps.newId, {
    act,
    intent,
    streamId: event.subjectId,
    pack: packOf(deps, act).id,
    person: null,
    events: [
      {
        kind: event.kind,
        version,
        facts: event.facts,
        grounds: event.grounds,
        ...(event.signedStep === undefined ? {} : { signedStep: event.signedStep }),
      },
    ],
    effects: [],
  })
  return version
}

export function packOf(deps: Deps, act: Act): Pack {
  return packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
}

/** What an administrator's post reaches: offices below its divisions. The system reaches the whole city. */
export function reachOf(act: Act): string {
  return act.actor.kind === 'official' ? act.actor.divisionPrefix : act.city.divisionPrefix
}

/** The official who acts. @throws Error for anybody else: the routes let only officials in. */
export function officialIdOf(act: Act): string {
  if (act.actor.kind !== 'official') throw new Error('Only an official keeps accounts')
  return act.actor.officialId
}

/** @throws RegistryError not-found, as for whatever is not there or not to be seen */
export function known<T>(row: T | undefined): T {
  if (row === undefined) throw new RegistryError('not-found', 'No such account, post or proposal')
  return row
}
