import type { Decision } from '@anju/domain/kernel/decision.ts'
import { type CorrectedEntry, correctedFacts } from '@anju/domain/replacement/corrected-facts.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Deps } from '../deps.ts'
import { changePerson, findPerson, openIdNumber, openMobile, type PersonFacts, sealPerson } from '../store/person.ts'

/** What the register would say of a person with these entries corrected, or which of them cannot be read. */
export async function correctedPerson(
  deps: Deps,
  db: Db,
  personId: string,
  entries: readonly CorrectedEntry[],
): Promise<Decision<PersonFacts & { readonly wrappedKey: Buffer }>> {
  const row = await findPerson(db, personId)
  if (row === undefined) throw new Error(`No person ${personId} whose card is another`)
  return correctedFacts(
    {
      documentKind: row.document_kind,
      idNumber: openIdNumber(deps.crypto, row),
      mobile: openMobile(deps.crypto, row),
      name: row.name,
      sex: row.sex,
      ethnicity: row.ethnicity,
      birthOn: row.birth_on,
      hukouDivision: row.hukou_division,
      hukouDetail: row.hukou_detail,
      wrappedKey: row.dek_wrapped,
    },
    entries,
  )
}

/** Writes corrected entries of a card into the register, so that the next card is made from them (I-177). */
export async function correctRegister(
  deps: Deps,
  tx: Tx,
  personId: string,
  entries: readonly CorrectedEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const corrected = await correctedPerson(deps, tx, personId, entries)
  if (!corrected.ok) throw new Error(`Entries of ${personId} were read when they were taken in, and are not now`)
  const { wrappedKey, ...facts } = corrected.value
  await changePerson(tx, sealPerson(deps.crypto, personId, facts, wrappedKey))
}
