import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { ApplicationDraft } from '../application/application-draft.ts'
import { materialsSent } from '../material/material-draft.ts'
import type { CardDesk } from './card-desk.ts'

type CardCaseSent = Omit<BodySent<Routes['openCardCase']>, 'intentId'>
export type CardBusiness = CardDesk['cases'][number]['business']
export type CardCaseReason = CardCaseSent['reason']
export type ChangedEntry = {
  readonly field: CardDesk['particulars'][number]
  readonly before: string
  readonly after: string
}

/** A case of another card as it is handed in; an entry only where one is said to be another, an agent's mandate and portrait only with the agent. */
export function cardCaseSent({
  reason,
  entry,
  note,
  draft,
}: {
  readonly reason: CardCaseReason
  readonly entry: ChangedEntry
  readonly note: string
  readonly draft: ApplicationDraft
}): CardCaseSent {
  const { agent, agentPortrait, cardValidFrom, inPerson, mandateId, materials, photo, photoSource } = draft
  const changes = (reason === 'changed' || reason === 'office-error') && entry.after !== ''
  return {
    reason,
    particulars: changes ? [entry] : [],
    materials: materialsSent(materials),
    inPerson,
    agent: agent === null ? null : { ...agent, idNumber: agent.idNumber.toUpperCase() },
    mandateId: agent === null ? null : mandateId,
    photo:
      photo === undefined
        ? null
        : {
            source: photoSource,
            blobId: photo.blobId,
            cardValidFrom: photoSource === 'chip' && cardValidFrom !== '' ? cardValidFrom : null,
          },
    agentPortrait: agent === null ? null : (agentPortrait?.blobId ?? null),
    note,
  }
}
