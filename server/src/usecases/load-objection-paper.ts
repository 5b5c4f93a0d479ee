import type { Ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listHistory } from '../store/history.ts'
import { findObjection, openObjection } from '../store/objection.ts'
import { listRegistrationsOf } from '../store/registration.ts'
import { describeHistory } from './case-history.ts'

/** What the answer to an objection (异议答复书) says; undefined facts while it is not answered. */
export async function loadObjectionFacts(deps: Deps, act: Act, db: Db, objectionId: string) {
  const row = await findObjection(db, objectionId)
  if (row === undefined) throw new RegistryError('not-found', 'No such objection within reach')
  const registrations = await listRegistrationsOf(db, row.person_id)
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const whose = {
    personId: row.person_id,
    divisionCode: row.division_code,
    version: row.version,
    address: registrations.at(-1)?.standard_text ?? '',
    law: pack.workflow.registration.objectionDays.law,
  }
  const { answer, answered_on: answeredOn } = row
  if (answer === null || answeredOn === null) return { ...whose, facts: undefined }
  const past = await describeHistory(deps, await listHistory(db, objectionId))
  const answered = past.findLast(({ event }) => event.startsWith('objection-'))
  const grounds: readonly Ground[] = answered?.grounds.filter(({ key }) => key.startsWith('objection.')) ?? []
  return {
    ...whose,
    facts: {
      filedOn: row.filed_on,
      toldOn: row.told_on,
      against: row.against,
      answeredOn,
      answer,
      reason: openObjection(deps.crypto, row).reason,
      reasons: grounds,
      remedies: answer === 'rejected' ? remediesFor(answeredOn, pack.remedies) : [],
      signer: answered?.by?.name ?? '',
    },
  }
}
