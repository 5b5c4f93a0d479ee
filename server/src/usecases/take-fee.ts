import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { decideCharge } from '@anju/domain/fee/decide-charge.ts'
import type { WaiverReason } from '@anju/domain/fee/standing-fee.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision, type Ground } from '@anju/domain/kernel/decision.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type CardCaseRow, lockCardCase } from '../store/card-case.ts'
import { feeEntryOf, type FeeRow, findFee, listFeesOfCase, recordFee } from '../store/fee.ts'
import { intentOf } from '../store/intent.ts'
import { findPerson } from '../store/person.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { nextNumber } from '../store/registration.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { newCaseId } from './new-case-id.ts'
import { officeFor } from './office-for.ts'

export type ChargeFee = { readonly intentId: string; readonly cardCaseId: string }
export type WaiveFee = ChargeFee & { readonly reason: WaiverReason; readonly note: string }
export type ReverseFee = { readonly intentId: string; readonly entryId: string; readonly note: string }

export type FeeOutcome = CarriedOut & {
  readonly receiptNo: string
  readonly kind: FeeRow['kind']
  readonly fen: number
  readonly waivedFen: number
}

type Settling = Pick<FeeRow, 'kind' | 'fen' | 'waived_fen' | 'law' | 'reason' | 'reverses'>

/** Takes what the tariff of the pack states for a case (收费), with a numbered receipt. Without a tariff, or where it is free, nothing can be taken. */
export function chargeFee(deps: Deps, act: Act, command: ChargeFee): Promise<Decision<FeeOutcome>> {
  return enter(deps, act, command, 'charge', async (tx, pack) => {
    const row = await caseOf(tx, command.cardCaseId)
    const charge = await chargeOf(tx, row, pack)
    if (!charge.ok) return charge
    const { fen, law } = charge.value
    return granted(
      { row, entry: { kind: 'charge', fen, waived_fen: 0, law, reason: '', reverses: null } },
      charge.grounds,
    )
  })
}

/** Does not ask for what the tariff states (减免), and says why. */
export function waiveFee(deps: Deps, act: Act, command: WaiveFee): Promise<Decision<FeeOutcome>> {
  return enter(deps, act, command, 'waiver', async (tx, pack) => {
    const row = await caseOf(tx, command.cardCaseId)
    const charge = await chargeOf(tx, row, pack)
    if (!charge.ok) return charge
    const { fen, law } = charge.value
    const { reason } = command
    return granted({ row, entry: { kind: 'waiver', fen: 0, waived_fen: fen, law, reason, reverses: null } }, [
      ground(law, 'fee.waived', { fen, reason }),
    ])
  })
}

async function chargeOf(tx: Tx, row: CardCaseRow, pack: Pack) {
  const entries = (await listFeesOfCase(tx, row.card_case_id)).map(feeEntryOf)
  return decideCharge(row.business, entries, pack, { state: row.state, madeOn: row.made_on })
}

/** Undoes an entry by another one (冲正). The first stays as it was. */
export function reverseFee(deps: Deps, act: Act, command: ReverseFee): Promise<Decision<FeeOutcome>> {
  return enter(
    deps,
    act,
    command,
    'reversal',
    async (tx, pack) => {
      const first = await findFee(tx, command.entryId)
      if (first === undefined) throw new RegistryError('not-found', 'No such entry within reach')
      const row = await caseOf(tx, first.card_case_id)
      const law = parseClauseRef(pack.workflow.duties['check-fees']?.law ?? pack.source)
      const entries = await listFeesOfCase(tx, row.card_case_id)
      const isReversed = entries.some(({ reverses }) => reverses === first.entry_id)
      const isOwn = first.kind !== 'reversal' && first.taken_by === actorIdOf(act)
      const steps = { step: 'check-fees', earlier: 'collect-fee' }
      const wrong = [
        ...(first.kind === 'reversal' ? [refusal('fee.not-reversible', law)] : []),
        ...(isReversed ? [refusal('fee.already-reversed', law)] : []),
        // Whoever took it does not check it, at whichever post.
        ...(isOwn ? [refusal('access.same-person-signed-before', law, steps)] : []),
      ]
      if (wrong.length > 0) return refused(...wrong)
      const { entry_id: reverses, fen, waived_fen: waived, receipt_no: receiptNo } = first
      const entry = {
        kind: 'reversal',
        fen: 0 - fen,
        waived_fen: 0 - waived,
        law: first.law,
        reason: 'error',
        reverses,
      } as const
      return granted({ row, entry }, [ground(law, 'fee.reversed', { receiptNo })])
    },
    (constraint) =>
      constraint === 'fee_entry_reverses_key'
        ? refused(refusal('fee.already-reversed', packInForce(deps.packs, act.city.jurisdiction, act.legalOn).source))
        : undefined,
  )
}

const DUTY_FOR = { charge: 'collect-fee', waiver: 'collect-fee', reversal: 'check-fees' } as const satisfies Record<
  FeeRow['kind'],
  Duty
>

/** Writes one entry: number, book, ledger and signature together. The counter row of office and year is held to the commit, so no number is missing. */
async function enter(
  deps: Deps,
  act: Act,
  command: { readonly intentId: string } & Readonly<Record<string, unknown>>,
  kind: FeeRow['kind'],
  decide: (tx: Tx, pack: Pack) => Promise<Decision<{ readonly row: CardCaseRow; readonly entry: Settling }>>,
  onTaken?: (constraint: string) => Decision<never> | undefined,
): Promise<Decision<FeeOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const duty = DUTY_FOR[kind]
  const authority = mayPerform(act.actor, duty, pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, `fee/${kind}`, command)
  const entryId = newCaseId(deps, act)
  const work = async (tx: Tx) => {
    const decision = await decide(tx, pack)
    if (!decision.ok) return decision
    const { row, entry } = decision.value
    const person = await findPerson(tx, row.person_id)
    if (person === undefined) throw new Error(`Case ${row.card_case_id} without its holder`)
    const office = await officeFor(deps, act, row.division_code)
    const receiptNo = await nextReceipt(tx, office, act)
    const because: readonly Ground[] = decision.grounds
    await Promise.all([
      recordFee(
        tx,
        {
          entry_id: entryId,
          office_id: office.officeId,
          receipt_no: receiptNo,
          business: row.business,
          card_case_id: row.card_case_id,
          person_id: row.person_id,
          division_code: row.division_code,
          pack: pack.id,
          taken_by: actorIdOf(act),
          taken_on: act.legalOn,
          ...entry,
        },
        act.at,
      ),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: entryId,
        pack: pack.id,
        person: { personId: row.person_id, wrappedKey: person.dek_wrapped },
        events: [
          {
            kind,
            version: 1,
            facts: { cardCaseId: row.card_case_id, receiptNo, ...entry, note: command['note'] ?? '' },
            grounds: because,
            ...(authority.value.signed ? { signedStep: duty } : {}),
          },
        ],
        effects: [],
      }),
    ])
    return granted({ subjectId: entryId, version: 1 }, because)
  }
  const done = await carryOut(deps, act, intent, work, onTaken)
  return done.ok ? granted({ ...done.value, ...(await standingOf(act, done.value.subjectId)) }, done.grounds) : done
}

/** F, the office, the year and a serial: one counter an office and year, so an auditor sees at once what is missing. */
async function nextReceipt(
  tx: Tx,
  office: { readonly officeId: string; readonly code: string },
  act: Act,
): Promise<string> {
  const year = act.legalOn.slice(0, 4)
  const serial = await nextNumber(tx, office.officeId, 'fee', parsePlainDate(`${year}-01-01`))
  return `F${office.code}${year}${String(serial).padStart(6, '0')}`
}

async function caseOf(tx: Tx, cardCaseId: string): Promise<CardCaseRow> {
  const row = await lockCardCase(tx, cardCaseId)
  if (row === undefined) throw new RegistryError('not-found', 'No such case within reach')
  return row
}

async function standingOf(act: Act, entryId: string) {
  const row = await act.city.pool.look(act.scope, (db) => findFee(db, entryId))
  if (row === undefined) throw new RegistryError('not-found', 'No such entry within reach')
  return { receiptNo: row.receipt_no, kind: row.kind, fen: row.fen, waivedFen: row.waived_fen }
}
