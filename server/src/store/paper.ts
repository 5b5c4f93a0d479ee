import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

export type PaperRow = {
  readonly paper_id: string
  readonly person_id: string
  readonly kind: string
  readonly subject_id: string
  readonly subject_version: number
  readonly content_enc: Buffer
  readonly images: readonly string[]
  readonly pdf_sm3: Buffer
  readonly printed_on: PlainDate
  readonly printed_by: string
  readonly dek_wrapped: Buffer
}

export type NewPaper = {
  readonly paperId: string
  readonly personId: string
  readonly wrappedKey: Buffer
  readonly divisionCode: string
  readonly kind: string
  readonly subjectId: string
  readonly subjectVersion: number
  readonly content: Readonly<Record<string, unknown>>
  readonly images: readonly string[]
  readonly pdfSm3: Buffer
  readonly printedOn: PlainDate
  readonly printedBy: string
}

/** Nobody changes the case while its paper is made: what stands on it is one state of the case and no mixture. */
export async function lockCase(tx: Tx, subjectId: string): Promise<void> {
  await tx.write('select 1 from registration where registration_id = $1 for share', [subjectId])
  await tx.write('select 1 from application where application_id = $1 for share', [subjectId])
  await tx.write('select 1 from permit_ending where ending_id = $1 for share', [subjectId])
  await tx.write('select 1 from card_case where card_case_id = $1 for share', [subjectId])
  await tx.write('select 1 from endorsement where endorsement_id = $1 for share', [subjectId])
  await tx.write('select 1 from objection where objection_id = $1 for share', [subjectId])
  await tx.write('select 1 from permit_transfer where transfer_id = $1 for share', [subjectId])
}

export async function recordPaper(tx: Tx, crypto: CryptoProvider, paper: NewPaper): Promise<void> {
  const content = crypto.seal(
    placeOf(paper.paperId, paper.personId),
    canonicalJsonBytes(paper.content),
    paper.wrappedKey,
  )
  await tx.write(
    `insert into paper (paper_id, person_id, division_code, kind, subject_id, subject_version, content_enc, images, pdf_sm3, printed_on, printed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      paper.paperId,
      paper.personId,
      paper.divisionCode,
      paper.kind,
      paper.subjectId,
      paper.subjectVersion,
      content,
      paper.images,
      paper.pdfSm3,
      paper.printedOn,
      paper.printedBy,
    ],
  )
}

const COLUMNS = `q.paper_id, q.person_id, q.kind, q.subject_id, q.subject_version, q.content_enc, q.images, q.pdf_sm3, q.printed_on, q.printed_by, p.dek_wrapped`

export async function findPaper(db: Db, paperId: string): Promise<PaperRow | undefined> {
  const rows = await db.read<PaperRow>(
    `select ${COLUMNS} from paper q join person p using (person_id) where q.paper_id = $1`,
    [paperId],
  )
  return rows[0]
}

/** What was printed for a case, oldest first. */
export async function listPapersOf(db: Db, subjectId: string): Promise<readonly PaperRow[]> {
  return db.read<PaperRow>(
    `select ${COLUMNS} from paper q join person p using (person_id) where q.subject_id = $1 order by q.recorded_at, q.paper_id`,
    [subjectId],
  )
}

/** The words of a paper. @throws NotAuthentic when they are not what was sealed. */
export function openPaper(crypto: CryptoProvider, row: PaperRow): Record<string, unknown> {
  const content = crypto.open(placeOf(row.paper_id, row.person_id), row.content_enc, row.dek_wrapped)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- authenticated: what opens is what was written
  return JSON.parse(content.toString('utf8')) as Record<string, unknown>
}

function placeOf(paperId: string, personId: string) {
  return { table: 'paper', column: 'content_enc', rowId: paperId, personId }
}
