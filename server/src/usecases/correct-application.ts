import { granted, ground, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { recordMaterials, supersedeMaterials } from '../store/material.ts'
import { recordName } from '../store/person.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

export type CorrectApplication = ApplicationCommand & {
  readonly name?: string | undefined
  readonly photoBlobId?: string | undefined
  readonly note: string
}

/**
 * Mends what the police found wrong (数据质量退回), without asking the person again where that is possible. The approval
 * stands, and the order goes to the police once more; the production period runs on.
 */
export async function correctApplication(
  deps: Deps,
  act: Act,
  command: CorrectApplication,
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'correct', ({ row }, pack) => {
    const { name = '', photoBlobId, note } = command
    const changed = [...(name === '' ? [] : ['name']), ...(photoBlobId === undefined ? [] : ['photo'])]
    return granted(
      {
        change: {
          quality_reasons: [],
          quality_notes_enc: null,
          ...(photoBlobId === undefined ? {} : { photo_source: 'live' as const, photo_card_from: null }),
        },
        facts: { name, nameBefore: row.person_name, photoBlobId, note, mended: row.quality_reasons },
        effects: [{ topic: 'exchange.permit-order' }],
        alsoWrite: async (tx) => {
          if (name !== '') await recordName(tx, row.person_id, name)
          if (photoBlobId === undefined) return
          await supersedeMaterials(tx, row.application_id, ['photo'], act.legalOn)
          const owner = { personId: row.person_id, applicationId: row.application_id, divisionCode: row.division_code }
          await recordMaterials(tx, deps, act, owner, [
            { kind: 'photo', provenance: 'live-capture', originalSeen: true, copyKept: true, blobId: photoBlobId },
          ])
        },
      },
      [ground(pack.photo.sources.law, 'application.mended', { changed, reasons: [...row.quality_reasons] })],
    )
  })
}
