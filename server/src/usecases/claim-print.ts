import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { decidePrint, isPaperInFull } from '@anju/domain/oversight/decide-print.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { recordLookAlert } from '../store/look-tally.ts'
import { countPrintsInFull, isPersonWorkedOn } from '../store/paper-work.ts'
import { countReveal } from './reveal-field.ts'

/** A paper that somebody wants on paper, and what they say it is for, where they say it. */
export type PrintAsked = {
  readonly kind: string
  readonly personId: string
  readonly purpose: string | undefined
}

/**
 * Takes leave to print a paper: one with numbers in full is part of today's work for that person, or it is counted as a value shown in
 * full. Work is never stopped; that an official printed more of these in a day than values may be shown is told (AL11).
 */
export async function claimPrint(deps: Deps, tx: Tx, act: Act, asked: PrintAsked): Promise<Decision<null>> {
  if (!isPaperInFull(asked.kind)) return granted(null, [])
  const { actor } = act
  if (actor.kind !== 'official') throw new RegistryError('not-allowed', 'Only for officials')
  const { looks } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { officialId, officeId } = actor
  const onDay = civilDateOf(act.at)
  const isWorkedOn = await isPersonWorkedOn(tx, { personId: asked.personId, officialId, officeId, onDay })
  const decision = decidePrint({ isWorkedOn, purpose: asked.purpose }, looks)
  if (!decision.ok) return decision
  if (decision.value.isReveal) {
    const counted = await countReveal(deps, tx, act)
    return counted.ok ? granted(null, decision.grounds) : counted
  }
  const most = looks.revealsPerDay
  if ((await countPrintsInFull(tx, officialId, onDay)) >= most.value)
    await recordLookAlert(tx, { officialId, onDay, what: 'print' }, { most: most.value, law: most.law, at: act.at })
  return granted(null, [])
}
