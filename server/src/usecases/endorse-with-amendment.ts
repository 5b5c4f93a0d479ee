import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { stepsBeside } from '../store/record-event.ts'
import { type AmendmentBeside, amendWithin } from './amend-within.ts'
import { type EndorsementOutcome, type EndorsePermit, endorsePermit, type SameVisit } from './endorse-permit.ts'
import { type BesideStream, recordBeside } from './record-beside.ts'

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

/** The amendment as part of the visit, written after the rows of the endorsement. */
function amendInVisit(deps: Deps, act: Act, intentId: string, amendment: AmendmentBeside): SameVisit {
  return async (tx, held) => {
    const streams: BesideStream[] = []
    const done = await amendWithin(deps, act, tx, held.person_id, amendment, streams)
    if (!done.ok) return done
    const record = () => recordBeside(deps, act, tx, intentId, streams)
    const facts = { amendment: { registrationId: amendment.registrationId, version: done.value.version } }
    return granted({ facts, record, beside: streams.flatMap(stepsBeside) }, done.grounds)
  }
}
