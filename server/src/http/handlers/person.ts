import { personRoutes } from '@anju/contract/routes/person.ts'
import { getResidence } from '../../usecases/get-residence.ts'
import { listPersonEntitlements } from '../../usecases/list-person-entitlements.ts'
import { lookUpPerson } from '../../usecases/look-up-person.ts'
import { entitlementView } from '../entitlement-view.ts'
import { lifeView } from '../life-view.ts'
import type { HandlersOf } from '../mount.ts'

export const personHandlers: HandlersOf<typeof personRoutes> = {
  lookUpPerson: ({ deps, act, body }) => lookUpPerson(deps, act, body.idNumber),
  async getResidence({ deps, act, params }) {
    const { personId, name, ...life } = await getResidence(deps, act, params.personId)
    return { personId, name, ...lifeView(life) }
  },
  async listEntitlements({ deps, act, params }) {
    const { asOf, entitlements } = await listPersonEntitlements(deps, act, params.personId)
    return { asOf, entitlements: entitlements.map(entitlementView) }
  },
}
