import type { Decision } from '@anju/domain/kernel/decision.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { ExchangeRecord, RecordBody, RecordOf } from '@anju/exchange/record.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findApplication } from '../store/application.ts'
import { findCardCase } from '../store/card-case.ts'
import { recordCivilEvent } from '../store/civil-event.ts'
import { findRecordOutcome } from '../store/exchange.ts'
import { recordVoidStock } from '../store/void-stock.ts'
import { findPersonId, idNumberIndexes } from '../store/person.ts'
import { derivedId } from './derived-id.ts'
import { APPLICATION_STEPS, CARD_CASE_STEPS, type CaseSteps } from './exchange-step.ts'
import { joinedAct } from './joined-act.ts'

/** What became of a record of the police. `isKnown`: it had come before, and had its effect then. */
export type Applied = {
  readonly record: ExchangeRecord
  readonly caseId: string | null
  readonly code: string | null
  readonly isKnown: boolean
}

/** Applies the records of one package in order, in its transaction, each by a use case like anybody else. */
export async function applyResults(
  deps: Deps,
  act: Act,
  tx: Tx,
  records: readonly ExchangeRecord[],
): Promise<readonly Applied[]> {
  const applied: Applied[] = []
  for (const record of records) {
    const caseId = 'applicationId' in record.body ? record.body.applicationId : null
    const before = await findRecordOutcome(tx, record.id)
    const code = before === undefined ? await applyRecord(deps, act, tx, record) : before.code
    applied.push({ record, caseId, code, isKnown: before !== undefined })
  }
  return applied
}

/** Answers the code of a refusal, or null when it was applied. */
async function applyRecord(deps: Deps, act: Act, tx: Tx, record: ExchangeRecord): Promise<string | null> {
  const joined = joinedAct(act, tx)
  switch (record.kind) {
    case 'quality-result/1':
      return withCase(deps, joined, tx, record.id, record.body.applicationId, (steps) =>
        applyQuality(steps, deps, joined, record),
      )
    case 'production-result/1':
      return withCase(deps, joined, tx, record.id, record.body.applicationId, (steps) =>
        applyProduction(steps, deps, joined, record),
      )
    case 'remake-result/1':
      return withCase(deps, joined, tx, record.id, record.body.applicationId, (steps) =>
        applyRemake(steps, deps, joined, record),
      )
    case 'dispatch-list/1':
      return applyDispatch(deps, joined, tx, record)
    case 'void-list/1':
      await recordVoidStock(tx, {
        listNo: record.body.listNumber,
        voidedOn: record.body.voidedOn,
        voidedBy: nameOf(record.body.voidedBy),
        policeEvidenceSm3: record.body.evidenceSm3 ?? null,
        cards: record.body.cards.map(({ stockNumber, reason }) => ({ stockNo: stockNumber, reason })),
      })
      return null
    case 'civil-event/1':
      return applyCivilEvent(deps, tx, record)
    default:
      // The door lets only results/1 in, and the format allows no other kind in those.
      throw new Error(`No result: ${record.kind}`)
  }
}

/**
 * Runs a step of the case that ordered a card: an application, or the case of another card. A result proves that the police have the order, so a case whose receipt was overtaken is
 * acknowledged first.
 */
async function withCase(
  deps: Deps,
  act: Act,
  tx: Tx,
  recordId: string,
  caseId: string,
  step: (steps: CaseSteps) => Promise<Decision<unknown> | undefined>,
): Promise<string | null> {
  const [application, cardCase] = await Promise.all([findApplication(tx, caseId), findCardCase(tx, caseId)])
  const state = (application ?? cardCase)?.state
  if (state === undefined) return 'not-found'
  const steps = application === undefined ? CARD_CASE_STEPS : APPLICATION_STEPS
  if (state === 'exported')
    await steps.acknowledge(deps, act, { intentId: derivedId(recordId, 'acknowledge'), caseId, packageId: '' })
  try {
    const decision = await step(steps)
    return decision === undefined || decision.ok ? null : (decision.refusals[0]?.code ?? 'refused')
  } catch (error) {
    if (error instanceof RegistryError) return error.code
    throw error
  }
}

const nameOf = ({ name, badge }: RecordBody<'quality-result/1'>['checkedBy']): string => `${name} ${badge}`

/** The digest of what the officer's own key said; missing where no key signed. */
const evidenceOf = ({ evidenceSm3 }: { readonly evidenceSm3?: string }) =>
  evidenceSm3 === undefined ? {} : { policeEvidenceSm3: evidenceSm3 }

/** An accepted quality check moves nothing: the case waits for its card. */
async function applyQuality(
  steps: CaseSteps,
  deps: Deps,
  act: Act,
  { id, body }: RecordOf<'quality-result/1'>,
): Promise<Decision<unknown> | undefined> {
  if (body.result === 'accepted') return undefined
  const { applicationId: caseId, reasons, checkedOn, checkedBy } = body
  return steps.rejectQuality(deps, act, {
    intentId: id,
    caseId,
    reasons,
    checkedOn,
    checkedBy: nameOf(checkedBy),
    ...evidenceOf(body),
  })
}

function applyProduction(
  steps: CaseSteps,
  deps: Deps,
  act: Act,
  { id, body }: RecordOf<'production-result/1'>,
): Promise<Decision<unknown>> {
  const { applicationId: caseId, permitNumber, stockNumber, chipUid, issuedOn, madeOn, producedBy } = body
  return steps.produce(deps, act, {
    intentId: id,
    caseId,
    permitNo: permitNumber,
    stockNo: stockNumber,
    chipUid,
    issuedOn: parsePlainDate(issuedOn),
    madeOn: parsePlainDate(madeOn ?? issuedOn),
    producedBy: nameOf(producedBy),
    ...evidenceOf(body),
  })
}

function applyRemake(
  steps: CaseSteps,
  deps: Deps,
  act: Act,
  { id, body }: RecordOf<'remake-result/1'>,
): Promise<Decision<unknown>> {
  const { applicationId: caseId, stockNumber, chipUid, reason, remadeOn, producedBy } = body
  return steps.remake(deps, act, {
    intentId: id,
    caseId,
    stockNo: stockNumber,
    chipUid,
    reason,
    remadeOn: parsePlainDate(remadeOn),
    producedBy: nameOf(producedBy),
    ...evidenceOf(body),
  })
}

/** A list of many cards: each case takes its own step, and a refusal of one does not hold up the others. */
async function applyDispatch(
  deps: Deps,
  act: Act,
  tx: Tx,
  { id, body }: RecordOf<'dispatch-list/1'>,
): Promise<string | null> {
  const codes: string[] = []
  for (const { applicationId: caseId, stockNumber } of body.cards) {
    const command = {
      intentId: derivedId(id, caseId),
      caseId,
      batchNo: body.batchNumber,
      stockNo: stockNumber,
      dispatchedOn: parsePlainDate(body.dispatchedOn),
      dispatchedBy: nameOf(body.dispatchedBy),
      ...evidenceOf(body),
    }
    const code = await withCase(deps, act, tx, id, caseId, (steps) => steps.dispatch(deps, act, command))
    if (code !== null) codes.push(code)
  }
  return codes[0] ?? null
}

async function applyCivilEvent(deps: Deps, tx: Tx, { id, body }: RecordOf<'civil-event/1'>): Promise<string | null> {
  const personId = await findPersonId(deps.shared, idNumberIndexes(deps.crypto, body.idNumber))
  if (personId === undefined) return 'not-found'
  const { event, happenedOn, learnedOn, hukouDivision } = body
  const policeEvidenceSm3 = body.evidenceSm3 ?? null
  const told = { recordId: id, personId, event, happenedOn, learnedOn, hukouDivision, policeEvidenceSm3 }
  return (await recordCivilEvent(tx, told)) ? null : 'not-found'
}
