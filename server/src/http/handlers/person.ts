import { personRoutes } from '@anju/contract/routes/person.ts'
import { getResidence } from '../../usecases/get-residence.ts'
import { lookUpPerson } from '../../usecases/look-up-person.ts'
import { lifeView } from '../life-view.ts'
import type { HandlersOf } from '../mount.ts'

export const personHandlers: HandlersOf<typeof personRoutes> = {
  lookUpPerson: ({ deps, act, body }) => lookUpPerson(deps, act, body.idNumber),
  async getResidence({ deps, act, params }) {
    const { personId, name, ...life } = await getResidence(deps, act, params.personId)
    return { personId, name, ...lifeView(life) }
  },
}
