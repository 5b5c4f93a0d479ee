import { isMaterialKey } from '@anju/domain/application/material.ts'
import { LIVED_IN_STATES } from '@anju/domain/registration/registration-machine.ts'
import type { TransferCase } from '@anju/domain/transfer/decide-transfer.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { findPermitByNumber, findPermitOfPerson } from '../store/permit.ts'
import type { TransferRow } from '../store/permit-transfer.ts'
import { isHouseFiled } from '../store/place.ts'
import { listRegistrationsOf, type RegistrationRow } from '../store/registration.ts'

/** The registration of a person that is in force here. */
export async function homeOf(db: Db, personId: string): Promise<RegistrationRow | undefined> {
  return homeAmong(await listRegistrationsOf(db, personId))
}

/** Of the registrations of a person the one in force. */
export function homeAmong(registrations: readonly RegistrationRow[]): RegistrationRow | undefined {
  return registrations.findLast(({ state, registered_on: on }) => on !== null && LIVED_IN_STATES.includes(state))
}

/** What a clerk took down from a card, and what was shown with it. */
export type TakenDown = Pick<
  TransferRow,
  'permit_no' | 'issued_on' | 'issued_in' | 'endorsed_on' | 'printed_expiry_on' | 'opened_on'
> & {
  readonly finding: TransferRow['finding']
  readonly finding_reason: string
}

/** The facts that the rule of a permit issued elsewhere reads (外地签发居住证). */
export async function transferFacts(
  db: Db,
  personId: string,
  card: TakenDown,
  shown: { readonly kinds: readonly string[]; readonly inPerson: boolean },
  home: RegistrationRow | undefined,
): Promise<TransferCase> {
  const [held, known, houseFiled] = await Promise.all([
    findPermitOfPerson(db, personId),
    findPermitByNumber(db, card.permit_no),
    isHouseFiled(db, personId),
  ])
  const { finding, finding_reason: reason } = card
  return {
    card: {
      permitNo: card.permit_no,
      issuedOn: card.issued_on,
      issuedIn: card.issued_in,
      endorsedOn: card.endorsed_on,
      ...(card.printed_expiry_on === null ? {} : { printedExpiryOn: card.printed_expiry_on }),
    },
    ...(home === undefined || home.registered_on === null
      ? {}
      : { home: { county: home.division_code.slice(0, 6), registeredOn: home.registered_on } }),
    shownOn: card.opened_on,
    provided: { materials: shown.kinds.filter(isMaterialKey), houseFiled },
    presence: { by: shown.inPerson ? 'applicant' : 'nobody' },
    ...(finding === null ? {} : { finding: { effect: finding, reason } }),
    ...(held === undefined ? {} : { holds: held.permit_no }),
    isKnown: known !== undefined,
  }
}
