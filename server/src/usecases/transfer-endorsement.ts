import type { Condition } from '@anju/domain/application/checklist.ts'
import type { Endorsement } from '@anju/domain/endorsement/decide-endorsement.ts'
import { type Decision, ground, type Ground } from '@anju/domain/kernel/decision.ts'
import { type PermitStanding, permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { permitOnArrival, type TransferCase } from '@anju/domain/transfer/decide-transfer.ts'
import { decideTransferEndorsement } from '@anju/domain/transfer/decide-transfer-endorsement.ts'
import type { TransferAnswer, TransferState } from '@anju/domain/transfer/transfer-machine.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import type { HappenedEvent } from '../store/record-event.ts'
import { type AskedEndorsement, endorsementFacts } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'

/** An endorsement asked for with a permit from elsewhere, at the window and by its holder: no agent changes an address. */
export type EndorsementAskedWith = {
  readonly condition: Condition | 'none'
  readonly materials: AskedEndorsement['materials']
  readonly inPerson: boolean
}

/** Whether it is taken today: the rule of any endorsement, read as if the permit were entered. */
export async function decideEndorsementWith(
  deps: Deps,
  act: Act,
  db: Db,
  personId: string,
  transfer: TransferCase & { readonly answer?: TransferAnswer },
  asked: EndorsementAskedWith,
): Promise<Decision<Endorsement>> {
  const law = lawOf(deps, act.city)
  const coming = permitOnArrival(transfer, act.legalOn, law)
  const held = { permit_id: coming.permitId, person_id: personId }
  const visit = {
    ...asked,
    channel: 'counter',
    agent: null,
    confirmsNothingChanged: false,
    bookedOnlineOn: null,
  } as const
  const facts = await endorsementFacts(deps, act, db, held, visit, [coming])
  return decideTransferEndorsement(transfer, facts, act.legalOn, law)
}

/** How the permit would stand today if it were entered: its window tells the last day in time. */
export function standingOnArrival(deps: Deps, act: Act, transfer: TransferCase): PermitStanding {
  const law = lawOf(deps, act.city)
  return permitStanding(permitOnArrival(transfer, act.legalOn, law), act.legalOn, law)
}

/** The event by which it was taken, in the stream of the case: the permit has no row yet that an endorsement could belong to. */
export function acceptedEvent(
  version: number,
  to: TransferState,
  asked: EndorsementAskedWith,
  { value, grounds }: { readonly value: Endorsement; readonly grounds: readonly Ground[] },
  signed: boolean,
): HappenedEvent {
  return {
    kind: 'accept-endorsement',
    version,
    facts: {
      condition: asked.condition,
      materials: asked.materials.map(({ kind }) => kind),
      endorsement: value.kind,
      anniversaryOn: value.anniversaryOn,
      to,
    },
    grounds: [ground('CN-663:10.2', 'endorsement.accept'), ...grounds],
    ...(signed ? { signedStep: 'endorse' } : {}),
  }
}
