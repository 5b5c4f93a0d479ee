import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import { decideRecipient } from '@anju/domain/application/decide-recipient.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, refusalsOf, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { recordMaterials } from '../store/material.ts'
import { recordHandOver } from '../store/permit.ts'
import { openIdNumber } from '../store/person.ts'
import { PORTRAIT_KINDS } from './application-case.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { holdMandate } from './hold-mandate.ts'
import { productionGrounds } from './notify-ready.ts'

export type HandOver = ApplicationCommand & {
  readonly recipient: 'applicant' | 'agent'
  readonly recipientIdNumber: string
  readonly recipientPortrait: string | null
  /** Of an agent: the mandate (委托) they come with; that of the application, when nothing is said. */
  readonly mandateId?: string | null | undefined
}

/** Hands the card over (发放) to the applicant, or to an agent who has their mandate for it, told by the number of the document shown; the permit is in force. */
export async function handOver(deps: Deps, act: Act, command: HandOver): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'hand-over', async ({ row, permit }, pack, tx) => {
    if (permit === undefined) throw new Error(`Application ${row.application_id} has a card to hand over and no permit`)
    const { recipient, recipientPortrait } = command
    const acting = {
      mandateId: command.mandateId ?? row.mandate_id,
      principalId: row.person_id,
      agentIdNumber: command.recipientIdNumber,
    }
    const held =
      recipient === 'agent' ? await holdMandate(deps, act, tx, { ...acting, scope: 'pick-up' }, pack) : undefined
    const mandate = held?.ok === true ? held.value : undefined
    const decision = decideRecipient(
      {
        recipient,
        shownIdNumber: normaliseIdNumber(command.recipientIdNumber),
        applicantIdNumber: openIdNumber(deps.crypto, row),
        ...(mandate === undefined ? {} : { agentIdNumber: mandate.agent.idNumber }),
      },
      parseClauseRef(pack.workflow.duties['hand-over']?.law ?? pack.source),
    )
    if (!decision.ok || held?.ok === false)
      return refused(...refusalsOf(decision, ...(held === undefined ? [] : [held])))
    const progress = { handedOverOn: act.legalOn, ...(row.notified_on === null ? {} : { notifiedOn: row.notified_on }) }
    const owner = { personId: row.person_id, applicationId: row.application_id, divisionCode: row.division_code }
    return granted(
      {
        change: { handed_over_on: act.legalOn },
        facts: { recipient, stockNo: permit.stock_no, permitNo: permit.permit_no, handedOverOn: act.legalOn },
        effects: [{ topic: 'notice.issued' }, ...(mandate === undefined ? [] : [mandate.effect])],
        alsoWrite: (writing) =>
          Promise.all([
            mandate?.count(writing, row.application_id),
            recordHandOver(writing, { crypto: deps.crypto, act }, permit.permit_id, act.legalOn),
            recordMaterials(
              writing,
              deps,
              act,
              owner,
              recipientPortrait === null
                ? []
                : [
                    {
                      kind: PORTRAIT_KINDS.recipient,
                      provenance: 'live-capture',
                      originalSeen: true,
                      copyKept: true,
                      blobId: recipientPortrait,
                    },
                  ],
            ),
          ]),
      },
      [...decision.grounds, ...(held?.grounds ?? []), ...productionGrounds(deps, row, progress, pack)],
    )
  })
}
