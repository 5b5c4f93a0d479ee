import { enrolmentCodeSm3, newEnrolmentCode } from '@anju/crypto/enrolment-code.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import type { CastOfficial } from '@anju/dev/cast.ts'
import type { Page } from 'playwright-core'
import { Client } from 'pg'

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

/** Leave for a key of an official, as two administrators give it. @returns the code */
export async function leaveAt(ownerUrl: string, { officialId }: CastOfficial): Promise<string> {
  const code = newEnrolmentCode()
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      `insert into shared.enrolment (enrolment_id, official_id, reason, proposed_at, approved_at, code_sm3, expires_at)
       values ($1, $2, 'first', now(), now(), $3, now() + interval '1 hour')`,
      [uuidV7(), officialId, enrolmentCodeSm3(code)],
    )
  } finally {
    await client.end()
  }
  return code
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
