import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findWrittenRegistration, listAddressChanges } from '../store/address-change.ts'
import { findHeldPermit } from '../store/endorsement.ts'
import { getLifeFacts } from '../store/permit-life.ts'
import { findPerson } from '../store/person.ts'
import { findDwelling } from '../store/place.ts'
import { listRegistrationsOf } from '../store/registration.ts'
import { amendableHere } from './amendable-registration.ts'
import { lawOf } from './get-residence.ts'
import { homeAmong } from './transfer-facts.ts'
import { isIssuedAnew, unwrittenMoves } from './unwritten-moves.ts'

/** What a change of address (变更居住地址) of a permit starts from: where it says the holder lives, where they are registered, and what the city asks for. */
export async function getAddressChange(deps: Deps, act: Act, permitId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { addressChange, checklist, workflow } = pack
  const known = await act.city.pool.look(act.scope, async (db) => {
    const held = await findHeldPermit(db, permitId)
    if (held === undefined) throw new RegistryError('not-found', 'No such permit in this city')
    const [person, dwelling, registrations, past, life, written] = await Promise.all([
      findPerson(db, held.person_id),
      findDwelling(db, held.dwelling_id),
      listRegistrationsOf(db, held.person_id),
      listAddressChanges(db, permitId),
      getLifeFacts(db, held.person_id),
      findWrittenRegistration(db, permitId),
    ])
    const permit = life.permits.find((one) => one.permitId === permitId)
    return {
      held,
      isIssuedAnew:
        permit !== undefined &&
        isIssuedAnew(unwrittenMoves(permit, life.stays, written), act.legalOn, lawOf(deps, act.city)),
      name: person?.name ?? '',
      dwelling,
      amendable: amendableHere(deps, act, pack, registrations, person),
      home: homeAmong(registrations),
      past,
    }
  })
  const { held, home } = known
  return {
    permitId,
    permitNo: held.permit_no,
    personId: held.person_id,
    name: known.name,
    state: held.state,
    address: known.dwelling?.standard_text ?? '',
    registration:
      home === undefined
        ? null
        : {
            registrationId: home.registration_id,
            version: home.version,
            state: home.state,
            address: home.standard_text,
            registeredOn: home.registered_on,
          },
    amendable: known.amendable,
    /** The registration is elsewhere than the permit says, or a move that was not written had it issued anew. */
    owed: home !== undefined && (home.dwelling_id !== held.dwelling_id || known.isIssuedAnew),
    documents: [...addressChange.documents.value],
    proofFrom: [...addressChange.proofFrom.value],
    proofs: checklist.groups
      .filter(({ key }) => addressChange.proofFrom.value.some((from) => from === key))
      .flatMap(({ oneOf }) => oneOf.flatMap(({ allOf }) => allOf)),
    mayChange: mayPerform(act.actor, 'change-address', workflow).ok,
    mayMove: mayPerform(act.actor, 'keep-registration', workflow).ok,
    past: known.past.map((row) => ({
      addressChangeId: row.address_change_id,
      address: row.standard_text,
      movedOn: row.moved_on,
      changedOn: row.changed_on,
      effect: row.effect,
      written: row.written,
    })),
  }
}
