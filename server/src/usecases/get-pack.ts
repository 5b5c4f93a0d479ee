import { NOTICE_ITEMS } from '@anju/domain/application/material.ts'
import { findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'

/**
 * What a screen needs of the law in force (本地规则): who does what, the closed checklist with the words of each paper,
 * periods, fees. Figures carry their clause; a screen shows them and decides nothing.
 * @param on - another legal day than that of the act
 * @throws RegistryError not-found when no law of the city is held for that day
 */
export function getPack(deps: Deps, act: Act, on: string | undefined) {
  const day = on === undefined ? act.legalOn : findPlainDate(on)
  if (day === undefined) throw new RegistryError('not-found', `No such day: ${on}`)
  const begins = deps.packs
    .filter(({ jurisdiction }) => jurisdiction === act.city.jurisdiction)
    .map(({ inForceFrom }) => inForceFrom)
  if (!begins.some((from) => from <= day))
    throw new RegistryError('not-found', `No law of ${act.city.city} is held for ${day}`)
  const pack = packInForce(deps.packs, act.city.jurisdiction, day)
  return { packId: pack.id, inForceOn: day, pack: { ...slicesOf(pack), materials: NOTICE_ITEMS } }
}

function slicesOf(pack: Pack) {
  const {
    title,
    source,
    inForceFrom,
    halfYear,
    registration,
    continuity,
    checklist,
    inPerson,
    photo,
    agency,
    notice,
    production,
    permit,
    fees,
    occupancy,
    remedies,
    workflow,
  } = pack
  return {
    title,
    source,
    inForceFrom,
    halfYear,
    registration,
    continuity,
    checklist,
    inPerson,
    photo,
    agency,
    notice,
    production,
    permit,
    fees,
    occupancy,
    remedies,
    workflow,
  }
}
