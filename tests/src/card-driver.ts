import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { acceptApplication } from '@anju/server/usecases/accept-application.ts'
import { applyForPermit } from '@anju/server/usecases/apply-for-permit.ts'
import { approveApplication } from '@anju/server/usecases/approve-application.ts'
import type { Agent } from '@anju/server/store/application.ts'
import { decidePermitEnding, endPermit, type EndPermit } from '@anju/server/usecases/end-permit.ts'
import { giveMandate, type GiveMandate } from '@anju/server/usecases/give-mandate.ts'
import { handOver } from '@anju/server/usecases/hand-over.ts'
import { keepBlob } from '@anju/server/usecases/keep-blob.ts'
import { notifyReady } from '@anju/server/usecases/notify-ready.ts'
import { type CardCaseOutcome, openCardCase, type OpenCardCase } from '@anju/server/usecases/open-card-case.ts'
import { producePermit } from '@anju/server/usecases/produce-permit.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { remakeCardOfCase } from '@anju/server/usecases/remake-card-of-case.ts'
import { recordCardFound, reportCardLost } from '@anju/server/usecases/report-card-lost.ts'
import {
  approveCardCase,
  type HandOverCard,
  handOverCardOfCase,
  produceCardOfCase,
  refuseCardCase,
} from '@anju/server/usecases/step-card-case.ts'
import { LAW_FOLDER, loadPacksOf } from '@anju/server/law/load-packs.ts'
import { declarationOf } from './declaration-of.ts'
import { applicationOf, held, newApplicant, paper, PHOTO_BASE64, PHOTO_ID, step } from './permit-driver.ts'
import type { TestRegistry } from './test-registry.ts'

/** A permit of Linhe in somebody's hand. */
export type HeldInLinhe = {
  readonly permitId: string
  readonly personId: string
  readonly registrationId: string
  readonly idNumber: string
  readonly stockNo: string
}

/** What a decision about a card granted. @throws when it refused, with the reasons. */
export function grantedCard<T>(decision: Decision<T>): T {
  assert.ok(decision.ok, JSON.stringify(decision))
  return decision.value
}

export function cardCaseOf(permitId: string, change: Partial<OpenCardCase> = {}): OpenCardCase {
  return {
    intentId: randomUUID(),
    permitId,
    reason: { kind: 'lost' },
    materials: [paper('identity-document'), paper('residence-permit')],
    inPerson: true,
    agent: null,
    particulars: [],
    note: '乘公交车时遗失',
    ...change,
  }
}

const [LINHE] = loadPacksOf(join(LAW_FOLDER, 'packs', 'linhe'))
if (LINHE === undefined) throw new Error('Linhe has no pack')
const COST = { value: 2000, law: 'CN-663:21', gist: 'The cost of a card, for tests.' } as const

/** A later pack of Linhe, for tests: 20 yuan a card, a second official passes every case, and a chip photo is ten years old at most. */
export const LINHE_2018: Pack = {
  ...LINHE,
  id: 'linhe/2018-06-01',
  inForceFrom: parsePlainDate('2018-06-01'),
  fees: { ...LINHE.fees, replacement: COST, reissue: COST },
  replacement: { ...LINHE.replacement, reviewed: { ...LINHE.replacement.reviewed, value: true } },
  photo: { ...LINHE.photo, chipMaxAgeYears: { ...LINHE.photo.chipMaxAgeYears, value: 10 } },
}

let stock = 0

/** Leads cards of Linhe, where the hall makes them itself, with the use cases themselves. */
export function driveCards(registry: TestRegistry) {
  const { deps } = registry
  const at = (member: CastOfficial, on: string) => registry.act(member, on, 'city')
  const next = () => {
    stock += 1
    return `LH${String(stock).padStart(8, '0')}`
  }
  const of = (theCase: CardCaseOutcome) => ({
    intentId: randomUUID(),
    cardCaseId: theCase.subjectId,
    expectedVersion: theCase.version,
  })
  return {
    at,
    /** Registered on 2017-05-02, issued on 2017-11-15, handed over two days later. */
    async issued(): Promise<HeldInLinhe> {
      const person = newApplicant('linhe')
      const clerk = (on: string) => at(OFFICIALS.hallClerk, on)
      const registered = await registerResidence(deps, at(OFFICIALS.registrar, '2017-05-02'), {
        intentId: randomUUID(),
        ...declarationOf(person, DWELLINGS.linheFlat.dwellingId, '2017-05-02'),
      })
      const { subjectId: registrationId, personId } = grantedCard(registered)
      await keepBlob(deps, clerk('2017-11-06'), {
        blobId: PHOTO_ID,
        mime: 'image/png',
        image: Buffer.from(PHOTO_BASE64, 'base64'),
      })
      const command = applicationOf(
        { registrationId, person },
        { materials: [paper('identity-document'), paper('lease')] },
      )
      const asked = held(await applyForPermit(deps, clerk('2017-11-06'), command))
      const accepted = held(await acceptApplication(deps, clerk('2017-11-06'), step(asked)))
      const approved = held(
        await approveApplication(deps, at(OFFICIALS.hallReviewer, '2017-11-10'), {
          ...step(accepted),
          occupancyReason: '',
        }),
      )
      const stockNo = next()
      const made = held(
        await producePermit(deps, at(OFFICIALS.hallMaker, '2017-11-15'), { ...step(approved), stockNo }),
      )
      const told = held(await notifyReady(deps, clerk('2017-11-15'), step(made)))
      held(
        await handOver(deps, clerk('2017-11-17'), {
          ...step(told),
          recipient: 'applicant',
          recipientIdNumber: person.idNumber,
          recipientPortrait: null,
        }),
      )
      const rows = await registry.asOwner('select permit_id from linhe.permit where application_id = $1', [
        told.applicationId,
      ])
      return { permitId: String(rows[0]?.['permit_id']), personId, registrationId, idNumber: person.idNumber, stockNo }
    },
    open: (permitId: string, on: string, change: Partial<OpenCardCase> = {}, member = OFFICIALS.hallClerk) =>
      openCardCase(deps, at(member, on), cardCaseOf(permitId, change)),
    approve: (theCase: CardCaseOutcome, on: string, member = OFFICIALS.hallReviewer) =>
      approveCardCase(deps, at(member, on), of(theCase)),
    refuse: (theCase: CardCaseOutcome, on: string) =>
      refuseCardCase(deps, at(OFFICIALS.hallReviewer, on), { ...of(theCase), note: '卡面完好，登载内容无误' }),
    produce: (theCase: CardCaseOutcome, on: string, stockNo = next()) =>
      produceCardOfCase(deps, at(OFFICIALS.hallMaker, on), { ...of(theCase), stockNo }),
    remake: (theCase: CardCaseOutcome, on: string, stockNo = next(), member = OFFICIALS.hallMaker) =>
      remakeCardOfCase(deps, at(member, on), { ...of(theCase), stockNo, note: '打印错位' }),
    /** A mandate that is active: given to whoever stands at the window by a person who was seen. */
    async mandate(personId: string, agent: Agent, on: string, scopes: GiveMandate['scopes']): Promise<string> {
      const given = await giveMandate(deps, at(OFFICIALS.hallClerk, on), {
        intentId: randomUUID(),
        personId,
        agent,
        agentSeen: true,
        scopes,
        way: 'face-to-face',
        lastOn: null,
        portrait: randomUUID(),
      })
      return grantedCard(given).subjectId
    },
    handOver: (theCase: CardCaseOutcome, on: string, recipientIdNumber: string, change: Partial<HandOverCard> = {}) =>
      handOverCardOfCase(deps, at(OFFICIALS.hallClerk, on), {
        ...of(theCase),
        recipient: 'applicant',
        recipientIdNumber,
        oldCard: theCase.business === 'reissue' ? null : 'handed-in',
        note: '',
        ...change,
      }),
    lose: (permitId: string, on: string) =>
      reportCardLost(deps, at(OFFICIALS.hallClerk, on), { intentId: randomUUID(), permitId, note: '市场内遗失' }),
    find: (permitId: string, stockNo: string, on: string) =>
      recordCardFound(deps, at(OFFICIALS.hallClerk, on), {
        intentId: randomUUID(),
        permitId,
        stockNo,
        note: '邻居拾得',
      }),
    end: (permitId: string, on: string, change: Partial<EndPermit> = {}) =>
      endPermit(deps, at(OFFICIALS.hallClerk, on), {
        intentId: randomUUID(),
        permitId,
        event: 'local-hukou',
        happenedOn: parsePlainDate(on),
        note: '户口已迁入',
        document: '户口迁入通知',
        cardTaken: true,
        ...change,
      }),
    decideEnding: (
      ending: { readonly subjectId: string; readonly version: number },
      on: string,
      confirm = true,
      member: CastOfficial = OFFICIALS.hallReviewer,
    ) =>
      decidePermitEnding(deps, at(member, on), {
        intentId: randomUUID(),
        endingId: ending.subjectId,
        expectedVersion: ending.version,
        confirm,
        note: '已核对原始材料',
      }),
    cards: (permitId: string) =>
      registry.asOwner(
        `select stock_no, state, made_for, void_reason, voided_on::text, found_on::text from linhe.card where permit_id = $1 order by made_on, stock_no`,
        [permitId],
      ),
  }
}
