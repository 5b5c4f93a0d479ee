import { type Ground, ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { moveEffect } from '@anju/domain/permit/move-effect.ts'
import { earlierDaysCount } from '@anju/domain/transfer/decide-transfer.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import type { TransferRow } from '../store/permit-transfer.ts'
import type { PersonRow } from '../store/person.ts'
import { recordEvents } from '../store/record-event.ts'
import { findRegistration, recordTakenStay, sealForm } from '../store/registration.ts'

/**
 * Enters days at the old place that its office confirmed (居住年限连续计算), where the move lets the years go on: as a registration that ended, so that every rule reads
 * it as it reads any other. Without a word about when it was signed off it lasted until the registration here; a gap is judged by the city's own rule.
 */
export async function countEarlierDays(
  deps: Deps,
  act: Act,
  tx: Tx,
  row: TransferRow,
  person: PersonRow,
): Promise<readonly Ground[]> {
  const home = await findRegistration(tx, row.registration_id)
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { resided_from: from, answer } = row
  if (home?.registered_on == null || from === null || answer !== 'confirmed' || from >= home.registered_on) return []
  const { effect } = moveEffect(row.issued_in, home.division_code.slice(0, 6), pack)
  if (!earlierDaysCount({ effect: row.finding ?? (effect === 'keep' ? 'keep' : 'new-registration') })) return []
  const until =
    row.signed_off_on === null || row.signed_off_on > home.registered_on ? home.registered_on : row.signed_off_on
  const registrationId = deps.newId()
  const because = [
    ground(pack.addressChange.sameCity.law, 'transfer.earlier-days', { residedFrom: from, signedOffOn: until }),
  ]
  const { person_id: personId, dek_wrapped: wrappedKey } = person
  await recordTakenStay(tx, {
    registrationId,
    personId,
    dwellingId: home.dwelling_id,
    officeId: home.office_id,
    divisionCode: home.division_code,
    pack: pack.id,
    registeredOn: from,
    endedOn: until,
    formEnc: sealForm(deps.crypto, registrationId, personId, { oldAddress: row.old_address }, wrappedKey),
    takenFrom: 'letter',
  })
  await recordEvents(tx, deps.crypto, deps.newId, {
    act,
    intent: undefined,
    streamId: registrationId,
    pack: pack.id,
    person: { personId, wrappedKey },
    events: [
      {
        kind: 'take-over-stay',
        version: 1,
        facts: {
          registeredOn: from,
          endedOn: until,
          address: row.old_address,
          transferId: row.transfer_id,
          to: 'ended',
        },
        grounds: because,
      },
    ],
    effects: [],
  })
  return because
}
