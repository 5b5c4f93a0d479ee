import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { equalDigests, sm3 } from '@anju/crypto/sm3.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { MandateRow } from './mandate.ts'
import type { WindowLimit, WindowUse } from './resident-limit.ts'

export type NewMandateCode = {
  readonly codeId: string
  readonly mandate: Pick<MandateRow, 'mandate_id' | 'person_id' | 'division_code' | 'dek_wrapped'>
  readonly code: string
  readonly at: string
  readonly expiresAt: string
}

/** Keeps a code that is to be sent; those sent before for the same mandate are void. */
export async function recordMandateCode(tx: Tx, crypto: CryptoProvider, one: NewMandateCode): Promise<void> {
  const { codeId, mandate, code, at, expiresAt } = one
  await tx.write('update mandate_code set code_enc = null where mandate_id = $1 and code_enc is not null', [
    mandate.mandate_id,
  ])
  await tx.write(
    `insert into mandate_code (code_id, mandate_id, person_id, division_code, code_enc, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      codeId,
      mandate.mandate_id,
      mandate.person_id,
      mandate.division_code,
      crypto.seal(placeOf(codeId, mandate.person_id), code, mandate.dek_wrapped),
      at,
      expiresAt,
    ],
  )
}

type CodeRow = {
  readonly code_id: string
  readonly person_id: string
  readonly code_enc: Buffer
  readonly dek_wrapped: Buffer
}

/** The code that is to be sent for a mandate; undefined when it was used, or another took its place. */
export async function findMandateCode(
  db: Db,
  crypto: CryptoProvider,
  codeId: string,
): Promise<{ readonly code: string; readonly expiresAt: string } | undefined> {
  const rows = await db.read<CodeRow & { readonly expires_at: string }>(
    `select c.code_id, c.person_id, c.code_enc, c.expires_at, p.dek_wrapped from mandate_code c join person p using (person_id)
     where c.code_id = $1 and c.code_enc is not null and c.used_at is null`,
    [codeId],
  )
  const row = rows[0]
  return row === undefined ? undefined : { code: openCode(crypto, row), expiresAt: row.expires_at }
}

/** Counts a try at the code of a mandate before it is compared. @returns the code's id when it is right. */
export async function tryMandateCode(
  tx: Tx,
  crypto: CryptoProvider,
  asked: { readonly mandateId: string; readonly code: string; readonly triesMax: number },
  at: string,
): Promise<string | undefined> {
  const rows = await tx.write<CodeRow>(
    `update mandate_code c set tries = c.tries + 1 from person p where p.person_id = c.person_id and c.mandate_id = $1 and c.used_at is null
       and c.tries < $2 and c.expires_at > $3 and c.code_enc is not null
     returning c.code_id, c.person_id, c.code_enc, p.dek_wrapped`,
    [asked.mandateId, asked.triesMax, at],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  const isRight = equalDigests(sm3(Buffer.from(asked.code)), sm3(Buffer.from(openCode(crypto, row))))
  return isRight ? row.code_id : undefined
}

/** Ends a code that was right. @returns whether nobody had used it before. */
export async function takeMandateCode(tx: Tx, codeId: string, at: string): Promise<boolean> {
  const rows = await tx.write(
    'update mandate_code set used_at = $2, code_enc = null where code_id = $1 and used_at is null returning 1',
    [codeId, at],
  )
  return rows.length === 1
}

/** Codes sent for a principal in each window that counts a telephone. The person's row is locked, so two at once count as two. */
export async function countMandateCodes(
  tx: Tx,
  personId: string,
  limits: readonly WindowLimit[],
  at: string,
): Promise<readonly WindowUse[]> {
  await tx.write('select 1 from person where person_id = $1 for no key update', [personId])
  return tx.write<WindowUse>(
    `select 'phone' as kind, w as seconds, n.used, n.first_at as "firstAt" from unnest($2::int[]) w cross join lateral
      (select count(*)::int as used, min(created_at) as first_at from mandate_code where person_id = $1 and created_at > $3::timestamptz - make_interval(secs => w)) n`,
    [personId, limits.map(({ seconds }) => seconds), at],
  )
}

function openCode(crypto: CryptoProvider, row: CodeRow): string {
  return crypto.open(placeOf(row.code_id, row.person_id), row.code_enc, row.dek_wrapped).toString('utf8')
}

function placeOf(codeId: string, personId: string) {
  return { table: 'mandate_code', column: 'code_enc', rowId: codeId, personId }
}
