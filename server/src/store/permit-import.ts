import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { OldPermitEntry, OldPermitKind } from '@anju/domain/transfer/decide-old-permit.ts'
import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { type Db, type Parameter, type Pool, sqlStateOf, type Tx } from '@anju/platform/database/pool.ts'
import { claimPersonId, type NumberIndexes, type SealedPerson } from './person.ts'
import type { NewDwelling } from './place.ts'
import { sealNewRows, type Sealing } from './row-seal.ts'

/** Columns of many rows as parameters of one statement: each column an array. */
function columns<T>(
  rows: readonly T[],
  ...of: readonly ((row: T) => string | number | boolean | null | Buffer)[]
): Parameter[] {
  return of.map((value) => rows.map(value))
}

/** Begins a run of import-permits (旧证导入). */
export async function beginImport(
  city: Pool,
  run: { readonly runId: string; readonly fileName: string; readonly legalOn: PlainDate; readonly at: string },
): Promise<void> {
  await city.ask('insert into permit_import_run (run_id, file_name, legal_on, begun_at) values ($1, $2, $3, $4)', [
    run.runId,
    run.fileName,
    run.legalOn,
    run.at,
  ])
}

export async function finishImport(
  city: Pool,
  runId: string,
  at: string,
  sums: { readonly lines: number; readonly entered: number; readonly known: number; readonly rejected: number },
): Promise<void> {
  await city.ask(
    'update permit_import_run set finished_at = $2, lines = $3, entered = $4, known = $5, rejected = $6 where run_id = $1',
    [runId, at, sums.lines, sums.entered, sums.known, sums.rejected],
  )
}

/** What a line says, for its keyed hash: the same words are the same line, wherever in a file it stands. */
export function lineContent(says: Readonly<Record<string, unknown>>): Uint8Array {
  return canonicalJsonBytes(says)
}

/** Whether somebody else wrote one of the rows in this instant: then the batch looks again. */
export function isTakenMeanwhile(error: unknown): boolean {
  return sqlStateOf(error) === '23505'
}

/** Two imports take turns, batch by batch: whoever is second sees what the first one entered. Held to the end of the transaction. */
export async function takeImportTurn(tx: Tx): Promise<void> {
  await tx.write('lock table permit_import_run in share row exclusive mode')
}

/** The one id of each ID number over all cities, found or claimed; as `claimPersonId`, for many at once. */
export async function claimPersonIds(
  shared: Pool,
  wanted: readonly { readonly indexes: NumberIndexes; readonly newId: string }[],
): Promise<readonly string[]> {
  const single = wanted.every(({ indexes }) => indexes.length === 1)
  const rows = !single
    ? []
    : await shared.ask<{ id_bidx: Buffer; person_id: string }>(
        `with wanted as (select v, b, p from unnest($1::int[], $2::bytea[], $3::uuid[]) as w(v, b, p)), claimed as (
           insert into id_index (index_key_version, id_bidx, person_id) select v, b, p from wanted on conflict do nothing returning id_bidx, person_id
         )
         select id_bidx, person_id from claimed
         union all select i.id_bidx, i.person_id from id_index i join wanted w on i.index_key_version = w.v and i.id_bidx = w.b`,
        columns(
          wanted,
          ({ indexes }) => indexes[0]?.version ?? 0,
          ({ indexes }) => indexes[0]?.index ?? Buffer.alloc(0),
          ({ newId }) => newId,
        ),
      )
  const found = new Map(rows.map((row) => [row.id_bidx.toString('hex'), row.person_id]))
  return Promise.all(
    wanted.map(
      async ({ indexes, newId }) =>
        found.get(indexes[0]?.index.toString('hex') ?? '') ?? claimPersonId(shared, indexes, newId),
    ),
  )
}

/** What the registry knows already of the people and permits of a batch. */
export type KnownToImport = {
  readonly persons: readonly { readonly person_id: string; readonly dek_wrapped: Buffer; readonly name: string }[]
  readonly homes: readonly { readonly person_id: string; readonly registered_on: PlainDate | null }[]
  readonly permits: readonly { readonly person_id: string; readonly permit_no: string; readonly stands: boolean }[]
  readonly stocks: readonly { readonly stock_no: string }[]
  readonly imported: readonly { readonly kind: string; readonly permit_no: string; readonly content_mac: Buffer }[]
  readonly dwellings: readonly {
    readonly division_code: string
    readonly normal_text: string
    readonly dwelling_id: string
  }[]
}

export async function loadKnown(
  db: Db,
  ask: {
    readonly personIds: readonly string[]
    /** In which a registration is open. */
    readonly openStates: readonly string[]
    readonly permitNos: readonly string[]
    readonly cardNos: readonly string[]
    readonly places: readonly { readonly divisionCode: string; readonly normalText: string }[]
  },
): Promise<KnownToImport> {
  const { personIds, openStates, permitNos, cardNos, places } = ask
  const [persons, homes, permits, stocks, imported, dwellings] = await Promise.all([
    db.read<KnownToImport['persons'][number]>(
      'select person_id, dek_wrapped, name from person where person_id = any($1)',
      [personIds],
    ),
    db.read<KnownToImport['homes'][number]>(
      'select person_id, registered_on from registration where person_id = any($1) and state = any($2)',
      [personIds, openStates],
    ),
    db.read<KnownToImport['permits'][number]>(
      `select person_id, permit_no, state in ('pending-pick-up', 'in-force') as stands from permit where person_id = any($1) or permit_no = any($2)`,
      [personIds, permitNos],
    ),
    db.read<KnownToImport['stocks'][number]>('select stock_no from card where stock_no = any($1)', [cardNos]),
    db.read<KnownToImport['imported'][number]>(
      'select kind, permit_no, content_mac from permit_import where permit_no = any($1)',
      [permitNos],
    ),
    db.read<KnownToImport['dwellings'][number]>(
      `select a.division_code, a.normal_text, d.dwelling_id from unnest($1::text[], $2::text[]) as w(division_code, normal_text)
       join address a using (division_code, normal_text) join dwelling d using (address_id)`,
      columns(
        places,
        ({ divisionCode }) => divisionCode,
        ({ normalText }) => normalText,
      ),
    ),
  ])
  return { persons, homes, permits, stocks, imported, dwellings }
}

export async function recordPersons(
  tx: Tx,
  persons: readonly (SealedPerson & { readonly divisionCode: string })[],
): Promise<void> {
  await tx.write(
    `insert into person (person_id, document_kind, index_key_version, id_bidx, id_enc, mobile_enc, mobile_bidx, dek_wrapped, name, sex, ethnicity, birth_on, hukou_division, hukou_detail, division_code)
     select * from unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::date[], $13::text[], $14::text[], $15::text[])`,
    columns(
      persons,
      (one) => one.personId,
      (one) => one.documentKind,
      (one) => one.indexKeyVersion,
      (one) => one.idBidx,
      (one) => one.idEnc,
      (one) => one.mobileEnc,
      (one) => one.mobileBidx,
      (one) => one.wrappedKey,
      (one) => one.name,
      (one) => one.sex,
      (one) => one.ethnicity,
      (one) => one.birthOn,
      (one) => one.hukouDivision,
      (one) => one.hukouDetail,
      (one) => one.divisionCode,
    ),
  )
}

export async function recordDwellings(tx: Tx, dwellings: readonly NewDwelling[]): Promise<void> {
  await tx.write(
    `with place as (
       insert into address (address_id, division_code, lane, door, building, unit, room, standard_text, normal_text, status)
       select a, d, l, o, b, u, r, s, n, t from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) as p(a, d, l, o, b, u, r, s, n, t)
     )
     insert into dwelling (dwelling_id, address_id, division_code) select w, a, d from unnest($1::uuid[], $2::text[], $11::uuid[]) as p(a, d, w)`,
    columns(
      dwellings,
      (one) => one.addressId,
      (one) => one.divisionCode,
      (one) => one.lane,
      (one) => one.door,
      (one) => one.building,
      (one) => one.unit,
      (one) => one.room,
      (one) => one.standardText,
      (one) => one.normalText,
      (one) => one.status,
      (one) => one.dwellingId,
    ),
  )
}

/** A registration of the old register: one that goes on, or one that is over. */
export type ImportedStay = {
  readonly registrationId: string
  readonly personId: string
  readonly dwellingId: string
  readonly officeId: string
  readonly divisionCode: string
  readonly pack: string
  readonly since: PlainDate
  readonly registeredOn: PlainDate
  readonly endedOn: PlainDate | null
  readonly endReason: string | null
  readonly formEnc: Buffer
}

export async function recordStays(tx: Tx, stays: readonly ImportedStay[]): Promise<void> {
  await tx.write(
    `insert into registration (registration_id, version, person_id, dwelling_id, office_id, division_code, channel, state, state_since, pack, declared_on, arrived_on, registered_on,
       ended_on, end_reason, form_enc, taken_from)
     select i, 1, p, w, o, d, 'counter', case when e is null then 'active' else 'ended' end, coalesce(e, s), k, r, r, r, e, y, f, 'import'
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::date[], $8::date[], $9::date[], $10::text[], $11::bytea[]) as n(i, p, w, o, d, k, s, r, e, y, f)`,
    columns(
      stays,
      (one) => one.registrationId,
      (one) => one.personId,
      (one) => one.dwellingId,
      (one) => one.officeId,
      (one) => one.divisionCode,
      (one) => one.pack,
      (one) => one.since,
      (one) => one.registeredOn,
      (one) => one.endedOn,
      (one) => one.endReason,
      (one) => one.formEnc,
    ),
  )
}

export type ImportRow = {
  readonly importId: string
  readonly runId: string
  readonly line: number
  readonly personId: string
  readonly registrationId: string | null
  readonly dwellingId: string
  readonly divisionCode: string
  readonly kind: OldPermitKind
  readonly permitNo: string
  readonly issuedOn: PlainDate
  readonly expiresOn: PlainDate
  readonly issuedIn: string
  readonly registeredOn: PlainDate
  readonly leftOn: PlainDate | null
  readonly address: string
  readonly enteredAs: OldPermitEntry
  readonly pack: string
  readonly contentMac: Buffer
}

/** A second row of the same kind and number breaks `import_once`. */
export async function recordImports(tx: Tx, rows: readonly ImportRow[]): Promise<void> {
  await tx.write(
    `insert into permit_import (import_id, run_id, line, person_id, registration_id, division_code, kind, permit_no, issued_on, expires_on, issued_in, registered_on, left_on, address_written, entered_as, pack, content_mac)
     select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::date[], $10::date[], $11::text[], $12::date[], $13::date[], $14::text[], $15::text[], $16::text[], $17::bytea[])`,
    columns(
      rows,
      (one) => one.importId,
      (one) => one.runId,
      (one) => one.line,
      (one) => one.personId,
      (one) => one.registrationId,
      (one) => one.divisionCode,
      (one) => one.kind,
      (one) => one.permitNo,
      (one) => one.issuedOn,
      (one) => one.expiresOn,
      (one) => one.issuedIn,
      (one) => one.registeredOn,
      (one) => one.leftOn,
      (one) => one.address,
      (one) => one.enteredAs,
      (one) => one.pack,
      (one) => one.contentMac,
    ),
  )
}

export type ImportedPermit = ImportRow & { readonly permitId: string; readonly cardId: string; readonly cardNo: string }

/** Enters permits with their cards, sealed. Their holders have them in hand since they were issued. */
export async function recordPermits(tx: Tx, sealing: Sealing, permits: readonly ImportedPermit[]): Promise<void> {
  if (permits.length === 0) return
  const rows = permits.map((one) => ({
    ...UNSEALED,
    row_id: one.permitId,
    person_id: one.personId,
    import_id: one.importId,
    dwelling_id: one.dwellingId,
    division_code: one.divisionCode,
    permit_no: one.permitNo,
    state: 'in-force',
    issued_on: one.issuedOn,
    base_on: one.issuedOn,
    issued_in: one.issuedIn,
    printed_expiry_on: one.expiresOn,
    handed_over_on: one.issuedOn,
  }))
  const cards = permits.map((one) => ({
    ...UNSEALED,
    row_id: one.cardId,
    permit_id: one.permitId,
    division_code: one.divisionCode,
    stock_no: one.cardNo,
    state: 'good',
    made_on: one.issuedOn,
    made_for: 'first',
  }))
  const [ofPermits, ofCards] = [sealNewRows(tx, sealing, 'permit', rows), sealNewRows(tx, sealing, 'card', cards)]
  await Promise.all([
    tx.write(
      `insert into permit (permit_id, version, person_id, import_id, dwelling_id, division_code, permit_no, state, issued_on, base_on, issued_in, printed_expiry_on, handed_over_on, seal, seal_kid)
       select p, 1, h, i, w, d, n, 'in-force', o, o, c, e, o, s, k
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::date[], $8::text[], $9::date[], $10::bytea[], $11::text[]) as r(p, h, i, w, d, n, o, c, e, s, k)`,
      [
        ...columns(
          rows,
          (one) => one.row_id,
          (one) => one.person_id,
          (one) => one.import_id,
          (one) => one.dwelling_id,
          (one) => one.division_code,
          (one) => one.permit_no,
          (one) => one.issued_on,
          (one) => one.issued_in,
          (one) => one.printed_expiry_on,
        ),
        ofPermits.seals,
        ofPermits.kids,
      ],
    ),
    tx.write(
      `insert into card (card_id, version, permit_id, division_code, stock_no, state, made_on, made_for, seal, seal_kid)
       select c, 1, p, d, n, 'good', o, 'first', s, k from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::bytea[], $7::text[]) as r(c, p, d, n, o, s, k)`,
      [
        ...columns(
          cards,
          (one) => one.row_id,
          (one) => one.permit_id,
          (one) => one.division_code,
          (one) => one.stock_no,
          (one) => one.made_on,
        ),
        ofCards.seals,
        ofCards.kids,
      ],
    ),
    ofPermits.tell(),
    ofCards.tell(),
  ])
}

/** A row that is entered at version 1 with the seal that belongs to it. */
const UNSEALED = { version: 1, seal: null, seal_kid: null } as const

/** An endorsement (签注) that the old register tells of: made long ago, on paper. */
export type ImportedEndorsement = {
  readonly endorsementId: string
  readonly permitId: string
  readonly personId: string
  readonly officeId: string
  readonly divisionCode: string
  readonly pack: string
  readonly acceptedOn: PlainDate
}

export async function recordEndorsements(
  tx: Tx,
  sealing: Sealing,
  ones: readonly ImportedEndorsement[],
): Promise<void> {
  const rows = ones.map((one) => ({
    ...UNSEALED,
    row_id: one.endorsementId,
    permit_id: one.permitId,
    person_id: one.personId,
    office_id: one.officeId,
    division_code: one.divisionCode,
    channel: 'counter',
    pack: one.pack,
    accepted_on: one.acceptedOn,
    needs_check: false,
    completed_on: one.acceptedOn,
    written: 'paper',
    taken_from: 'import',
  }))
  if (rows.length === 0) return
  const own = sealNewRows(tx, sealing, 'endorsement', rows)
  await Promise.all([
    tx.write(
      `insert into endorsement (endorsement_id, version, permit_id, person_id, office_id, division_code, channel, pack, accepted_on, needs_check, completed_on, written, taken_from, seal, seal_kid)
       select e, 1, p, h, o, d, 'counter', b, a, false, a, 'paper', 'import', s, k
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::date[], $8::bytea[], $9::text[]) as r(e, p, h, o, d, b, a, s, k)`,
      [
        ...columns(
          rows,
          (one) => one.row_id,
          (one) => one.permit_id,
          (one) => one.person_id,
          (one) => one.office_id,
          (one) => one.division_code,
          (one) => one.pack,
          (one) => one.accepted_on,
        ),
        own.seals,
        own.kids,
      ],
    ),
    own.tell(),
  ])
}

/** Moves the counts of dwellings: whose registration goes on there, and permits in force. */
export async function recordOccupancies(
  tx: Tx,
  changes: readonly { readonly dwellingId: string; readonly occupants: number; readonly permits: number }[],
): Promise<void> {
  await tx.write(
    `update dwelling d set occupants = d.occupants + c.o, permits = d.permits + c.p
     from (select w, sum(o)::int as o, sum(p)::int as p from unnest($1::uuid[], $2::int[], $3::int[]) as n(w, o, p) group by w) c where d.dwelling_id = c.w`,
    columns(
      changes,
      (one) => one.dwellingId,
      (one) => one.occupants,
      (one) => one.permits,
    ),
  )
}

/** All lanes of a village or community (街路巷). */
export async function listAllLanes(db: Db, divisionCode: string): Promise<ReadonlySet<string>> {
  const rows = await db.read<{ name: string }>('select name from lane where division_code = $1', [divisionCode])
  return new Set(rows.map(({ name }) => name))
}

/** The permits from before 2016 of a person as they were taken over, oldest first. */
export async function listImportsOf(db: Db, personId: string) {
  return db.read<{
    import_id: string
    kind: OldPermitKind
    permit_no: string
    issued_on: PlainDate
    expires_on: PlainDate
    registered_on: PlainDate
    left_on: PlainDate | null
    address_written: string
    entered_as: OldPermitEntry
  }>(
    `select import_id, kind, permit_no, issued_on, expires_on, registered_on, left_on, address_written, entered_as from permit_import
     where person_id = $1 order by issued_on, import_id`,
    [personId],
  )
}
