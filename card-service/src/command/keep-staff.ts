import { newEnrolmentCode, enrolmentCodeSm3 } from '@anju/crypto/enrolment-code.ts'
import { uuidV7 } from '@anju/crypto/random.ts'

import { asOwner } from './as-owner.ts'
import type { Say } from './migrate.ts'

/** Hours in which a newcomer comes with their key, after both operators have seen their document. */
const CODE_HOURS = 24
const BADGE = /^[0-9A-Za-z-]{1,20}$/

export type Enrol = { readonly badge: string; readonly operators: readonly [string, string] }

/**
 * Gives leave to bind one key, and says its code once. Two operators of the police IT office stand for it by their police
 * numbers; neither is the member of staff.
 * @throws Error when the numbers are none, are the same, or nobody works here under the badge
 */
export async function enrolStaff(ownerUrl: string, { badge, operators }: Enrol, say: Say): Promise<string> {
  if (!operators.every((each) => BADGE.test(each))) throw new Error('Operators are named by their police numbers.')
  if (new Set([badge, ...operators]).size !== 3)
    throw new Error('Two operators give a code, and neither of them to themselves.')
  const code = newEnrolmentCode()
  const name = await asOwner(ownerUrl, async (client) => {
    const given = await client.query<{ name: string }>(
      `with given as (
         insert into card.enrolment (enrolment_id, staff_id, operators, code_sm3, made_at, expires_at)
         select $1, staff_id, $3, $4, now(), now() + make_interval(hours => $5) from card.staff where badge = $2 and active returning staff_id
       )
       select name from card.staff join given using (staff_id)`,
      [uuidV7(), badge, operators, enrolmentCodeSm3(code), CODE_HOURS],
    )
    return given.rows[0]?.name
  })
  if (name === undefined) throw new Error(`Nobody works here under the badge ${badge}.`)
  say(`${name} ${badge}: ${code.replaceAll(/(.{4})(?=.)/g, '$1-')} (once, within ${CODE_HOURS} hours)`)
  return code
}

/** Revokes every key of somebody, for one that was lost, and ends their sessions. What they signed still stands. */
export async function revokeKeys(ownerUrl: string, badge: string, reason: string, say: Say): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const revoked = await client.query(
      `update card.authenticator a set revoked_at = now(), revoke_reason = $2 from card.staff t
       where t.staff_id = a.staff_id and t.badge = $1 and a.revoked_at is null returning 1`,
      [badge, reason],
    )
    await endSessions(client, badge, 'key-revoked')
    say(`${badge}: ${revoked.rowCount} keys revoked`)
  })
}

/** Closes the account of somebody who has left: no key, no code, no session of theirs opens anything from now on. */
export async function closeStaff(ownerUrl: string, badge: string, say: Say): Promise<void> {
  await revokeKeys(ownerUrl, badge, 'left', say)
  await asOwner(ownerUrl, async (client) => {
    const closed = await client.query('update card.staff set active = false where badge = $1 and active returning 1', [
      badge,
    ])
    if (closed.rowCount === 0) throw new Error(`Nobody works here under the badge ${badge}.`)
  })
}

async function endSessions(
  client: { query: (sql: string, parameters: unknown[]) => Promise<unknown> },
  badge: string,
  reason: string,
): Promise<void> {
  await client.query(
    `update card.session s set ended_at = now(), end_reason = $2 from card.staff t
     where t.staff_id = s.staff_id and t.badge = $1 and s.ended_at is null`,
    [badge, reason],
  )
}
