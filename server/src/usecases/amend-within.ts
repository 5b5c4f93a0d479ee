import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { ReportedAmendment } from '@anju/domain/registration/decide-amendment.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import type { Outcome } from '../store/intent.ts'
import { amendmentRule } from './amend-registration.ts'
import { type BesideStream, collectInto } from './record-beside.ts'
import { stepWithin } from './registration-step.ts'

/** Changes that are reported beside another act of one visit. */
export type AmendmentBeside = ReportedAmendment & {
  readonly registrationId: string
  /** The version of the registration that the caller saw. */
  readonly expectedVersion: number
}

/**
 * The amendment as part of a visit: its own step of the registration, in the transaction of the act it comes with. Papers of the visit are kept with
 * that act.
 * @param behind - gets the ledger rows, to be written after those of the act
 * @throws RegistryError not-found when the registration is another person's
 */
export function amendWithin(
  deps: Deps,
  act: Act,
  tx: Tx,
  personId: string,
  amendment: AmendmentBeside,
  behind: BesideStream[],
): Promise<Decision<Outcome>> {
  const rule = amendmentRule(deps, act, { ...amendment, materials: [] }, () => undefined)
  return stepWithin(
    deps,
    act,
    tx,
    amendment,
    'amend',
    (row, pack, writer) => {
      if (row.person_id !== personId) throw new RegistryError('not-found', "The registration is not the holder's")
      return rule(row, pack, writer)
    },
    collectInto(behind),
  )
}
