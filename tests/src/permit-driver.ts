import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type CastCity, type CastOfficial, type CastPerson, inventedIdNumber, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import type { ApplicationState } from '@anju/domain/application/application-machine.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { VisitResult } from '@anju/domain/registration/decide-visit.ts'
import type { Material } from '@anju/server/store/material.ts'
import { acceptApplication } from '@anju/server/usecases/accept-application.ts'
import type { ApplicationOutcome } from '@anju/server/usecases/application-step.ts'
import { applyForPermit, type ApplyForPermit } from '@anju/server/usecases/apply-for-permit.ts'
import { approveApplication } from '@anju/server/usecases/approve-application.ts'
import { acknowledgeApplication, exportApplication } from '@anju/server/usecases/export-application.ts'
import { keepBlob } from '@anju/server/usecases/keep-blob.ts'
import { notifyReady } from '@anju/server/usecases/notify-ready.ts'
import { receiveCard } from '@anju/server/usecases/receive-card.ts'
import { recordDispatch } from '@anju/server/usecases/record-dispatch.ts'
import { recordProduction } from '@anju/server/usecases/record-production.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { verifyApplication } from '@anju/server/usecases/verify-application.ts'
import { declarationOf } from './declaration-of.ts'
import type { TestRegistry } from './test-registry.ts'

/** An application as a test holds it. */
export type HeldCase = { readonly applicationId: string; readonly version: number; readonly state: ApplicationState }
/** A person with a registration in force. */
export type Registered = { readonly registrationId: string; readonly person: CastPerson }

/** One image serves as everybody's photo here: what it shows is nothing to these tests. */
export const PHOTO_ID = '01520000-0000-7000-8000-000900000001'
export const PHOTO_BASE64 =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

let sequence = 0

/** A fresh person from elsewhere; odd sequences are men. */
export function newApplicant(city: CastCity, birthOn = '1981-04-04'): CastPerson {
  sequence += 1
  return {
    name: '唐国强',
    sex: sequence % 2 === 1 ? '1' : '2',
    ethnicity: '01',
    birthOn,
    idNumber: inventedIdNumber(city, birthOn, sequence),
    mobile: '13800000888',
    hukouDivision: '430524',
    hukouDetail: '湖南省隆回县桃洪镇文仙村',
    city,
  }
}

/** A paper shown at the window, a copy kept. */
export const paper = (kind: string): Material => ({
  kind,
  provenance: 'window-scan',
  originalSeen: true,
  copyKept: true,
})
export const TENANT_PAPERS = [paper('identity-document'), paper('lease'), paper('rental-filing-certificate')]

/** What the decision granted. @throws when it refused, with the reasons. */
export function held(decision: Decision<ApplicationOutcome>): HeldCase {
  assert.ok(decision.ok, JSON.stringify(decision))
  const { subjectId, version, state } = decision.value
  return { applicationId: subjectId, version, state }
}

/** The codes of a refusal, sorted. @throws when it was granted. */
export function refusalCodes(decision: Decision<unknown>): readonly string[] {
  assert.ok(!decision.ok, 'granted, though it should be refused')
  return decision.refusals.map(({ code }) => code).toSorted()
}

export const step = (theCase: HeldCase) => ({
  intentId: randomUUID(),
  applicationId: theCase.applicationId,
  expectedVersion: theCase.version,
})

export function visitOf(
  outcome: VisitResult['outcome'],
  on: string,
  areaM2: number | null = null,
): VisitResult & { readonly untrueReason: 'other-person' | null } {
  return {
    outcome,
    visitedOn: parsePlainDate(on),
    areaM2,
    untrueReason: outcome === 'untrue' ? 'other-person' : null,
    note: outcome === 'untrue' ? '房内另有他人居住' : '',
    doorPlatePhoto: null,
    identitySeen: outcome === 'true',
    position: null,
  }
}

/** A command to apply under the dwelling condition, complete and in person. */
export function applicationOf({ registrationId }: Registered, change: Partial<ApplyForPermit> = {}): ApplyForPermit {
  return {
    intentId: randomUUID(),
    registrationId,
    condition: 'dwelling',
    materials: TENANT_PAPERS,
    inPerson: true,
    agent: null,
    photo: { source: 'live', blobId: PHOTO_ID, cardValidFrom: null },
    applicantPortrait: randomUUID(),
    agentPortrait: null,
    ...change,
  }
}

/** Leads people and their applications through Foshan, as the cast does, with the use cases themselves. */
export function driveApplications(registry: TestRegistry) {
  const { deps } = registry
  const by = (member: CastOfficial, on: string) => registry.act(member, on)
  const police = (on: string) => registry.systemAct('foshan', on)
  let stock = 0
  let photo: Promise<unknown> | undefined
  const keepPhoto = () =>
    (photo ??= keepBlob(deps, by(OFFICIALS.clerk, '2016-01-05'), {
      blobId: PHOTO_ID,
      mime: 'image/png',
      image: Buffer.from(PHOTO_BASE64, 'base64'),
    }))

  const register = async (
    on = '2016-01-05',
    dwellingId: string = DWELLINGS.flat.dwellingId,
    person = newApplicant('foshan'),
  ): Promise<Registered> => {
    await keepPhoto()
    const act = registry.act(OFFICIALS.clerk, on, 'city')
    const done = await registerResidence(deps, act, {
      intentId: randomUUID(),
      ...declarationOf(person, dwellingId, on),
    })
    assert.ok(done.ok, JSON.stringify(done))
    return { registrationId: done.value.subjectId, person }
  }
  const submit = async (who: Registered, on = '2016-07-05', change: Partial<ApplyForPermit> = {}) =>
    held(await applyForPermit(deps, by(OFFICIALS.clerk, on), applicationOf(who, change)))
  const accept = async (theCase: HeldCase, on = '2016-07-05') =>
    held(await acceptApplication(deps, by(OFFICIALS.clerk, on), step(theCase)))
  const verify = async (theCase: HeldCase, on = '2016-07-07') =>
    held(await verifyApplication(deps, by(OFFICIALS.coordinator, on), { ...step(theCase), visit: visitOf('true', on) }))
  const approve = async (theCase: HeldCase, on = '2016-07-08') =>
    held(await approveApplication(deps, by(OFFICIALS.stationHead, on), { ...step(theCase), occupancyReason: '' }))
  const send = async ({ applicationId }: HeldCase, on = '2016-07-08') =>
    held(await exportApplication(deps, police(on), { intentId: randomUUID(), applicationId, packageId: randomUUID() }))
  const acknowledge = async ({ applicationId }: HeldCase, on = '2016-07-09') =>
    held(
      await acknowledgeApplication(deps, police(on), {
        intentId: randomUUID(),
        applicationId,
        packageId: randomUUID(),
      }),
    )
  const produce = async ({ applicationId }: HeldCase, on = '2016-07-15') => {
    stock += 1
    const made = {
      permitNo: `44069920160715${String(stock).padStart(5, '0')}`,
      stockNo: `GD${String(stock).padStart(8, '0')}`,
      chipUid: '04A1B2C3',
      issuedOn: parsePlainDate(on),
    }
    return {
      ...held(
        await recordProduction(deps, police(on), {
          intentId: randomUUID(),
          applicationId,
          producedBy: '制证员',
          ...made,
        }),
      ),
      ...made,
    }
  }
  const dispatch = async ({ applicationId }: HeldCase, stockNo: string, on = '2016-07-16') =>
    held(
      await recordDispatch(deps, police(on), {
        intentId: randomUUID(),
        applicationId,
        batchNo: 'B20160716-001',
        stockNo,
        dispatchedOn: parsePlainDate(on),
        dispatchedBy: '发运员',
      }),
    )
  const receive = async (theCase: HeldCase, stockNo: string, on = '2016-07-18') =>
    held(await receiveCard(deps, by(OFFICIALS.clerk, on), { ...step(theCase), stockNo }))
  const notify = async (theCase: HeldCase, on = '2016-07-18') =>
    held(await notifyReady(deps, by(OFFICIALS.clerk, on), step(theCase)))

  return {
    by,
    police,
    register,
    submit,
    accept,
    verify,
    approve,
    send,
    acknowledge,
    produce,
    dispatch,
    receive,
    notify,
    accepted: async () => accept(await submit(await register())),
    verified: async () => verify(await accept(await submit(await register()))),
    approved: async () => approve(await verify(await accept(await submit(await register())))),
    atPolice: async () =>
      acknowledge(await send(await approve(await verify(await accept(await submit(await register())))))),
  }
}
