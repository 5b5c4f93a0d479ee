import type { lookRoutes } from '@anju/contract/routes/look.ts'
import { exportList } from '../../usecases/export-list.ts'
import { listAgentAlerts } from '../../usecases/list-agent-alerts.ts'
import { listLookAlerts, listLooks, listOwnLooks, listPersonLooks } from '../../usecases/list-looks.ts'
import { recordPrint } from '../../usecases/record-print.ts'
import { revealField } from '../../usecases/reveal-field.ts'
import { LIST_WORDS } from '../list-words.ts'
import { lookKindOf, lookRoleOf } from '../look-view.ts'
import type { HandlersOf } from '../mount.ts'

export const lookHandlers: HandlersOf<typeof lookRoutes> = {
  revealField: ({ deps, act, body }) => revealField(deps, act, body),
  recordPrint: ({ deps, act, body }) => recordPrint(deps, act, body),
  exportList: ({ deps, act, body: { q, all, ...asked } }) =>
    exportList(deps, act, { ...asked, from: asked.from, to: asked.to, part: q, all: all === '1' }, LIST_WORDS),
  listLooks: async ({ deps, act, body }) => ({
    looks: await listLooks(deps, act, { ...body, from: body.from, to: body.to }),
  }),
  listPersonLooks: async ({ deps, act, params }) => ({ looks: await listPersonLooks(deps, act, params.personId) }),
  listLookAlerts: async ({ deps, act }) => ({
    alerts: await listLookAlerts(deps, act),
    agents: await listAgentAlerts(act),
  }),
  async listOwnLooks({ deps, act }) {
    const { looks, ...rest } = await listOwnLooks(deps, act)
    return {
      ...rest,
      looks: looks.map((look) => ({ ...look, role: lookRoleOf(look.role), kind: lookKindOf(look.kind) })),
    }
  },
}
