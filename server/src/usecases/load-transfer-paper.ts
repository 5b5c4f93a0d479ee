import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import type { Ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { type Remedy, remediesFor } from '@anju/domain/remedy/remedies.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listHistory } from '../store/history.ts'
import { findTransfer, type TransferRow } from '../store/permit-transfer.ts'
import { findRegistration } from '../store/registration.ts'
import { describeHistory } from './case-history.ts'

/** What a paper about a permit issued elsewhere says: the inquiry, word of the new address, or the decision against it. */
export type TransferPaperFacts = {
  readonly toOffice: string
  readonly permitNo: string
  readonly issuedOn: string
  readonly endorsedOn: readonly string[]
  readonly printedExpiryOn: string | null
  readonly oldAddress: string
  readonly answerDueOn: string
  readonly decidedOn: string | null
  readonly law: ClauseRef
  readonly reasons: readonly Ground[]
  readonly remedies: readonly Remedy[]
  readonly signer: string
}

/** @throws RegistryError not-found where the case is out of reach */
export async function loadTransferFacts(
  deps: Deps,
  act: Act,
  db: Db,
  transferId: string,
): Promise<{ readonly row: TransferRow; readonly address: string; readonly facts: TransferPaperFacts }> {
  const row = await findTransfer(db, transferId)
  if (row === undefined) throw new RegistryError('not-found', 'No such permit from elsewhere within reach')
  const home = await findRegistration(db, row.registration_id)
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const past = await describeHistory(deps, await listHistory(db, transferId))
  const decided = past.findLast(({ event }) => event === 'enter-transfer' || event === 'refuse-transfer')
  const opened = past.find(({ event }) => event === 'open-transfer')
  return {
    row,
    address: home?.standard_text ?? '',
    facts: {
      toOffice: row.issuing_office,
      permitNo: row.permit_no,
      issuedOn: row.issued_on,
      endorsedOn: row.endorsed_on,
      printedExpiryOn: row.printed_expiry_on,
      oldAddress: row.old_address,
      answerDueOn: row.answer_due_on,
      decidedOn: row.decided_on,
      law: parseClauseRef(pack.addressChange.documents.law),
      reasons: decided?.grounds.filter(({ key }) => key.startsWith('transfer.')) ?? [],
      remedies: row.decided_on === null ? [] : remediesFor(row.decided_on, pack.remedies),
      signer: (decided ?? opened)?.by?.name ?? '',
    },
  }
}
