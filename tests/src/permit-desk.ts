import type { CastPerson } from '@anju/dev/cast.ts'
import type { Desk } from './desk.ts'

/** What a tenant brings in Foshan (S0 二(二)3: the lease with the filing certificate). */
export const tenantPapers = ['identity-document', 'lease', 'rental-filing-certificate'] as const

/** Fills in the application of the person whose registration is open, and hands it in. @returns the path of the file. */
export async function applyAtDesk(
  clerk: Desk,
  registration: string,
  papers: readonly string[],
  portrait: Buffer,
): Promise<string> {
  await clerk.go(registration)
  await clerk.click('action-apply')
  for (const paper of papers) await clerk.get(`paper-${paper}`).check()
  await clerk.putPicture('field-photo', portrait)
  await clerk.putPicture('field-applicantPortrait', portrait)
  await clerk.click('submit')
  await clerk.seeState('application', 'submitted')
  return clerk.path()
}

/** The visiting officer found everything as declared. */
export async function verifyAtDesk(coordinator: Desk, application: string): Promise<void> {
  await coordinator.go(application)
  await coordinator.act('verify-true', () => fillVisit(coordinator))
  await coordinator.seeState('application', 'verified')
}

export async function fillVisit(coordinator: Desk): Promise<void> {
  await coordinator.fill('field-areaM2', '36.5')
  await coordinator.get('field-identitySeen').check()
}

/** The head reviews, the package goes out, and the receipt of the police comes back without anybody's doing. */
export async function approveAtDesk(head: Desk, application: string): Promise<void> {
  await head.go(application)
  await head.act('approve')
  await head.awaitState('at-police')
}

/** The card goes to the person it was made for, who signs and is pictured. */
export async function handOverAtDesk(clerk: Desk, person: CastPerson, portrait: Buffer): Promise<void> {
  await clerk.act('hand-over', async () => {
    await clerk.click('field-recipient-applicant')
    await clerk.fill('field-recipientIdNumber', person.idNumber)
    await clerk.putPicture('field-recipientPortrait', portrait)
  })
  await clerk.seeState('application', 'issued')
}

/** The card service's own desk: opens an order, by the case it is for. */
export async function openOrder(police: Desk, application: string): Promise<void> {
  await police.click('menu-queue')
  await police.click(`order-row-${application.split('/').at(-1)}`)
  await police.see('order')
}

/** A blank card is taken from the stock: made for the first time, or made again. */
export async function makeCard(police: Desk, step: 'produce' | 'remake'): Promise<string> {
  await police.click(step)
  await police.click('submit')
  await police.page.locator('[data-testid=order][data-state=produced]').waitFor()
  return (await police.get('order-stockNo').textContent()) ?? ''
}

/** Everything that is finished for the station goes out in one batch. */
export async function dispatchCards(police: Desk): Promise<void> {
  await police.click('to-batches')
  await police.click('dispatch')
  await police.see('batch')
}
