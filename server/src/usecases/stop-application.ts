import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { OPEN_REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import type { Act, Deps } from '../deps.ts'
import { endPermit, voidCard } from '../store/permit.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { callOff } from './withdraw-application.ts'

export type StopApplication = ApplicationCommand & {
  readonly reason: 'died' | 'hukou-converted' | 'registration-ended'
  readonly document: string
}

const ENDED = { died: 'died', 'hukou-converted': 'local-hukou', 'registration-ended': 'left-city' } as const

/**
 * Stops an application (终止办理): the person died, got a local hukou, or no longer lives here. Whoever stops it because the
 * registration has ended must find it ended. A card that was made and not handed over is void.
 */
export async function stopApplication(
  deps: Deps,
  act: Act,
  command: StopApplication,
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'stop', ({ row, permit }, pack) => {
    const { reason, document } = command
    const stillLives = OPEN_REGISTRATION_STATES.includes(row.registration_state)
    if (reason === 'registration-ended' && stillLives)
      return refused(refusal('application.registration-in-force', pack.halfYear.law))
    return granted(
      {
        change: { close_reasons: [reason] },
        facts: { reason, document, voidStockNo: permit?.stock_no },
        effects: [{ topic: 'notice.application-stopped', payload: { reason } }, ...callOff(row.state)],
        alsoWrite: (tx) =>
          permit === undefined
            ? Promise.resolve()
            : Promise.all([
                endPermit(tx, { crypto: deps.crypto, act }, permit.permit_id, act.legalOn, ENDED[reason]),
                voidCard(tx, { crypto: deps.crypto, act }, permit.permit_id, 'withdrawn', act.legalOn),
              ]),
      },
      [ground(pack.halfYear.law, 'application.stopped', { reason })],
    )
  })
}
