import assert from 'node:assert/strict'
import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { sealedColumns, sealOfRow, type SealedRow } from '@anju/server/store/row-seal.ts'
import type { TestRegistry } from './test-registry.ts'

/** Columns that hold what somebody typed or what came from elsewhere, in words: no codes, days, numbers or ids. */
const PLAIN = {
  'shared.office': ['name_zh', 'name_en'],
  'shared.account_proposal': ['name', 'reason'],
  'shared.scope_proposal': ['reason'],
  'shared.delegation': ['reason'],
  'shared.authenticator': ['label'],
  'shared.resident_account': ['name'],
  'foshan.address': ['lane', 'door', 'building', 'unit', 'room', 'standard_text'],
  'foshan.case_assignment': ['reason'],
  'foshan.cross_area_grant': ['reason'],
  'foshan.deficiency_notice': ['note', 'supervisor_reason'],
  'foshan.dwelling': ['landlord_name', 'filing_no'],
  'foshan.gateway_health': ['why'],
  'foshan.lane': ['name'],
  'foshan.legal_hold': ['reason'],
  'foshan.mailing': ['tracking_no'],
  'foshan.material': ['reason'],
  'foshan.misuse_alert': ['words'],
  'foshan.office_letter': ['name', 'address', 'to_office', 'tracking_no'],
  'foshan.permit_transfer': ['issuing_office', 'old_address', 'permit_no', 'card_no', 'answer_document'],
  'foshan.person': ['name', 'hukou_detail'],
  'foshan.simulation': ['draft_pack', 'failure'],
  'foshan.void_stock': ['reason', 'voided_by'],
} as const

/** Cells under the key of a person: a text by itself, or a document in which texts stand. */
const SEALED_TEXT = {
  notice: { id: 'notice_id', text_enc: 'text' },
  notice_call: { id: 'call_id', note_enc: 'text' },
  objection: { id: 'objection_id', statement_enc: 'text' },
  registration: { id: 'registration_id', form_enc: 'document' },
  amendment: { id: 'amendment_id', changes_enc: 'document' },
  application: { id: 'application_id', quality_notes_enc: 'document' },
  visit: { id: 'visit_id', findings_enc: 'document' },
  mandate: { id: 'mandate_id', agent_enc: 'document' },
} as const

/**
 * Puts texts wherever the tables of Foshan hold words, as the owner could: in the open, and under the keys of the persons.
 * @param text - the next text
 * @returns how many texts were put
 */
export async function taintTables(registry: TestRegistry, text: () => string): Promise<number> {
  let count = 0
  const next = () => {
    count += 1
    return text()
  }
  for (const [table, columns] of Object.entries(PLAIN)) await taintColumns(registry, table, columns, next)
  for (const [table, { id, ...cells }] of Object.entries(SEALED_TEXT))
    for (const [column, kind] of Object.entries(cells)) await taintCells(registry, { table, id, column, kind }, next)
  await taintOfficials(registry, next)
  return count
}

async function taintColumns(
  registry: TestRegistry,
  table: string,
  columns: readonly string[],
  next: () => string,
): Promise<void> {
  const rows = await registry.asOwner(`select ctid::text as at from ${table}`)
  assert.ok(rows.length > 0, `nothing stands in ${table}`)
  const set = columns.map((column, at) => `${column} = (new.texts ->> ${at})`).join(', ')
  const texts = rows.map(({ at }) => ({ at, texts: columns.map(next) }))
  await registry.asOwner(
    `update ${table} t set ${set} from jsonb_to_recordset($1::jsonb) as new(at text, texts jsonb) where t.ctid = new.at::tid`,
    [JSON.stringify(texts)],
  )
}

type Cells = { readonly table: string; readonly id: string; readonly column: string; readonly kind: string }

async function taintCells(
  registry: TestRegistry,
  { table, id, column, kind }: Cells,
  next: () => string,
): Promise<void> {
  const rows = await registry.asOwner(
    `select t.${id} as row_id, t.person_id, t.${column} as cell, p.dek_wrapped from foshan.${table} t join foshan.person p using (person_id) where t.${column} is not null`,
  )
  assert.ok(rows.length > 0, `nothing stands in ${table}.${column}`)
  for (const row of rows) {
    const key = row['dek_wrapped'] as Buffer
    const place = { table, column, rowId: String(row['row_id']), personId: String(row['person_id']) }
    const words =
      kind === 'text'
        ? Buffer.from(next())
        : canonicalJsonBytes(
            inDocument(JSON.parse(registry.deps.crypto.open(place, row['cell'] as Buffer, key).toString()), next),
          )
    await registry.asOwner(`update foshan.${table} set ${column} = $2 where ${id} = $1`, [
      place.rowId,
      registry.deps.crypto.seal(place, words, key),
    ])
  }
}

/** A document with other words in it: what is written in Chinese is words, anything else a code, a day or a number. */
function inDocument(value: unknown, next: () => string): never {
  if (typeof value === 'string') return (/\p{Script=Han}/u.test(value) ? next() : value) as never
  if (Array.isArray(value)) return value.map((each) => inDocument(each, next)) as never
  if (typeof value !== 'object' || value === null) return value as never
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inDocument(part, next)])) as never
}

/** An account is read with its seal, so its name is sealed with it. */
async function taintOfficials(registry: TestRegistry, next: () => string): Promise<void> {
  const rows = await registry.asOwner(`select ${sealedColumns('official')} from shared.official`)
  for (const row of rows as unknown as readonly SealedRow[]) {
    const name = next()
    const { seal, kid } = sealOfRow(registry.deps.crypto, 'official', { ...row, name }, row.version)
    await registry.asOwner('update shared.official set name = $2, seal = $3, seal_kid = $4 where official_id = $1', [
      row.row_id,
      name,
      seal,
      kid,
    ])
  }
}
