import type { Pool, Tx } from '@anju/platform/database/pool.ts'

/** Whom codes are counted for. */
export const SUBJECT_KINDS = ['phone', 'id', 'device', 'network', 'everyone'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]
/** Keyed indexes of those who ask; `pair` is ID number and phone together, for the lock. */
export type Subjects = Readonly<Record<SubjectKind | 'pair', Buffer>>

/** So many codes in a sliding window. */
export type WindowLimit = { readonly kind: SubjectKind; readonly seconds: number; readonly most: number }
export type SignInSettings = {
  readonly limits: readonly WindowLimit[]
  /** From so many on a proof of work is asked. */
  readonly proofs: readonly WindowLimit[]
  /** Any other number by its name. @throws Error when the table lacks it. */
  readonly number: (name: string) => number
}

/** The numbers of sign-in, read for each use: a change holds at once on every server. */
export async function loadSignInSettings(shared: Pool): Promise<SignInSettings> {
  const rows = await shared.ask<{ name: string; value: number }>('select name, value from sign_in_setting')
  const windows = (prefix: string) =>
    rows.flatMap(({ name, value }): readonly WindowLimit[] => {
      const [first, kind, seconds] = name.split('.')
      return first === prefix && seconds !== undefined && isSubjectKind(kind)
        ? [{ kind, seconds: Number(seconds), most: value }]
        : []
    })
  const values = new Map(rows.map(({ name, value }) => [name, value]))
  return {
    limits: windows('most'),
    proofs: windows('proof'),
    number(name) {
      const value = values.get(name)
      if (value === undefined) throw new Error(`sign_in_setting has no ${name}`)
      return value
    },
  }
}

function isSubjectKind(kind: string | undefined): kind is SubjectKind {
  return SUBJECT_KINDS.some((known) => known === kind)
}

/** Locks the rows of all subjects, always in one order, to the end of the transaction. @returns until when the pair is locked. */
export async function holdSubjects(tx: Tx, subjects: Subjects, at: string): Promise<string | null> {
  const named = Object.entries(subjects).toSorted(([a], [b]) => a.localeCompare(b))
  const rows = await tx.write<{ kind: string; locked_until: string | null }>(
    `insert into sign_in_subject (kind, subject, touched_at) select * from unnest($1::text[], $2::bytea[], array_fill($3::timestamptz, array[$4::int])) order by 1
     on conflict (kind, subject) do update set touched_at = excluded.touched_at returning kind, locked_until`,
    [named.map(([kind]) => kind), named.map(([, subject]) => subject), at, named.length],
  )
  return rows.find(({ kind }) => kind === 'pair')?.locked_until ?? null
}

/** Codes asked for in one window, and when the first of them leaves it. */
export type WindowUse = {
  readonly kind: SubjectKind
  readonly seconds: number
  readonly used: number
  readonly firstAt: string | null
}

const COLUMN: Readonly<Record<Exclude<SubjectKind, 'everyone'>, string>> = {
  phone: 'mobile_bidx',
  id: 'id_bidx',
  device: 'device',
  network: 'network',
}
const COUNT = SUBJECT_KINDS.map((kind, place) => {
  // Everyone is counted without a column, yet takes the parameter, so that places stay in step.
  const own = kind === 'everyone' ? `$${place + 3}::bytea is not null` : `${COLUMN[kind]} = $${place + 3}`
  return `select '${kind}' as kind, w as seconds, n.used, n.first_at as "firstAt" from unnest($2::int[]) w cross join lateral
    (select count(*)::int as used, min(created_at) as first_at from sign_in_attempt where ${own} and created_at > $1::timestamptz - make_interval(secs => w)) n`
}).join(' union all ')

/** What has been asked for in each window, of each subject. */
export async function countUses(
  tx: Tx,
  subjects: Subjects,
  seconds: readonly number[],
  at: string,
): Promise<readonly WindowUse[]> {
  return tx.read<WindowUse>(COUNT, [at, seconds, ...SUBJECT_KINDS.map((kind) => subjects[kind])])
}

/** Until when no codes are sent at all; undefined when they are. */
export async function findOpenBreaker(tx: Tx, at: string): Promise<string | undefined> {
  const rows = await tx.read<{ until: string }>(
    'select until from sign_in_breaker where until > $1 and opened_at <= $1 order by until desc limit 1',
    [at],
  )
  return rows[0]?.until
}

export async function openBreaker(tx: Tx, at: string, until: string, why: 'budget' | 'few-completed'): Promise<void> {
  await tx.write('insert into sign_in_breaker (opened_at, until, why) values ($1, $2, $3) on conflict do nothing', [
    at,
    until,
    why,
  ])
}

/** Codes that could have been used by now, and those that were, since an instant or since the breaker last closed. */
export async function countCompleted(
  tx: Tx,
  since: string,
  at: string,
): Promise<{ readonly sent: number; readonly used: number }> {
  const rows = await tx.read<{ sent: number; used: number }>(
    `select count(*)::int as sent, count(used_at)::int as used from sign_in_attempt
     where created_at > greatest($1::timestamptz, (select max(until) from sign_in_breaker where until <= $2)) and expires_at <= $2`,
    [since, at],
  )
  return rows[0] ?? { sent: 0, used: 0 }
}

/** Notes that a code was guessed to the end, and locks the pair once that has happened too often: longer each time. */
export async function recordFailure(tx: Tx, pair: Buffer, settings: SignInSettings, at: string): Promise<void> {
  const rows = await tx.write<{ failures: number }>(
    `insert into sign_in_subject (kind, subject, failures, touched_at) values ('pair', $1, 1, $2)
     on conflict (kind, subject) do update set failures = sign_in_subject.failures + 1, touched_at = $2 returning failures`,
    [pair, at],
  )
  const seconds = lockSeconds(rows[0]?.failures ?? 0, settings)
  if (seconds === 0) return
  const until = new Date(Date.parse(at) + seconds * 1000).toISOString()
  await tx.write(`update sign_in_subject set locked_until = $2 where kind = 'pair' and subject = $1`, [pair, until])
}

/** How long a pair waits after so many failures; at most the maximum, so never for ever. */
export function lockSeconds(failures: number, { number }: Pick<SignInSettings, 'number'>): number {
  const beyond = failures - number('lock-failures')
  if (beyond < 0) return 0
  return Math.min(number('lock-seconds-max'), number('lock-seconds-first') * 2 ** Math.min(beyond, 20))
}

export async function forgetFailures(tx: Tx, pair: Buffer): Promise<void> {
  await tx.write(
    `update sign_in_subject set failures = 0, locked_until = null where kind = 'pair' and subject = $1 and failures > 0`,
    [pair],
  )
}

/** Takes a proof of work once. @returns whether it had not been taken before. */
export async function takeProof(tx: Tx, proofSm3: Buffer, expiresAt: string): Promise<boolean> {
  const rows = await tx.write(
    'insert into sign_in_proof (proof_sm3, expires_at) values ($1, $2) on conflict do nothing returning 1',
    [proofSm3, expiresAt],
  )
  return rows.length === 1
}

const KEPT_MS = 2 * 86_400_000

/** Removes what nothing is counted by any more; what has run out loses its content. */
export async function forgetOldAttempts(shared: Pool, at: string): Promise<void> {
  const before = new Date(Date.parse(at) - KEPT_MS).toISOString()
  await shared.ask('delete from sign_in_attempt where created_at < $1', [before])
  await shared.ask(
    `update sign_in_attempt set content_enc = null, dek_wrapped = null, state = case when state = 'queued' then 'expired' else state end
     where content_enc is not null and expires_at < $1`,
    [at],
  )
  await shared.ask('delete from sign_in_subject where touched_at < $1', [before])
  await shared.ask('delete from sign_in_proof where expires_at < $1', [at])
  await shared.ask('delete from identity_sign_in where expires_at < $1', [before])
}
