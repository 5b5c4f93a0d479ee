import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findOfficeOf } from '../store/office.ts'

/** The office that a case belongs to: the official's own, else the one whose division the dwelling lies in. */
export async function officeFor(
  deps: Deps,
  act: Act,
  divisionCode: string,
): Promise<{ readonly officeId: string; readonly code: string }> {
  if (act.actor.kind === 'official') return { officeId: act.actor.officeId, code: act.actor.officeCode }
  const office = await findOfficeOf(deps.shared, act.city.city, divisionCode)
  if (office === undefined)
    throw new RegistryError('city-not-served', `No office of ${act.city.city} takes cases from ${divisionCode}`)
  return office
}
