import { granted, type Ground, refusal, refused, type Refusal } from '@anju/domain/kernel/decision.ts'
import { addDays, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { decideOldPermit, type OldPermitEntry } from '@anju/domain/transfer/decide-old-permit.ts'
import { OPEN_REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../../deps.ts'
import {
  claimPersonIds,
  type ImportedEndorsement,
  type ImportedPermit,
  type ImportedStay,
  type ImportRow,
  isTakenMeanwhile,
  type KnownToImport,
  lineContent,
  loadKnown,
  recordDwellings,
  recordEndorsements,
  recordImports,
  recordOccupancies,
  recordPermits,
  recordPersons,
  recordStays,
  takeImportTurn,
} from '../../store/permit-import.ts'
import { findPersonId, idNumberIndexes, type SealedPerson, sealPerson } from '../../store/person.ts'
import type { NewDwelling } from '../../store/place.ts'
import { recordTakenOver, type TakenOver } from '../../store/record-event.ts'
import { sealForm } from '../../store/registration.ts'
import type { OldPermitLine } from './parse-old-permit.ts'
import { type Divisions, placeOldAddress } from './place-old-address.ts'

const LAW = 'CN-663:23'
/** Tries of one batch: clerks write meanwhile, and whoever comes second looks again. */
const TRIES_MAX = 6

/** What became of a line. */
export type ImportedLine =
  | { readonly line: number; readonly as: OldPermitEntry | 'known' }
  | { readonly line: number; readonly as: 'rejected'; readonly refusals: readonly Refusal[] }

export type ImportBatch = {
  readonly runId: string
  /** Each number, and each person, at most once. */
  readonly lines: readonly OldPermitLine[]
  readonly divisions: Divisions
  /** Looks at everything and writes nothing. */
  readonly isDryRun: boolean
}

/**
 * Takes over a batch of permits from before 2016 (旧证导入) in one transaction: persons found by their ID number or entered, dwellings matched or entered as written, the residence of the old register,
 * the permit with its printed last day, and an event for each in the ledger. A line that came before is known and not entered again; every other reason against a line is told at once.
 */
export async function importOldPermits(deps: Deps, act: Act, batch: ImportBatch): Promise<readonly ImportedLine[]> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const checked = await Promise.all(batch.lines.map(async (old) => checkLine(deps, act, old, batch.divisions, pack)))
  const fit = checked.flatMap((each) => ('fit' in each ? [each.fit] : []))
  const ids = await personIdsOf(deps, fit, batch.isDryRun)
  const wanted = fit.map((each, at) => ({ ...each, personId: ids[at] ?? deps.newId() }))
  const entered = await inTurn(deps, act, batch, wanted, pack)
  return checked.map((each, at) =>
    'fit' in each
      ? (entered.get(each.fit.old.line) ?? { line: each.fit.old.line, as: 'known' })
      : { line: batch.lines[at]?.line ?? 0, as: 'rejected', refusals: each.refusals },
  )
}

/** The one id of each holder over all cities: claimed, or only looked for. */
async function personIdsOf(
  deps: Deps,
  fit: readonly Fit[],
  isDryRun: boolean,
): Promise<readonly (string | undefined)[]> {
  const wanted = fit.map(({ old }) => ({ indexes: idNumberIndexes(deps.crypto, old.idNumber), newId: deps.newId() }))
  if (isDryRun) return Promise.all(wanted.map(({ indexes }) => findPersonId(deps.shared, indexes)))
  return wanted.length === 0 ? [] : claimPersonIds(deps.shared, wanted)
}

type Fit = {
  readonly old: OldPermitLine
  readonly entry: OldPermitEntry
  readonly grounds: readonly Ground[]
  readonly dwelling: NewDwelling
  readonly officeId: string
  /** What the line says, for its keyed hash. */
  readonly content: Uint8Array
}
type Wanted = Fit & { readonly personId: string }

async function checkLine(
  deps: Deps,
  act: Act,
  old: OldPermitLine,
  divisions: Divisions,
  pack: Pack,
): Promise<{ readonly fit: Fit } | { readonly refusals: readonly Refusal[] }> {
  const division = await divisions(old.divisionCode)
  const decision = decideOldPermit(old, act.legalOn, pack)
  const outside =
    division === undefined
      ? [refusal('import.foreign-division', LAW, { column: '村居区划', divisionCode: old.divisionCode })]
      : []
  const days = old.endorsedOn.filter((day) => day < old.issuedOn || day > act.legalOn)
  const early = days.map((day) => refusal('import.field-malformed', LAW, { column: '签注日期', value: day }))
  if (division === undefined || !decision.ok || early.length > 0)
    return { refusals: [...outside, ...early, ...(decision.ok ? [] : decision.refusals)] }
  const { line: _line, ...content } = old
  return {
    fit: {
      old,
      entry: decision.value,
      grounds: decision.grounds,
      dwelling: placeOldAddress(deps, old, division, pack.form.address.law),
      officeId: division.officeId,
      content: lineContent({ ...content, mobile: content.mobile ?? '', leftOn: content.leftOn ?? '' }),
    },
  }
}

/** The batch in one transaction, again from the start when somebody else wrote one of its rows meanwhile. */
async function inTurn(deps: Deps, act: Act, batch: ImportBatch, wanted: readonly Wanted[], pack: Pack) {
  if (wanted.length === 0) return new Map<number, ImportedLine>()
  for (let tried = 1; ; tried += 1) {
    try {
      const done = batch.isDryRun
        ? await act.city.pool.look(act.scope, async (db) => (await sortOut(deps.crypto, db, wanted)).told)
        : await act.city.pool.transact(act.scope, async (tx) => {
            await takeImportTurn(tx)
            const { told, fresh, known } = await sortOut(deps.crypto, tx, wanted)
            if (fresh.length > 0) await enter(deps, act, tx, batch.runId, fresh, known, pack)
            deps.failpoint('before-imported')
            return told
          })
      deps.failpoint('mid-importing')
      return done
    } catch (error) {
      if (!isTakenMeanwhile(error) || tried === TRIES_MAX) throw error
    }
  }
}

/** What is there already, what stands in the way, and what is left to enter. */
async function sortOut(crypto: Deps['crypto'], db: Pick<Tx, 'read' | 'scope'>, wanted: readonly Wanted[]) {
  const known = await loadKnown(db, {
    personIds: wanted.map(({ personId }) => personId),
    openStates: OPEN_REGISTRATION_STATES,
    permitNos: wanted.map(({ old }) => old.permitNo),
    cardNos: wanted.map(({ old }) => old.cardNo),
    places: wanted.map(({ dwelling }) => dwelling),
  })
  const told = new Map<number, ImportedLine>()
  const fresh: Wanted[] = []
  for (const each of wanted) {
    const { line, kind, permitNo } = each.old
    const before = known.imported.find((row) => row.kind === kind && row.permit_no === permitNo)
    if (before !== undefined && crypto.verifyMac('ledger', each.content, before.content_mac))
      told.set(line, { line, as: 'known' })
    else {
      const decision = decideAgainst(each, known, before !== undefined)
      if (decision.ok) fresh.push(each)
      told.set(line, decision.ok ? { line, as: each.entry } : { line, as: 'rejected', refusals: decision.refusals })
    }
  }
  return { told, fresh, known }
}

function decideAgainst({ old, entry, personId }: Wanted, known: KnownToImport, isTaken: boolean) {
  const person = known.persons.find(({ person_id: id }) => id === personId)
  const held = known.permits.find((row) => row.person_id === personId && row.stands)
  const isNumber = known.permits.some((row) => row.permit_no === old.permitNo)
  const isCard = known.stocks.some((row) => row.stock_no === old.cardNo)
  const refusals = [
    ...(isTaken || isNumber || (entry === 'permit' && isCard)
      ? [refusal('import.number-of-another', LAW, { permitNo: isCard && !isNumber ? old.cardNo : old.permitNo })]
      : []),
    ...(person === undefined || person.name === old.name
      ? []
      : [refusal('import.person-differs', LAW, { column: '姓名' })]),
    ...(entry === 'permit' && held !== undefined
      ? [refusal('import.holds-permit', LAW, { permitNo: held.permit_no })]
      : []),
  ]
  return refusals.length > 0 ? refused(...refusals) : granted(undefined, [])
}

async function enter(
  deps: Deps,
  act: Act,
  tx: Tx,
  runId: string,
  fresh: readonly Wanted[],
  known: KnownToImport,
  pack: Pack,
): Promise<void> {
  const dwellings = new Map(known.dwellings.map((row) => [`${row.division_code} ${row.normal_text}`, row.dwelling_id]))
  const newDwellings: NewDwelling[] = []
  const newPersons: (SealedPerson & { readonly divisionCode: string })[] = []
  const rows = fresh.map((each) => {
    const { old, personId, dwelling } = each
    const key = `${dwelling.divisionCode} ${dwelling.normalText}`
    if (!dwellings.has(key)) {
      dwellings.set(key, dwelling.dwellingId)
      newDwellings.push(dwelling)
    }
    const person = known.persons.find(({ person_id: id }) => id === personId)
    const wrappedKey = person?.dek_wrapped ?? deps.crypto.newPersonKey(personId)
    if (person === undefined)
      newPersons.push({
        ...sealPerson(deps.crypto, personId, { ...old, documentKind: '111' }, wrappedKey),
        divisionCode: old.divisionCode,
      })
    const home = known.homes.find(({ person_id: id }) => id === personId)
    return rowOf(deps, act, runId, each, dwellings.get(key) ?? dwelling.dwellingId, wrappedKey, home, pack)
  })
  const stays = rows.flatMap(({ stay }) => stay ?? [])
  const permits = rows.flatMap(({ permit }) => permit ?? [])
  const endorsements = rows.flatMap((each) => each.endorsements)
  const sealing = { crypto: deps.crypto, act }
  // They leave one after the other in this order, and the database is at the first while the last are being sealed.
  await Promise.all([
    ...(newPersons.length > 0 ? [recordPersons(tx, newPersons)] : []),
    ...(newDwellings.length > 0 ? [recordDwellings(tx, newDwellings)] : []),
    ...(stays.length > 0 ? [recordStays(tx, stays)] : []),
    recordImports(
      tx,
      rows.map(({ row }) => row),
    ),
    recordPermits(tx, sealing, permits),
    recordEndorsements(tx, sealing, endorsements),
    recordOccupancies(
      tx,
      rows.map(({ row, stay, permit }) => ({
        dwellingId: row.dwellingId,
        occupants: stay?.endedOn === null ? 1 : 0,
        permits: permit === undefined ? 0 : 1,
      })),
    ),
    recordTakenOver(tx, deps.crypto, { act, pack: pack.id }, rows.flatMap(eventsOf)),
  ])
}

type LineRows = {
  readonly each: Wanted
  readonly wrappedKey: Buffer
  readonly row: ImportRow
  readonly stay: ImportedStay | undefined
  readonly permit: ImportedPermit | undefined
  readonly endorsements: readonly ImportedEndorsement[]
}

function rowOf(
  deps: Deps,
  act: Act,
  runId: string,
  each: Wanted,
  dwellingId: string,
  wrappedKey: Buffer,
  home: KnownToImport['homes'][number] | undefined,
  pack: Pack,
): LineRows {
  const { old, personId, entry, officeId } = each
  const { divisionCode, registeredOn } = old
  const lasted = stayOf(old, entry, home)
  const registrationId = lasted === undefined ? null : deps.newId()
  const row: ImportRow = {
    ...old,
    importId: deps.newId(),
    runId,
    personId,
    registrationId,
    dwellingId,
    leftOn: old.leftOn ?? null,
    enteredAs: entry,
    pack: pack.id,
    contentMac: deps.crypto.mac('ledger', each.content),
  }
  const form = { arrivedOn: registeredOn, remark: old.address, takenOver: true }
  const stay =
    lasted === undefined || registrationId === null
      ? undefined
      : {
          registrationId,
          personId,
          dwellingId,
          officeId,
          divisionCode,
          pack: pack.id,
          since: act.legalOn,
          registeredOn,
          ...lasted,
          formEnc: sealForm(deps.crypto, registrationId, personId, form, wrappedKey),
        }
  const permit =
    entry === 'permit' ? { ...row, permitId: deps.newId(), cardId: deps.newId(), cardNo: old.cardNo } : undefined
  const endorsements =
    permit === undefined
      ? []
      : old.endorsedOn.map((acceptedOn) => ({
          endorsementId: deps.newId(),
          permitId: permit.permitId,
          personId,
          officeId,
          divisionCode,
          pack: pack.id,
          acceptedOn,
        }))
  return { each, wrappedKey, row, stay, permit, endorsements }
}

/**
 * The residence that a line brings. One that the old register ended stays ended; a temporary permit's time ends with it; one that goes on where the registry has another registration since
 * lasted until that one; else it goes on here. Undefined where the registry has had the person since before.
 */
function stayOf(
  { registeredOn, leftOn, expiresOn }: OldPermitLine,
  entry: OldPermitEntry,
  home: KnownToImport['homes'][number] | undefined,
): Pick<ImportedStay, 'endedOn' | 'endReason'> | undefined {
  const since = home?.registered_on ?? undefined
  if (since !== undefined && since <= registeredOn) return undefined
  const until: PlainDate | undefined = leftOn ?? (entry === 'time' ? addDays(expiresOn, 1) : since)
  if (until === undefined) return home === undefined ? { endedOn: null, endReason: null } : undefined
  const endedOn = since !== undefined && since < until ? since : until
  return { endedOn, endReason: leftOn !== undefined && endedOn === leftOn ? 'departed' : 'moved' }
}

/** The events of a line: the permit or the time that it brought, the residence, the endorsements. */
function eventsOf({ each, wrappedKey, row, stay, permit, endorsements }: LineRows): readonly TakenOver[] {
  const { old, grounds } = each
  const { line: _line, ...facts } = old
  const { registrationId, importId, personId } = row
  const event = (
    streamId: string,
    kind: 'import-permit' | 'take-over-stay' | 'take-over-endorsement',
    about: Readonly<Record<string, unknown>>,
  ): TakenOver => ({ streamId, person: { personId, wrappedKey }, event: { kind, facts: about, grounds } })
  return [
    event(importId, 'import-permit', { ...facts, enteredAs: row.enteredAs, registrationId }),
    ...(stay === undefined
      ? []
      : [
          event(stay.registrationId, 'take-over-stay', {
            registeredOn: stay.registeredOn,
            endedOn: stay.endedOn,
            importId,
            to: stay.endedOn === null ? 'active' : 'ended',
          }),
        ]),
    ...endorsements.map(({ endorsementId, acceptedOn }) =>
      event(endorsementId, 'take-over-endorsement', { permitId: permit?.permitId, acceptedOn, importId }),
    ),
  ]
}
