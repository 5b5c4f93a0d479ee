import type { Endorsement } from '@anju/domain/endorsement/decide-endorsement.ts'
import { ground, type Ground } from '@anju/domain/kernel/decision.ts'
import { type PermitStanding, permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { recordEndorsement } from '../store/endorsement.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import type { TransferRow } from '../store/permit-transfer.ts'
import type { PersonRow } from '../store/person.ts'
import type { HappenedEvent } from '../store/record-event.ts'
import type { RegistrationRow } from '../store/registration.ts'
import { tellRestored } from './endorse-permit.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { besideCaseId } from './new-case-id.ts'
import type { BesideStream } from './record-beside.ts'

export type TakenEndorsement = {
  readonly kind: Endorsement['kind']
  readonly because: Ground
  /** Written after the rows of the case, under its signature. */
  readonly stream: BesideStream
}

type Entered = {
  readonly row: TransferRow
  readonly person: PersonRow
  readonly home: RegistrationRow
  readonly permitId: string
  readonly write: 'chip' | 'paper'
}

/**
 * Writes the endorsement that was taken while a permit from elsewhere was asked after, now that the permit is entered: accepted on the day on which it was asked
 * for, so in time or late as of that day; the second official who enters the permit is the second look at it. Undefined where none was taken.
 */
export async function writeTakenEndorsement(
  deps: Deps,
  act: Act,
  tx: Tx,
  { row, person, home, permitId, write }: Entered,
  signed: Pick<HappenedEvent, 'signedStep'>,
): Promise<TakenEndorsement | undefined> {
  const { endorse_on: acceptedOn, endorse_condition: condition, person_id: personId } = row
  if (acceptedOn === null || condition === null) return undefined
  const endorsementId = besideCaseId(deps, act, 'complete')
  const { division_code: divisionCode, office_id: officeId } = home
  await recordEndorsement(
    tx,
    { crypto: deps.crypto, act },
    {
      endorsementId,
      permitId,
      personId,
      officeId,
      divisionCode,
      channel: 'counter',
      condition: condition === 'none' ? null : condition,
      pack: packInForce(deps.packs, act.city.jurisdiction, acceptedOn).id,
      acceptedOn,
      bookedOnlineOn: null,
      needsCheck: false,
      written: write,
      completedOn: act.legalOn,
      version: 2,
    },
  )
  const { restoredOn, baseOn, timesEndorsed, validUntil } = await standingOf(deps, act, tx, personId, permitId)
  const kind = restoredOn.includes(acceptedOn) ? 'late' : 'in-time'
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const held = { permit_id: permitId, person_id: personId, division_code: divisionCode }
  if (kind === 'late') await tellRestored(deps, act, tx, held, pack.id, acceptedOn)
  const facts = { permitId, transferId: row.transfer_id, acceptedOn }
  return {
    kind,
    because: ground('CN-663:10.2', 'transfer.endorsement-written', { acceptedOn }),
    stream: {
      streamId: endorsementId,
      pack: pack.id,
      person: { personId, wrappedKey: person.dek_wrapped },
      events: [
        {
          kind: 'accept',
          version: 1,
          facts: { ...facts, condition, acceptedBy: row.endorse_by },
          grounds: [ground('CN-663:10.2', 'endorsement.accept')],
          ...signed,
        },
        {
          kind: 'complete',
          version: 2,
          facts: { written: write, kind, baseOn, timesEndorsed, validUntil },
          grounds: [ground('CN-663:10.2', 'endorsement.complete')],
          ...signed,
        },
      ],
      effects: [],
    },
  }
}

/** How a permit stands today by what has just been written of it. */
export async function standingOf(
  deps: Deps,
  act: Act,
  tx: Tx,
  personId: string,
  permitId: string,
): Promise<PermitStanding> {
  const facts = permitIn(await listPermitFacts(tx, personId), permitId)
  return permitStanding(facts, act.legalOn, lawOf(deps, act.city))
}
