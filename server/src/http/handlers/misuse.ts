import type { misuseRoutes } from '@anju/contract/routes/misuse.ts'
import { answerMisuseAlert } from '../../usecases/answer-misuse-alert.ts'
import { listMisuseAlerts } from '../../usecases/list-misuse-alerts.ts'
import type { HandlersOf } from '../mount.ts'

export const misuseHandlers: HandlersOf<typeof misuseRoutes> = {
  listMisuseAlerts: async ({ act }) => ({ alerts: await listMisuseAlerts(act) }),
  async answerMisuseAlert({ deps, act, params, body }) {
    const decision = await answerMisuseAlert(deps, act, { alertId: params.alertId, ...body })
    if (!decision.ok) return decision
    const { subjectId: alertId, version, repeated } = decision.value
    return { ...decision, value: { alertId, version, repeated, grounds: [...decision.grounds] } }
  },
}
