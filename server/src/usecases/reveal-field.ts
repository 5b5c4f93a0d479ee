import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { claimTally, recordLookAlert } from '../store/look-tally.ts'
import { findPerson, openIdNumber, openMobile } from '../store/person.ts'
import { findRegistration } from '../store/registration.ts'
import { keptForm } from './register-residence.ts'

export type RevealField = {
  readonly personId: string
  /** Fields of the form stand in a registration; the others in the person's row. */
  readonly registrationId: string | null
  readonly field: 'idNumber' | 'mobile' | 'hukouDetail' | 'agentIdNumber' | 'agentPhone' | 'familyIdNumber'
  /** Which member of the family, counted from 0. */
  readonly row: number
}

/**
 * Shows one masked value in full (显示完整号码), as often in a day as the pack allows (I-147). The purpose was asked for before, and
 * the look is written before the value leaves.
 */
export async function revealField(
  deps: Deps,
  act: Act,
  asked: RevealField,
): Promise<Decision<{ readonly personId: string; readonly value: string; readonly seconds: number }>> {
  return act.city.pool.transact(act.scope, async (tx) => {
    const value = await findValue(deps, tx, asked)
    const counted = await countReveal(deps, tx, act)
    return counted.ok ? granted({ personId: asked.personId, value, ...counted.value }, []) : counted
  })
}

/** Counts one value shown in full against the day's number (I-147). @returns how many seconds it may stand on the screen */
export async function countReveal(deps: Deps, tx: Tx, act: Act): Promise<Decision<{ readonly seconds: number }>> {
  if (act.actor.kind !== 'official') throw new RegistryError('not-allowed', 'Only for officials')
  const { revealsPerDay, revealSeconds } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn).looks
  const key = { officialId: act.actor.officialId, onDay: civilDateOf(act.at), what: 'reveal' } as const
  if (await claimTally(tx, key, 1, revealsPerDay.value)) return granted({ seconds: revealSeconds.value }, [])
  await recordLookAlert(tx, key, { most: revealsPerDay.value, law: revealsPerDay.law, at: act.at })
  return refused(refusal('look.reveal-limit-reached', revealsPerDay.law, { most: revealsPerDay.value }))
}

async function findValue(deps: Deps, db: Db, { personId, registrationId, field, row }: RevealField): Promise<string> {
  const person = await findPerson(db, personId)
  if (person === undefined) throw new RegistryError('not-found', 'No such person within reach')
  if (field === 'idNumber') return openIdNumber(deps.crypto, person)
  if (field === 'mobile') return openMobile(deps.crypto, person) ?? ''
  if (field === 'hukouDetail') return person.hukou_detail
  const registration = registrationId === null ? undefined : await findRegistration(db, registrationId)
  if (registration?.person_id !== personId) throw new RegistryError('not-found', 'No such registration of this person')
  const form = keptForm(deps, registration)
  return (field === 'familyIdNumber' ? form.family?.[row]?.idNumber : form[field]) ?? ''
}
