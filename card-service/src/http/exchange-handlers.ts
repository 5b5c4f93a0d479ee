import { officialKeysSm3, type OfficialRoster } from '@anju/crypto/official-roster.ts'
import { missingNumbers } from '@anju/exchange/sequence.ts'
import { ordersStream, resultsStream } from '@anju/exchange/stream-name.ts'

import { CardServiceError } from '../card-service-error.ts'
import { findStanding } from '../store/inbound.ts'
import {
  clearQuarantine,
  countWaiting,
  findAppliedAt,
  findOutbound,
  listOpenPackages,
  findContradiction,
  listQuarantine,
  listRefused,
  sendAgain,
} from '../store/monitor.ts'
import { listWaitingOrders } from '../store/waiting-order.ts'
import type { HandlersOf } from './mount.ts'

function rosterView(roster: OfficialRoster | undefined, dev: boolean) {
  if (roster === undefined) return null
  const { pinnedAt, officials, demo } = roster
  return { sm3: officialKeysSm3(officials), pinnedAt, officials: Object.keys(officials).length, demo: demo && dev }
}

/** The monitor's handlers. @param fault why the last round of the exchange failed; @param silentAfterMs a longer silence is a fault */
export function exchangeHandlers({
  fault,
  silentAfterMs,
}: {
  readonly fault: () => string | undefined
  readonly silentAfterMs: number
}): HandlersOf<'getExchange' | 'sendAgain' | 'clearQuarantine'> {
  return {
    async getExchange({ deps, act, at }) {
      const { pool } = deps
      const [orders, results] = [ordersStream(act.city.city), resultsStream(act.city.city)]
      const standing = await findStanding(pool, orders)
      const outbound = await findOutbound(pool, results)
      if (standing === undefined || outbound === undefined) throw new Error(`No streams for ${act.city.city}`)
      const beatAt = outbound.peer_beat_at
      return {
        orders: {
          stream: orders,
          appliedUpTo: standing.expected - 1,
          appliedAt: await findAppliedAt(pool, orders),
          held: [...standing.held],
          missing: [...missingNumbers(standing.expected, standing.held)],
        },
        results: {
          stream: results,
          packedUpTo: outbound.next_seq - 1,
          registryAppliedUpTo: outbound.peer_applied_up_to,
          registryMissing: outbound.peer_missing,
          registryBeatAt: beatAt,
          silent: beatAt === null || Date.parse(at) - Date.parse(beatAt) > silentAfterMs,
          open: (await listOpenPackages(pool, results)).map((one) => ({
            packageId: one.package_id,
            seq: one.seq,
            state: one.state,
            records: one.record_count,
            sends: one.sends,
            nextSendAt: one.next_send_at,
            nacks: one.nacks,
            nackCode: one.nack_code,
          })),
          refused: (await listRefused(pool, results)).map((one) => ({
            recordId: one.record_id,
            kind: one.kind,
            seq: one.seq,
            code: one.code,
            orderId: one.order_id,
          })),
        },
        waiting: await countWaiting(pool, act.city.city),
        fault: fault() ?? (await findContradiction(pool, act.city.city)) ?? null,
        registryKeyId: deps.registry[0]?.signingKeyId ?? '',
        roster: rosterView(deps.officials(), deps.dev),
        waitingOrders: (await pool.look(act.scope, (db) => listWaitingOrders(db, act.city.city))).map((one) => ({
          recordId: one.record_id,
          acceptanceNo: one.acceptance_no,
          asks: one.asks,
          code: one.code,
          officials: [...one.officials],
          receivedAt: one.received_at,
        })),
        quarantine: (await listQuarantine(pool, [orders, results])).map((one) => ({
          fileSm3: one.file_sm3,
          fileName: one.file_name,
          stream: one.stream,
          seq: one.seq,
          code: one.code,
          detail: one.detail,
          times: one.times,
          foundAt: one.found_at,
        })),
      }
    },
    async sendAgain({ deps, act, params, at }) {
      if (!(await sendAgain(deps.pool, resultsStream(act.city.city), params.packageId, at)))
        throw new CardServiceError('not-found', 'No open package of this id')
      return {}
    },
    async clearQuarantine({ deps, act, params, at }) {
      if (!(await clearQuarantine(deps.pool, params.fileSm3, act.staff.staffId, at)))
        throw new CardServiceError('not-found', 'No such note')
      return {}
    },
  }
}
