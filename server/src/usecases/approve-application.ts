import { decideOccupancy } from '@anju/domain/dwelling/occupancy.ts'
import { granted, refusal, refused, refusalsOf, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { applicantOfCase } from './applicant-of-case.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { findBlob } from '../store/blob.ts'
import { type ApplicationCase, reconsider, standingPhoto } from './application-case.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { refusalsWithoutWitness } from './require-witness.ts'

/**
 * Reviews and approves (审核), signed by somebody who signed no other step: conditions met, papers complete. One permit too
 * many at the dwelling needs a reason. Where the police make the card, the order goes to them.
 */
export async function approveApplication(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly occupancyReason: string },
): Promise<Decision<ApplicationOutcome>> {
  const applicant = await applicantOfCase(deps, act, command.applicationId)
  return stepApplication(deps, act, command, 'approve', async (theCase, pack, tx) => {
    const { row } = theCase
    const crosses = pack.workflow.application.path.value.includes('export')
    const submission = reconsider(deps, act, theCase, applicant)
    const lacking = submission.ok ? submission.value.lacking : submission.refusals
    const occupancy = decideOccupancy(
      {
        ...(row.living_area_m2 === null ? {} : { livingArea: row.living_area_m2 }),
        // The count includes the case at hand.
        permits: row.permits - 1,
        occupants: row.occupants,
        supervisorReason: command.occupancyReason,
      },
      pack.occupancy,
    )
    const photo =
      crosses && !(await hasPhotoImage(tx, theCase))
        ? [refusal('application.photo-missing', pack.photo.sources.law)]
        : []
    const witness = crosses ? await refusalsWithoutWitness(act, tx, pack.source) : []
    const reasons = [...lacking, ...photo, ...refusalsOf(occupancy), ...witness]
    if (reasons.length > 0 || !submission.ok || !occupancy.ok) return refused(...reasons)
    return granted(
      {
        change: {
          approved_on: act.legalOn,
          occupancy_reason: command.occupancyReason === '' ? null : command.occupancyReason,
        },
        facts: {
          ...occupancy.value,
          permits: row.permits,
          occupants: row.occupants,
          occupancyReason: command.occupancyReason,
        },
        effects: crosses ? [{ topic: 'exchange.permit-order' }] : [],
      },
      [...submission.grounds, ...occupancy.grounds],
    )
  })
}

/** The police make the card from the image, so an order without one must not leave: a photo named and never sent is none. */
async function hasPhotoImage(db: Db, theCase: ApplicationCase): Promise<boolean> {
  const blobId = standingPhoto(theCase)?.blob_id ?? null
  return blobId !== null && (await findBlob(db, blobId)) !== undefined
}
