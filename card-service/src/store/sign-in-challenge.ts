import { randomBytes } from '@anju/crypto/random.ts'
import type { Pool } from '@anju/platform/database/pool.ts'

/** Seconds in which a key has to answer a challenge. */
export const CHALLENGE_SECONDS_MAX = 120

/** What a challenge is for: whoever holds a key, the person of a session, or one enrolment. */
export type ChallengePurpose =
  | { readonly purpose: 'sign-in' | 'confirm' }
  | { readonly purpose: 'enrol'; readonly enrolmentId: string }
export type Challenge = { readonly challengeId: string; readonly bytes: Buffer }

/** Makes a challenge and keeps it until it is answered or too old. */
export async function recordChallenge(
  pool: Pool,
  challengeId: string,
  asked: ChallengePurpose,
  at: string,
): Promise<Challenge> {
  const bytes = randomBytes(32)
  await pool.ask(
    `with gone as (delete from sign_in_challenge where expires_at < $6::timestamptz - interval '1 day')
     insert into sign_in_challenge (challenge_id, purpose, challenge, enrolment_id, expires_at) values ($1, $2, $3, $4, $5)`,
    [
      challengeId,
      asked.purpose,
      bytes,
      asked.purpose === 'enrol' ? asked.enrolmentId : null,
      new Date(Date.parse(at) + CHALLENGE_SECONDS_MAX * 1000).toISOString(),
      at,
    ],
  )
  return { challengeId, bytes }
}

/** Takes a challenge, once. Undefined when it is unknown, used, too old, or was made for something else. */
export async function takeChallenge(
  pool: Pool,
  challengeId: string,
  asked: ChallengePurpose,
  at: string,
): Promise<Buffer | undefined> {
  const rows = await pool.ask<{ challenge: Buffer }>(
    `update sign_in_challenge set used_at = $3 where challenge_id = $1 and purpose = $2 and used_at is null and expires_at > $3
       and enrolment_id is not distinct from $4 returning challenge`,
    [challengeId, asked.purpose, at, asked.purpose === 'enrol' ? asked.enrolmentId : null],
  )
  return rows[0]?.challenge
}
