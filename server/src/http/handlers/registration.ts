import { registrationRoutes } from '@anju/contract/routes/registration.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { amendRegistration } from '../../usecases/amend-registration.ts'
import { declareOnline } from '../../usecases/declare-online.ts'
import { endByRecord } from '../../usecases/end-by-record.ts'
import { enterDeclaration } from '../../usecases/enter-declaration.ts'
import { getRegistration } from '../../usecases/get-registration.ts'
import { giveSecondOpinion } from '../../usecases/give-second-opinion.ts'
import { listOwnMatters } from '../../usecases/list-own-matters.ts'
import { moveResidence } from '../../usecases/move-residence.ts'
import { objectToCancellation } from '../../usecases/object-to-cancellation.ts'
import { recordContact } from '../../usecases/record-contact.ts'
import { recordDeparture } from '../../usecases/record-departure.ts'
import { recordLandlordConfirmation } from '../../usecases/record-landlord-confirmation.ts'
import { recordPatrol } from '../../usecases/record-patrol.ts'
import { recordStillHere } from '../../usecases/record-still-here.ts'
import { recordVisit } from '../../usecases/record-visit.ts'
import { registerResidence, type RegisteredResidence } from '../../usecases/register-residence.ts'
import { settleCivilEvent } from '../../usecases/settle-civil-event.ts'
import type { RegistrationOutcome } from '../../usecases/registration-step.ts'
import type { HandlersOf } from '../mount.ts'

export const registrationHandlers: HandlersOf<typeof registrationRoutes> = {
  registerResidence: async ({ deps, act, body }) =>
    registrationAnswer(await registerResidence(deps, act, body, 'entered')),
  holdDeclaration: async ({ deps, act, body }) => registrationAnswer(await registerResidence(deps, act, body, 'held')),
  declareOnline: async ({ deps, act, body }) => registrationAnswer(await declareOnline(deps, act, body)),
  listOwnMatters: ({ deps, act }) => listOwnMatters(deps, act),
  getRegistration: ({ deps, act, params }) => getRegistration(deps, act, params.registrationId),
  enterDeclaration: async ({ deps, act, params, body }) =>
    registrationAnswer(await enterDeclaration(deps, act, { ...params, ...body })),
  recordVisit: async ({ deps, act, params, body }) =>
    registrationAnswer(await recordVisit(deps, act, { ...params, ...body })),
  giveSecondOpinion: async ({ deps, act, params, body }) =>
    registrationAnswer(await giveSecondOpinion(deps, act, { ...params, ...body })),
  recordLandlordConfirmation: async ({ deps, act, params, body }) =>
    registrationAnswer(await recordLandlordConfirmation(deps, act, { ...params, ...body })),
  recordContact: async ({ deps, act, params, body }) =>
    registrationAnswer(await recordContact(deps, act, { ...params, ...body })),
  recordPatrol: async ({ deps, act, params, body }) =>
    registrationAnswer(await recordPatrol(deps, act, { ...params, ...body })),
  recordStillHere: async ({ deps, act, params, body }) =>
    registrationAnswer(await recordStillHere(deps, act, { ...params, ...body })),
  amendRegistration: async ({ deps, act, params, body }) =>
    registrationAnswer(await amendRegistration(deps, act, { ...params, ...body })),
  moveResidence: async ({ deps, act, params, body }) =>
    registrationAnswer(await moveResidence(deps, act, { ...params, ...body })),
  recordDeparture: async ({ deps, act, params, body }) =>
    registrationAnswer(await recordDeparture(deps, act, { ...params, ...body })),
  endByRecord: async ({ deps, act, params, body }) =>
    registrationAnswer(await endByRecord(deps, act, { ...params, ...body })),
  settleCivilEvent: async ({ deps, act, params, body }) => {
    const decision = await settleCivilEvent(deps, act, { ...params, ...body })
    if (!decision.ok) return decision
    const { subjectId, repeated } = decision.value
    return { ...decision, value: { recordId: subjectId, repeated } }
  },
  objectToCancellation: async ({ deps, act, params, body }) =>
    registrationAnswer(await objectToCancellation(deps, act, { ...params, ...body })),
}

/** A use case's outcome in the shape of the contract. */
export function registrationAnswer(
  decision: Decision<RegistrationOutcome & Partial<Pick<RegisteredResidence, 'warnings'>>>,
) {
  if (!decision.ok) return decision
  const { subjectId, warnings = [], ...outcome } = decision.value
  return { ...decision, value: { ...outcome, registrationId: subjectId, warnings: [...warnings] } }
}
