import type { addressChangeRoutes } from '@anju/contract/routes/address-change.ts'
import { changePermitAddress } from '../../usecases/change-permit-address.ts'
import { getAddressChange } from '../../usecases/get-address-change.ts'
import { readOfficeLetter } from '../../usecases/read-office-letter.ts'
import type { HandlersOf } from '../mount.ts'

export const addressChangeHandlers: HandlersOf<typeof addressChangeRoutes> = {
  getAddressChange: ({ deps, act, params }) => getAddressChange(deps, act, params.permitId),
  changePermitAddress: async ({ deps, act, params, body }) => {
    const decision = await changePermitAddress(deps, act, { permitId: params.permitId, ...body })
    if (!decision.ok) return decision
    const { subjectId, change, ...outcome } = decision.value
    const told =
      change === undefined
        ? null
        : {
            effect: change.effect,
            issuedOn: change.issuedOn,
            nextAnniversaryOn: change.nextAnniversaryOn,
            opensOn: change.opensOn,
            yearsFrom: change.yearsFrom ?? null,
            endorsementOpen: change.endorsementOpen,
          }
    return { ...decision, value: { ...outcome, caseId: subjectId, change: told } }
  },
  readOfficeLetter: async ({ deps, act, params, body }) => {
    const decision = await readOfficeLetter(deps, act, { letterId: params.letterId, ...body })
    if (!decision.ok) return decision
    const { subjectId, ...outcome } = decision.value
    return { ...decision, value: { ...outcome, letterId: subjectId } }
  },
}
