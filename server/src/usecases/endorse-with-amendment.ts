import type { ReportedAmendment } from '@anju/domain/registration/decide-amendment.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type Recording, recordEvents, stepsBeside } from '../store/record-event.ts'
import { amendmentRule } from './amend-registration.ts'
import { type EndorsementOutcome, type EndorsePermit, endorsePermit, type SameVisit } from './endorse-permit.ts'
import { stepWithin } from './registration-step.ts'

export type AmendmentBeside = ReportedAmendment & {
  readonly registrationId: string
  /** The version of the registration that the caller saw. */
  readonly expectedVersion: number
}

/**
 * Endorsement with changes (签注并变更登记): what the holder reports in the visit amends the registration under the one signature of the
 * endorsement; both are done or neither, and the reasons of both are told. Without changes it is the endorsement alone.
 */
export function endorseWithAmendment(
  deps: Deps,
  act: Act,
  command: EndorsePermit & { readonly amendment: AmendmentBeside | null },
): Promise<Decision<EndorsementOutcome>> {
  const { amendment, ...endorsement } = command
  if (amendment === null) return endorsePermit(deps, act, endorsement)
  return endorsePermit(deps, act, command, amendInVisit(deps, act, command.intentId, amendment))
}

/** The amendment as part of the visit: its own step of the registration, written after the rows of the endorsement. */
function amendInVisit(deps: Deps, act: Act, intentId: string, amendment: AmendmentBeside): SameVisit {
  return async (tx, held) => {
    const streams: Omit<Recording, 'act' | 'intent' | 'signedWith'>[] = []
    // Papers of the visit are kept with the endorsement.
    const rule = amendmentRule(deps, act, { ...amendment, materials: [] }, () => undefined)
    const done = await stepWithin(
      deps,
      act,
      tx,
      amendment,
      'amend',
      (row, pack, writer) => {
        if (row.person_id !== held.person_id)
          throw new RegistryError('not-found', "The registration is not the holder's")
        return rule(row, pack, writer)
      },
      async (stream) => {
        streams.push(stream)
      },
    )
    if (!done.ok) return done
    const record = async () => {
      for (const stream of streams) {
        // oxlint-disable-next-line no-await-in-loop -- one transaction: they travel one after the other anyway
        await recordEvents(tx, deps.crypto, deps.newId, { ...stream, act, intent: undefined, signedWith: { intentId } })
      }
    }
    const facts = { amendment: { registrationId: amendment.registrationId, version: done.value.version } }
    return granted({ facts, record, beside: streams.flatMap(stepsBeside) }, done.grounds)
  }
}
