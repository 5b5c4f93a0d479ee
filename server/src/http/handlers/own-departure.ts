import type { ownDepartureRoutes } from '@anju/contract/routes/own-departure.ts'
import { declareOwnDeparture, takeBackOwnDeparture } from '../../usecases/declare-own-departure.ts'
import { getOwnDeparture, type LeavingView } from '../../usecases/get-own-departure.ts'
import { reasonView, refusalView } from '../life-view.ts'
import type { HandlersOf } from '../mount.ts'
import { registrationAnswer } from './registration.ts'

export const ownDepartureHandlers: HandlersOf<typeof ownDepartureRoutes> = {
  async getOwnDeparture({ deps, act, query }) {
    const { asOf, leaving, left } = await getOwnDeparture(deps, act, query.leftOn)
    return {
      asOf,
      leaving: leaving === null ? null : { ...ownView(leaving), leftOn: leaving.leftOn },
      left:
        left === null
          ? null
          : {
              ...ownView(left),
              leftOn: left.row.ended_on ?? '',
              destination: left.destination,
              toldOn: left.row.state_since,
              lastDayOn: left.lastDayOn,
            },
    }
  },
  declareOwnDeparture: async ({ deps, act, params, body }) =>
    registrationAnswer(await declareOwnDeparture(deps, act, { ...params, ...body })),
  takeBackOwnDeparture: async ({ deps, act, params, body }) =>
    registrationAnswer(await takeBackOwnDeparture(deps, act, { ...params, ...body })),
}

function ownView({ row, means, refusals }: Pick<LeavingView, 'row' | 'means' | 'refusals'>) {
  return {
    registrationId: row.registration_id,
    version: row.version,
    state: row.state,
    name: row.person_name,
    standardText: row.standard_text,
    receiptNo: row.receipt_no,
    registeredOn: row.registered_on,
    refusals: refusals.map(refusalView),
    means: means.map(reasonView),
  }
}
