import { randomUUID } from 'node:crypto'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import type { Page } from 'playwright-core'
import { Client } from 'pg'
import { clientOf } from './earlier-life.ts'
import { valueOf } from './registry-house.ts'

/** A security key in the browser's own virtual socket (WebAuthn over the debugging protocol). */
export type KeyInBrowser = {
  /** Plugs in another key, as if somebody else sat down; the first one stays outside. */
  swap(): Promise<void>
  /** Whether its person types the PIN or lays a finger on it. */
  verifies(isVerified: boolean): Promise<void>
}

export async function plugInKey(page: Page): Promise<KeyInBrowser> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const plug = async () =>
    session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'usb',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
  let { authenticatorId } = await plug()
  return {
    async swap() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
      authenticatorId = (await plug()).authenticatorId
    },
    async verifies(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
  }
}

/** Leave for a key of an official of Foshan, by the commands of two administrators. @returns the code */
export async function leaveAt(address: string, ownerUrl: string, { officialId }: CastOfficial): Promise<string> {
  const administrator = await clientOf(address, ownerUrl, OFFICIALS.administrator)
  const securityAdministrator = await clientOf(address, ownerUrl, OFFICIALS.securityAdministrator)
  const enrolmentId = randomUUID()
  valueOf(
    await administrator.call('proposeEnrolment', {
      params: { city: 'foshan', officialId },
      body: { intentId: enrolmentId, reason: 'first' },
    }),
  )
  const approved = await securityAdministrator.call('approveEnrolment', {
    params: { city: 'foshan', enrolmentId },
    body: { intentId: randomUUID(), faceToFace: true },
  })
  return valueOf(approved).code
}

/** Moves the day on which an official's keys were bound so many days back, as if they had worked with them since; nobody verified themselves just now. */
export async function bindEarlier(ownerUrl: string, { officialId }: CastOfficial, days: number): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      `update shared.authenticator set registered_at = now() - make_interval(days => $2) where official_id = $1`,
      [officialId, days],
    )
    await client.query(
      `update shared.session set verified_at = now() - interval '5 minutes' where official_id = $1 and ended_at is null`,
      [officialId],
    )
  } finally {
    await client.end()
  }
}
