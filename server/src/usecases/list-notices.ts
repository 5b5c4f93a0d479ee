import { maskPhone } from '@anju/standards/phone.ts'
import type { Act, City, Deps } from '../deps.ts'
import { stateOfWhole } from '../gateway/delivery-state.ts'
import { listStandings } from '../store/gateway-health.ts'
import { listNoticeRows, openNoticeForOfficials, type NoticeRow } from '../store/notice.ts'
import { openMobile } from '../store/person.ts'
import { listShownCodes } from '../store/resident-attempt.ts'

const LINES_MAX = 100

/** What sees to the messages of a city: a gateway by what it speaks, or the viewer, and then nothing reaches a telephone. */
export function gatewayOf({ gateway }: City): {
  readonly kind: 'viewer' | 'smpp' | 'cmpp' | 'provider'
  readonly name: string
} {
  return gateway === undefined ? { kind: 'viewer', name: '' } : { kind: gateway.kind, name: gateway.name }
}

/** The gateways of a city as their worker found them last (网关状态); one that no worker has held yet is not lowered. */
export async function listGateways(act: Act) {
  const { gateway, standby } = act.city
  const kept = await act.city.pool.look(act.scope, listStandings)
  return [gateway, standby].flatMap((each) => {
    if (each === undefined) return []
    const standing = kept.find((one) => one.gateway === each.name)
    return [
      {
        kind: each.kind,
        name: each.name,
        chosen: standing?.chosen ?? each === gateway,
        lowered: standing?.lowered ?? false,
        since: standing?.since ?? null,
        why: standing?.why ?? '',
      },
    ]
  })
}

/** The latest notices to people in reach (通知), and what became of each. */
export async function listNotices(deps: Deps, act: Act) {
  const rows = await act.city.pool.look(act.scope, (db) => listNoticeRows(db, LINES_MAX))
  const notices = rows.map((row) => ({
    noticeId: row.notice_id,
    personId: row.person_id,
    template: row.template,
    text: openNoticeForOfficials(deps.crypto, row, act.city),
    mobileMasked: maskPhone(openMobile(deps.crypto, row) ?? ''),
    madeOn: row.made_on,
    state: stateOf(row),
    parts: row.delivery?.length ?? 1,
    why: row.why ?? '',
  }))
  return [...(await listTrialCodes(deps, act)), ...notices]
}

/** Sign-in codes stand here on trial only, where nothing can send them; elsewhere none is ever in this state. */
async function listTrialCodes(deps: Deps, { city, at, legalOn }: Act) {
  const codes = await listShownCodes(deps.shared, deps.crypto, city.city, at)
  return codes.map(({ attemptId, mobile, code }) => ({
    noticeId: attemptId,
    personId: attemptId,
    template: 'sign-in-code/1',
    text: `登录验证码${code}，5分钟内有效。演示：没有短信网关，只在这里显示。 Code for signing in, shown here only: this trial has no gateway.`,
    mobileMasked: maskPhone(mobile),
    madeOn: legalOn,
    state: 'shown',
    parts: 1,
    why: '',
  }))
}

/** Of one that goes by message, where it stands; else that it is shown, or that there is no number. */
export function stateOf({ state, delivery }: Pick<NoticeRow, 'state' | 'delivery'>): string {
  return state === 'gateway' && delivery !== null ? stateOfWhole(delivery) : state
}
