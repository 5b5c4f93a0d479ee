import { granted, ground, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { sealQualityNotes } from '../store/application.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { policeEvidence, policeGrounds, type PoliceEvidence } from './police-evidence.ts'

export type RejectQuality = ApplicationCommand &
  PoliceEvidence & {
    readonly reasons: readonly { readonly code: string; readonly text: string }[]
    readonly checkedOn: string
    readonly checkedBy: string
  }

/** The police found the data wanting (数据质量退回), with all reasons at once: back to the station, the clock runs on. By the exchange only. */
export function rejectQuality(deps: Deps, act: Act, command: RejectQuality): Promise<Decision<ApplicationOutcome>> {
  const { reasons, checkedOn, checkedBy } = command
  const codes = reasons.map(({ code }) => code)
  return stepApplication(deps, act, command, 'reject-quality', ({ row }, pack) => {
    const notes = Object.fromEntries(reasons.map(({ code, text }) => [code, text]))
    const change = { quality_reasons: codes, quality_notes_enc: sealQualityNotes(deps.crypto, row, notes) }
    return granted({ change, facts: { reasons, checkedOn, checkedBy, ...policeEvidence(command) } }, [
      ground(pack.source, 'application.quality', { reasons: codes }),
      ...policeGrounds(command, pack.source),
    ])
  })
}
