import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { declarationOf } from './declaration-of.ts'
import { PHOTO_BASE64, PHOTO_ID, TENANT_PAPERS, visitOf } from './permit-driver.ts'
import { newPerson, valueOf } from './registry-house.ts'

/** Clients of the three who lead a case to its approval. */
export type Leading = { readonly clerk: ApiClient; readonly coordinator: ApiClient; readonly head: ApiClient }

const params = { city: 'foshan' }
const REGISTERED_ON = '2016-01-05'
const APPLIED_ON = '2016-07-05'

/** Leads a new person over HTTP from arrival to approval, so that an order waits for the worker. Answers the application's id. */
export async function makeApprovedCase({ clerk, coordinator, head }: Leading): Promise<string> {
  const registrationId = await registerSomebody(clerk)
  valueOf(
    await clerk.call('keepBlob', {
      params: { ...params, blobId: PHOTO_ID },
      body: { mime: 'image/png', base64: PHOTO_BASE64 },
    }),
  )
  await setDay(clerk, APPLIED_ON)
  const submitted = valueOf(
    await clerk.call('applyForPermit', {
      params,
      body: {
        intentId: randomUUID(),
        registrationId,
        condition: 'dwelling',
        materials: TENANT_PAPERS.map((paper) => ({ ...paper })),
        inPerson: true,
        photo: { source: 'live', blobId: PHOTO_ID },
        applicantPortrait: randomUUID(),
      },
    }),
  )
  const { applicationId } = submitted
  const at = { ...params, applicationId }
  const step = (expectedVersion: number) => ({ intentId: randomUUID(), expectedVersion })
  const accepted = valueOf(await clerk.call('acceptApplication', { params: at, body: step(submitted.version) }))
  const verified = valueOf(
    await coordinator.call('verifyApplication', {
      params: at,
      body: { ...step(accepted.version), visit: visitOf('true', APPLIED_ON) },
    }),
  )
  valueOf(
    await head.call('approveApplication', { params: at, body: { ...step(verified.version), occupancyReason: '' } }),
  )
  return applicationId
}

/** Registers a new person, so that a notice waits for the worker. Answers the registration's id. */
export async function registerSomebody(clerk: ApiClient): Promise<string> {
  await setDay(clerk, REGISTERED_ON)
  const declaration = declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, REGISTERED_ON)
  const body = { intentId: randomUUID(), ...declaration }
  return valueOf(await clerk.call('registerResidence', { params, body })).registrationId
}

async function setDay(clerk: ApiClient, on: string): Promise<void> {
  valueOf(await clerk.call('setLegalDay', { body: { on: parsePlainDate(on) } }))
}
