import { dutiesOf } from '@anju/domain/access/may-perform.ts'
import { witnessStanding } from '@anju/domain/oversight/witness-standing.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import { ROLES } from '@anju/domain/policy/workflow-policy.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import type { Act, Deps } from '../deps.ts'
import { findSettings, listUnsafeSettings } from '../store/installation.ts'
import { findWitnessedAt } from '../store/witness.ts'
import { IDLE_MINUTES_MAX, SESSION_HOURS_MAX } from '../store/session.ts'

/** What the program was started with, as far as it bears on security. */
export type Standing = {
  readonly dev: boolean
  /** Callers come by a proxy of ours, which speaks https with them. */
  readonly behindProxy: boolean
  readonly requestsPerMinute: number
}

/** Each control (安全控制项) with the value it has now, and the one it should have: read where it is in force, never from a list. */
export async function getSecurityPosture(deps: Deps, act: Act, standing: Standing) {
  const [settings, unsafe] = [await findSettings(deps.shared), await listUnsafeSettings(deps.shared)]
  const accounts = findPackInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const set = (name: string): string => settings.get(name) ?? ''
  const kept = ['fsync', 'full_page_writes', 'synchronous_commit'].every((name) => !['off', ''].includes(set(name)))
  const connection = set('connection')
  const isLocal = connection === 'socket' || connection.startsWith('127.') || connection === '::1'
  const suspend = accounts?.accounts.suspendAfterUnusedDays.value ?? 0
  const close = accounts?.accounts.closeAfterUnusedDays.value ?? 0
  const oneKey = accounts?.accounts.secondKeyGraceDays.value ?? 0
  const isApart = accounts !== undefined && areApart(accounts.workflow)
  const mayOnlyWork = unsafe.every((problem) => !problem.startsWith('the role'))
  const witness = witnessValue(await act.city.pool.look(NO_SCOPE, findWitnessedAt), act.at)
  return {
    on: act.legalOn,
    unsafe,
    controls: [
      row('sign-in', standing.dev ? 'link' : 'key', 'key'),
      row('one-session', 'on', 'on'),
      atMost('session-idle', IDLE_MINUTES_MAX, 15),
      atMost('session-length', SESSION_HOURS_MAX, 12),
      atMost('requests-per-minute', standing.requestsPerMinute, 1_200),
      row('transport-caller', standing.behindProxy ? 'tls' : standing.dev ? 'local' : 'plain', 'tls'),
      atMost('accounts-suspend', suspend, 30),
      atMost('accounts-close', close, 90),
      atMost('one-key-days', oneKey, 7),
      ukeyRow(deps.relyingParty, act.at),
      row('demo-mode', standing.dev ? 'on' : 'off', 'off'),
      row('administrators', isApart ? 'on' : 'off', 'on'),
      row('database-role', mayOnlyWork ? 'on' : 'off', 'on'),
      row('row-security', mayOnlyWork ? 'on' : 'off', 'on'),
      {
        ...row('database-audit', set('log_statement'), 'ddl'),
        isMet: ['ddl', 'mod', 'all'].includes(set('log_statement')),
      },
      row('outside-witness', witness, 'witness-signed'),
      row('page-policy', 'on', 'on'),
      row('virus-scanner', deps.scanner === undefined ? 'off' : 'on', 'on'),
      row('data-checksums', set('data_checksums'), 'on'),
      row('commit-kept', kept ? 'on' : 'off', 'on'),
      { ...row('transport-database', isLocal ? 'local' : connection, 'tls'), isMet: isLocal || connection === 'tls' },
      row('database-passwords', set('password_encryption'), 'scram-sha-256'),
      row('key-custody', 'software', 'machine'),
      row('write-archive', set('archive'), 'on'),
    ],
  }
}

/** Where nobody ever signed the page says so, and no alarm is raised for a witness that nobody set up. */
function witnessValue(lastAt: string | null, at: string): string {
  if (lastAt === null) return 'witness-never'
  return { well: 'witness-signed', silent: 'witness-silent', 'too-long': 'witness-stopped' }[
    witnessStanding(lastAt, at)
  ]
}

function row<Name extends string>(control: Name, value: string, wanted: string) {
  return { control, value, wanted, isMet: value === wanted }
}

/** Whether certificates of UKeys are checked, and by lists that are in time; a city without UKeys needs neither. */
function ukeyRow({ ukeyService, ukeyTrust }: Deps['relyingParty'], at: string) {
  const { isSet, lists, problems } = ukeyTrust.standing(at)
  const isLate = problems.length > 0 || (lists ?? []).some(({ isStale }) => isStale)
  const value = isSet
    ? isLate
      ? 'ukey-late'
      : 'ukey-checked'
    : ukeyService === undefined
      ? 'ukey-none'
      : 'ukey-unchecked'
  return { ...row('ukey-certificates', value, 'ukey-checked'), isMet: ['ukey-checked', 'ukey-none'].includes(value) }
}

function atMost<Name extends string>(control: Name, value: number, most: number) {
  return { control, value: `${value}`, wanted: `≤ ${most}`, isMet: value > 0 && value <= most }
}

/** 三员分立: nobody's role keeps accounts, approves them and reads who did what. */
function areApart(workflow: Parameters<typeof dutiesOf>[1]): boolean {
  const three = ['keep-accounts', 'approve-accounts', 'read-audit'] as const
  return ROLES.every((role) => three.filter((duty) => dutiesOf(role, workflow).includes(duty)).length <= 1)
}
