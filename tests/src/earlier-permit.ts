import { randomUUID } from 'node:crypto'
import { OFFICIALS, type CastPerson } from '@anju/dev/cast.ts'
import { clientOf, type EarlierLife } from './earlier-life.ts'
import type { Desk } from './desk.ts'
import { dispatchCards, makeCard, openOrder } from './permit-desk.ts'
import { applicationOf, visitOf } from './permit-driver.ts'
import { valueOf } from './registry-house.ts'

const params = { city: 'foshan' }

/**
 * A permit of Foshan in its holder's hand, issued on 2016-07-15: the station's part over HTTP, the card made by the police at their own desk.
 * @returns the permit, and the stock number of its card
 */
export async function permitOfPolice(
  {
    address,
    ownerUrl,
    earlier,
  }: { readonly address: string; readonly ownerUrl: string; readonly earlier: EarlierLife },
  police: Desk,
  person: CastPerson,
  portrait: Buffer,
): Promise<{ readonly permitId: string; readonly stockNo: string }> {
  const clerk = await clientOf(address, ownerUrl, OFFICIALS.clerk)
  const coordinator = await clientOf(address, ownerUrl, OFFICIALS.coordinator)
  const head = await clientOf(address, ownerUrl, OFFICIALS.stationHead)
  const registrationId = (await earlier.active(person, '2016-01-05')).split('/').at(-1) ?? ''
  await earlier.setDay('2016-07-05')
  const blobId = randomUUID()
  valueOf(
    await clerk.call('keepBlob', {
      params: { ...params, blobId },
      body: { mime: 'image/png', base64: portrait.toString('base64') },
    }),
  )
  const form = applicationOf({ registrationId, person })
  const body = { ...form, photo: { source: 'live', blobId, cardValidFrom: null }, applicantPortrait: blobId } as never
  const asked = valueOf(await clerk.call('applyForPermit', { params, body }))
  const { applicationId } = asked
  const at = { ...params, applicationId }
  const step = (known: { readonly version: number }) => ({ intentId: randomUUID(), expectedVersion: known.version })
  const accepted = valueOf(await clerk.call('acceptApplication', { params: at, body: step(asked) }))
  const visit = { ...step(accepted), visit: visitOf('true', '2016-07-07', 36.5) } as never
  await earlier.setDay('2016-07-08')
  const verified = valueOf(await coordinator.call('verifyApplication', { params: at, body: visit }))
  const review = { ...step(verified), occupancyReason: '' }
  valueOf(await head.call('approveApplication', { params: at, body: review }))

  await police.setDay('2016-07-15')
  await earlier.setDay('2016-07-15')
  await police.goUntil('/', `[data-testid=order-row-${applicationId}]`)
  const stockNo = await makeAndSend(police, applicationId)
  const file = async () => valueOf(await clerk.call('getApplication', { params: at }))
  for (const deadline = Date.now() + 45_000; (await file()).state !== 'in-transit' && Date.now() < deadline;)
    await new Promise((resolve) => setTimeout(resolve, 300))
  await earlier.setDay('2016-07-18')
  const received = valueOf(await clerk.call('receiveCard', { params: at, body: { ...step(await file()), stockNo } }))
  const told = valueOf(await clerk.call('notifyReady', { params: at, body: step(received) }))
  const fetched = { recipient: 'applicant', recipientIdNumber: person.idNumber, recipientPortrait: blobId }
  valueOf(await clerk.call('handOver', { params: at, body: { ...step(told), ...fetched } as never }))
  const { personId } = await file()
  const life = valueOf(
    await clerk.call('getResidence', { params: { ...params, personId }, body: { caseId: applicationId } }),
  )
  const [permit] = life.permits
  if (permit === undefined) throw new Error('Handed over and without a permit')
  const { permitId } = permit
  return { permitId, stockNo }
}

/** The police check an order, make its card and send it off. @returns the stock number */
export async function makeAndSend(police: Desk, caseId: string): Promise<string> {
  await openOrder(police, caseId)
  await police.click('accept-quality')
  const stockNo = await makeCard(police, 'produce')
  await dispatchCards(police)
  return stockNo
}
