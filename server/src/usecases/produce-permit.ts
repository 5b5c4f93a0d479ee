import { composeAcceptanceNumber } from '@anju/standards/acceptance-number.ts'
import { granted, ground, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { validThrough } from '@anju/domain/permit/validity.ts'
import type { Act, Deps } from '../deps.ts'
import { nextNumber } from '../store/registration.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { cardEffect, refuseTaken } from './make-card.ts'
import { officeFor } from './office-for.ts'
import { refusalsWithoutWitness } from './require-witness.ts'

/**
 * Makes the card where the city makes its own (制证), signed by the maker. The day is the issue day. No rule for permit
 * numbers is public, so ours is the layout of the acceptance number behind a letter, from a counter of its own.
 */
export async function producePermit(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly stockNo: string },
): Promise<Decision<ApplicationOutcome>> {
  const { stockNo } = command
  const current = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return stepApplication(
    deps,
    act,
    command,
    'produce',
    async (theCase, pack, tx) => {
      const witness = await refusalsWithoutWitness(act, tx, pack.source)
      if (witness.length > 0) return refused(...witness)
      const issuedOn = act.legalOn
      const { division_code: divisionCode } = theCase.row
      const office = await officeFor(deps, act, divisionCode)
      const serial = await nextNumber(tx, office.officeId, 'permit', issuedOn)
      const permitNo = `P${composeAcceptanceNumber({ divisionCode: divisionCode.slice(0, 6), officeCode: office.code, acceptedOn: issuedOn, serial })}`
      const validToOn = validThrough(issuedOn, 0, pack.permit)
      return granted(cardEffect(deps, act, theCase, { permitNo, stockNo, chipUid: null, issuedOn }, 'spoiled', {}), [
        ground(pack.permit.validYears.law, 'permit.issued', { issuedOn, validToOn }),
      ])
    },
    { onTaken: refuseTaken(current, stockNo) },
  )
}
