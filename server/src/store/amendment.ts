import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { AmendedValues } from '@anju/domain/registration/amendable-field.ts'
import type { AmendmentReporter } from '@anju/domain/registration/decide-amendment.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { RegistrationRow } from './registration.ts'

/** What an amendment changed: the same fields before and after. */
export type AmendedFields = { readonly before: AmendedValues; readonly after: AmendedValues }

export type NewAmendment = AmendedFields & {
  readonly amendmentId: string
  /** The version of the registration that it leads to. */
  readonly version: number
  readonly reportedBy: AmendmentReporter
  readonly changedOn: PlainDate | null
  readonly amendedOn: PlainDate
  readonly pack: string
  /** The number that was given up, as it stood in the person's row. */
  readonly formerMobileEnc: Buffer | null
}

export async function recordAmendment(
  tx: Tx,
  crypto: CryptoProvider,
  row: Pick<RegistrationRow, 'registration_id' | 'person_id' | 'division_code' | 'dek_wrapped'>,
  amendment: NewAmendment,
): Promise<void> {
  const { amendmentId, version, before, after, reportedBy, changedOn, amendedOn, pack, formerMobileEnc } = amendment
  await tx.write(
    `insert into amendment (amendment_id, registration_id, version, person_id, division_code, reported_by, changed_on, amended_on, pack, changes_enc, former_mobile_enc)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      amendmentId,
      row.registration_id,
      version,
      row.person_id,
      row.division_code,
      reportedBy,
      changedOn,
      amendedOn,
      pack,
      crypto.seal(placeOf(amendmentId, row.person_id), canonicalJsonBytes({ before, after }), row.dek_wrapped),
      formerMobileEnc,
    ],
  )
}

export type AmendmentRow = {
  readonly amendment_id: string
  readonly registration_id: string
  readonly version: number
  readonly person_id: string
  readonly reported_by: AmendmentReporter
  readonly changed_on: PlainDate | null
  readonly amended_on: PlainDate
  readonly changes_enc: Buffer
  readonly dek_wrapped: Buffer
}

/** Every amendment of a person's registrations, oldest first. */
export async function listAmendmentsOf(db: Db, personId: string): Promise<readonly AmendmentRow[]> {
  return db.read<AmendmentRow>(
    `select a.amendment_id, a.registration_id, a.version, a.person_id, a.reported_by, a.changed_on, a.amended_on, a.changes_enc, p.dek_wrapped
     from amendment a join person p using (person_id) where a.person_id = $1 order by a.amended_on, a.recorded_at, a.version`,
    [personId],
  )
}

export function openAmendment(crypto: CryptoProvider, row: AmendmentRow): AmendedFields {
  const bytes = crypto.open(placeOf(row.amendment_id, row.person_id), row.changes_enc, row.dek_wrapped)
  return JSON.parse(bytes.toString('utf8')) as AmendedFields
}

/** The number that an amendment gave up, sealed as in the person's row; null when it gave up none. */
export async function findFormerMobile(db: Db, registrationId: string, version: number): Promise<Buffer | null> {
  const rows = await db.read<{ former_mobile_enc: Buffer | null }>(
    'select former_mobile_enc from amendment where registration_id = $1 and version = $2',
    [registrationId, version],
  )
  return rows[0]?.former_mobile_enc ?? null
}

function placeOf(amendmentId: string, personId: string) {
  return { table: 'amendment', column: 'changes_enc', rowId: amendmentId, personId }
}
