import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS, type CastCity } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import type { ApplicationEvent, ApplicationState } from '@anju/domain/application/application-machine.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { acknowledgeApplication, exportApplication } from '@anju/server/usecases/export-application.ts'
import { lapseUncollected } from '@anju/server/usecases/lapse-uncollected.ts'
import { recordDispatch } from '@anju/server/usecases/record-dispatch.ts'
import { recordProduction } from '@anju/server/usecases/record-production.ts'
import { rejectQuality } from '@anju/server/usecases/reject-quality.ts'
import { recordRemake } from '@anju/server/usecases/remake-card.ts'
import { declarationOf } from './declaration-of.ts'
import { later } from './registration-driver.ts'
import { newApplicant, paper, PHOTO_BASE64, PHOTO_ID } from './permit-driver.ts'
import { valueOf, type RegistryHouse } from './registry-house.ts'

/** An application as the driver holds it. `fails`: the codes of a no, whoever gave it. */
export type DrivenCase = {
  readonly applicationId: string
  readonly version: number
  readonly state: ApplicationState
  readonly idNumber: string
  readonly stockNo: string
  readonly missing: readonly string[]
}
export type Driven =
  | { readonly ok: true; readonly state: ApplicationState; readonly version: number }
  | { readonly ok: false; readonly codes: readonly string[] }

/** The cast of one city over HTTP; the police and the sweeps, which have no route, by their use cases. */
type Hands = {
  readonly city: CastCity
  readonly clerk: ApiClient
  readonly registrar: ApiClient
  readonly visitor: ApiClient | undefined
  readonly reviewer: ApiClient
  readonly maker: ApiClient | undefined
}

const PAPERS: Record<CastCity, readonly string[]> = {
  foshan: ['identity-document', 'lease', 'rental-filing-certificate'],
  linhe: ['identity-document', 'lease'],
}
/** How much of the checklist is on the table. */
export type Papers = 'complete' | 'one-missing' | 'two-missing'
const ABSENT: Record<Papers, number> = { complete: 0, 'one-missing': 1, 'two-missing': 2 }
/** What a notice names then; of complete papers, one that turns out not to serve. */
const ITEMS: Record<CastCity, Record<Papers, readonly string[]>> = {
  foshan: {
    complete: ['rental-filing-certificate'],
    'one-missing': ['rental-filing-certificate'],
    'two-missing': ['proof-of-dwelling'],
  },
  linhe: { complete: ['lease'], 'one-missing': ['proof-of-dwelling'], 'two-missing': ['proof-of-dwelling'] },
}
let stock = 0

/** Sends any event of annex 3 to an application, on the legal day `today`. */
export async function driveApplicationEvents(house: RegistryHouse, city: CastCity, today: string) {
  const on = parsePlainDate(today)
  const hands: Hands =
    city === 'foshan'
      ? {
          city,
          clerk: await house.signIn(OFFICIALS.clerk),
          registrar: await house.signIn(OFFICIALS.clerk),
          visitor: await house.signIn(OFFICIALS.coordinator),
          reviewer: await house.signIn(OFFICIALS.stationHead),
          maker: undefined,
        }
      : {
          city,
          clerk: await house.signIn(OFFICIALS.hallClerk),
          registrar: await house.signIn(OFFICIALS.registrar),
          visitor: undefined,
          reviewer: await house.signIn(OFFICIALS.hallReviewer),
          maker: await house.signIn(OFFICIALS.hallMaker),
        }
  const { registry } = house
  const police = () => registry.systemAct(city, today)
  const params = (held: DrivenCase) => ({ city, applicationId: held.applicationId })
  const step = (held: DrivenCase) => ({ intentId: randomUUID(), expectedVersion: held.version })
  const system = (held: DrivenCase) => ({ intentId: randomUUID(), applicationId: held.applicationId })
  const nobody = hands.reviewer

  const made = () => {
    stock += 1
    return {
      permitNo: `${city}-${today}-${stock}`,
      stockNo: `T${String(stock).padStart(8, '0')}`,
      chipUid: null,
      issuedOn: on,
    }
  }
  const senders: Record<ApplicationEvent, ((held: DrivenCase) => Promise<Sent>) | undefined> = {
    // It begins a case; on one that exists it has no address.
    apply: undefined,
    accept: (held) => hands.clerk.call('acceptApplication', { params: params(held), body: step(held) }),
    'return-incomplete': (held) =>
      (held.state === 'submitted' ? hands.clerk : hands.reviewer).call('giveDeficiencyNotice', {
        params: params(held),
        body: {
          ...step(held),
          items: [...held.missing],
          supervisorReason: held.state === 'submitted' ? '' : '站长核准',
        },
      }),
    supplement: (held) =>
      hands.clerk.call('supplementApplication', {
        params: params(held),
        body: { ...step(held), materials: [paper(PAPERS[city].at(-1) ?? '')] },
      }),
    'verify-true': (held) => verify(held, 'true'),
    'verify-false': (held) => verify(held, 'untrue'),
    'verify-missed': (held) => verify(held, 'missed'),
    approve: (held) =>
      hands.reviewer.call('approveApplication', {
        params: params(held),
        body: { ...step(held), occupancyReason: '已核实家庭同住' },
      }),
    refuse: (held) =>
      hands.reviewer.call('refuseApplication', {
        params: params(held),
        body: { ...step(held), reasons: [{ code: 'condition-not-met', note: '核实后不符合条件' }] },
      }),
    'return-documents': async (held) => {
      const { materials } = valueOf(await hands.clerk.call('getApplication', { params: params(held) }))
      const kept = materials.filter(({ returnedOn }) => returnedOn === null).map(({ materialId }) => materialId)
      return hands.clerk.call('returnDocuments', {
        params: params(held),
        body: { ...step(held), materialIds: kept.length > 0 ? kept : [randomUUID()], receivedBy: '本人' },
      })
    },
    export: (held) => exportApplication(registry.deps, police(), { ...system(held), packageId: randomUUID() }),
    acknowledge: (held) =>
      acknowledgeApplication(registry.deps, police(), { ...system(held), packageId: randomUUID() }),
    'reject-quality': (held) =>
      rejectQuality(registry.deps, police(), {
        ...system(held),
        reasons: [{ code: 'photo', text: '相片模糊' }],
        checkedOn: today,
        checkedBy: '制证员',
      }),
    correct: (held) =>
      hands.clerk.call('correctApplication', { params: params(held), body: { ...step(held), note: '已重新核对' } }),
    produce: (held) =>
      city === 'linhe'
        ? (hands.maker ?? nobody).call('producePermit', {
            params: params(held),
            body: { ...step(held), stockNo: made().stockNo },
          })
        : recordProduction(registry.deps, police(), { ...system(held), ...made(), producedBy: '制证员' }),
    remake: (held) =>
      city === 'linhe'
        ? (hands.maker ?? nobody).call('remakeCard', {
            params: params(held),
            body: { ...step(held), stockNo: made().stockNo, reason: '写卡失败' },
          })
        : recordRemake(registry.deps, police(), {
            ...system(held),
            stockNo: made().stockNo,
            chipUid: null,
            remadeOn: today,
            producedBy: '制证员',
            reason: 'personalisation-error',
          }),
    dispatch: (held) =>
      recordDispatch(registry.deps, police(), {
        ...system(held),
        batchNo: 'B1',
        stockNo: held.stockNo,
        dispatchedOn: on,
        dispatchedBy: '分发员',
      }),
    receive: (held) =>
      hands.clerk.call('receiveCard', {
        params: params(held),
        body: { ...step(held), stockNo: held.stockNo === '' ? 'T00000000' : held.stockNo },
      }),
    'report-loss': (held) =>
      hands.clerk.call('reportLoss', { params: params(held), body: { ...step(held), note: '清单有，实物无' } }),
    notify: (held) => hands.clerk.call('notifyReady', { params: params(held), body: step(held) }),
    'hand-over': (held) =>
      hands.clerk.call('handOver', {
        params: params(held),
        body: {
          ...step(held),
          recipient: 'applicant',
          recipientIdNumber: held.idNumber,
          recipientPortrait: randomUUID(),
        },
      }),
    'lapse-uncollected': (held) =>
      lapseUncollected(registry.deps, registry.systemAct(city, later(today, 120)), { ...system(held) }),
    withdraw: (held) =>
      hands.clerk.call('withdrawApplication', { params: params(held), body: { ...step(held), reason: '另有安排' } }),
    stop: (held) =>
      hands.reviewer.call('stopApplication', {
        params: params(held),
        body: { ...step(held), reason: 'hukou-converted', document: '公函2016-2' },
      }),
  }
  const verify = (held: DrivenCase, outcome: 'true' | 'untrue' | 'missed') =>
    (hands.visitor ?? nobody).call('verifyApplication', {
      params: params(held),
      body: {
        ...step(held),
        visit: {
          outcome,
          visitedOn: on,
          identitySeen: outcome === 'true',
          areaM2: 60,
          untrueReason: outcome === 'untrue' ? 'other-person' : null,
          note: outcome === 'untrue' ? '房内另有他人居住' : '',
        },
      },
    })

  const reread = async (held: Pick<DrivenCase, 'applicationId' | 'idNumber' | 'missing'>): Promise<DrivenCase> => {
    const { applicationId, version, state, permit } = valueOf(
      await hands.clerk.call('getApplication', { params: { city, applicationId: held.applicationId } }),
    )
    return {
      applicationId,
      version,
      state,
      idNumber: held.idNumber,
      stockNo: permit?.stockNo ?? '',
      missing: held.missing,
    }
  }
  /** Applies for somebody who registered half a year before, with the given papers. */
  const apply = async (kinds: readonly string[], missing: readonly string[]): Promise<DrivenCase> => {
    const person = newApplicant(city)
    const registeredOn = city === 'foshan' ? '2016-01-05' : '2017-05-02'
    await house.setDay(registeredOn)
    const dwelling = city === 'foshan' ? DWELLINGS.dormitory : DWELLINGS.linheFlat
    const { registrationId } = valueOf(
      await hands.registrar.call('registerResidence', {
        params: { city },
        body: { intentId: randomUUID(), ...declarationOf(person, dwelling.dwellingId, registeredOn) },
      }),
    )
    await house.setDay(today)
    // The police make the card from an image; the same one again is the same image.
    valueOf(
      await hands.clerk.call('keepBlob', {
        params: { city, blobId: PHOTO_ID },
        body: { mime: 'image/png', base64: PHOTO_BASE64 },
      }),
    )
    const { applicationId } = valueOf(
      await hands.clerk.call('applyForPermit', {
        params: { city },
        body: {
          intentId: randomUUID(),
          registrationId,
          condition: 'dwelling',
          materials: kinds.map(paper),
          inPerson: true,
          photo: { source: 'live', blobId: PHOTO_ID },
          applicantPortrait: randomUUID(),
        },
      }),
    )
    return reread({ applicationId, idNumber: person.idNumber, missing })
  }
  const send = async (event: ApplicationEvent, held: DrivenCase): Promise<Driven | undefined> => {
    const sent = await senders[event]?.(held)
    if (sent === undefined) return undefined
    if (sent.ok) return { ok: true, state: sent.value.state, version: sent.value.version }
    if ('refusals' in sent) return { ok: false, codes: sent.refusals.map(({ code }) => code) }
    if (sent.unreachable) throw new Error(`${event}: no answer`)
    return {
      ok: false,
      codes: sent.problem.refusals?.map(({ code }) => code) ?? [sent.problem.code ?? sent.problem.type],
    }
  }
  return {
    /** A fresh case, led from the application through the given events. */
    async make(kinds: Papers, events: readonly ApplicationEvent[]): Promise<DrivenCase> {
      const all = PAPERS[city]
      let held = await apply(all.slice(0, all.length - ABSENT[kinds]), ITEMS[city][kinds])
      for (const event of events) {
        const sent = await send(event, held)
        if (sent === undefined || !sent.ok) throw new Error(`${held.state} + ${event}: ${JSON.stringify(sent)}`)
        held = await reread(held)
      }
      return held
    },
    send,
  }
}

type Sent =
  | { readonly ok: true; readonly value: { readonly state: ApplicationState; readonly version: number } }
  | { readonly ok: false; readonly refusals: readonly { readonly code: string }[] }
  | { readonly ok: false; readonly unreachable: true }
  | {
      readonly ok: false
      readonly unreachable: false
      readonly problem: {
        readonly refusals?: readonly { readonly code: string }[] | undefined
        readonly code?: string | undefined
        readonly type: string
      }
    }
