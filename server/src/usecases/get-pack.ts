import { NOTICE_ITEMS } from '@anju/domain/application/material.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'

/**
 * The law in force (本地规则) for screens: every part of the pack, so that each figure can be read with its clause, and the words
 * of each paper. A screen shows them and decides nothing.
 * @param on - another legal day than that of the act
 * @throws RegistryError not-found when no law of the city is held for that day
 */
export function getPack(deps: Deps, act: Act, on: PlainDate | undefined) {
  const day = on ?? act.legalOn
  const begins = deps.packs
    .filter(({ jurisdiction }) => jurisdiction === act.city.jurisdiction)
    .map(({ inForceFrom }) => inForceFrom)
  if (!begins.some((from) => from <= day))
    throw new RegistryError('not-found', `No law of ${act.city.city} is held for ${day}`)
  const { id, ...rules } = packInForce(deps.packs, act.city.jurisdiction, day)
  const workingDaysThrough = `${Math.max(...deps.calendar.keys())}-12-31`
  return { packId: id, inForceOn: day, workingDaysThrough, pack: { ...rules, materials: NOTICE_ITEMS } }
}
