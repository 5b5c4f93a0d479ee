import type { PersonRow } from '../store/person.ts'
import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import type { Ground } from '@anju/domain/kernel/decision.ts'
import type { Remedy } from '@anju/domain/remedy/remedies.ts'
import type { FormValues } from '@anju/standards/form/form-values.ts'
import type { TransferPaperFacts } from './load-transfer-paper.ts'

/** The papers that the counter prints, by the kind of case each belongs to. */
export const PAPER_KINDS_OF = {
  registration: ['form', 'registration-receipt', 'cancellation'],
  application: ['acceptance-receipt', 'deficiency-notice', 'refusal', 'pick-up-notice'],
  objection: ['objection-answer'],
  'permit-ending': ['permit-cancellation'],
  'card-case': ['card-refusal'],
  endorsement: ['endorsement-refusal'],
  fee: ['fee-receipt'],
  transfer: ['permit-inquiry', 'address-told', 'transfer-refusal'],
} as const
export type PaperSubject = keyof typeof PAPER_KINDS_OF
/** With the letter of a notice, which belongs to no case. */
export type PaperKind = (typeof PAPER_KINDS_OF)[PaperSubject][number] | 'notice-letter'

/** What stands on every paper: whose it is, where, and which office gives it. */
type Subject = {
  readonly jurisdiction: string
  readonly office: string
  readonly printedOn: string
  readonly name: string
  readonly idNumberMasked: string
  readonly address: string
}

/** Everything that 附件1 has a place for. Images by the id they are kept under. */
export type FormFacts = {
  readonly jurisdiction: string
  readonly office: string
  readonly printedOn: string
  readonly values: FormValues
  readonly place: {
    readonly district: string
    readonly town: string
    readonly policeStation: string
    readonly committee: string
  }
  readonly hukou: {
    readonly province: string
    readonly city: string
    readonly county: string
    readonly detail: string
  }
  readonly photo: string | undefined
  readonly applicantCopies: readonly string[]
  readonly agentCopies: readonly string[]
  readonly permitIssuedOn: string | undefined
  readonly finding: 'true' | 'untrue' | 'missed' | undefined
  readonly verifier: { readonly name: string; readonly on: string } | undefined
  readonly accepter: string | undefined
  readonly reviewer: string | undefined
}

export type PaperFacts =
  | ({ readonly kind: 'form' } & FormFacts)
  | ({
      readonly kind: 'registration-receipt'
      readonly receiptNo: string
      readonly declaredOn: string
      readonly registeredOn: string
      readonly eligibleFrom: string
      readonly registrar: string
      readonly toBeVisited: boolean
    } & Subject)
  | ({
      readonly kind: 'cancellation'
      readonly receiptNo: string
      readonly registeredOn: string | null
      readonly endedOn: string
      readonly reason: string
      readonly law: string
      /** The city visits, so another visit can be asked for. */
      readonly visits: boolean
      readonly objectUntil: string | undefined
      readonly objectLaw: string
      readonly remedies: readonly Remedy[]
      readonly signer: string
    } & Subject)
  | ({
      readonly kind: 'acceptance-receipt'
      readonly acceptanceNo: string
      readonly acceptedOn: string
      readonly dueOn: string | null
      readonly condition: string
      readonly materials: readonly string[]
      readonly accepter: string
    } & Subject)
  | ({
      readonly kind: 'deficiency-notice'
      readonly acceptanceNo: string
      readonly givenOn: string
      readonly items: readonly string[]
      readonly law: string
      readonly note: string
      readonly giver: string
    } & Subject)
  | ({
      readonly kind: 'refusal'
      readonly acceptanceNo: string
      readonly refusedOn: string
      readonly reasons: readonly Ground[]
      readonly remedies: readonly Remedy[]
      readonly signer: string
    } & Subject)
  | ({
      readonly kind: 'notice-letter'
      readonly text: string
      readonly madeOn: string
      /** Why it comes by post: no-number, failed-permanent, expired. */
      readonly state: string
    } & Subject)
  | ({
      readonly kind: 'objection-answer'
      readonly filedOn: string
      readonly toldOn: string
      readonly against: string
      readonly answeredOn: string
      readonly answer: 'upheld' | 'rejected'
      readonly reason: string
      readonly reasons: readonly Ground[]
      readonly remedies: readonly Remedy[]
      readonly signer: string
    } & Subject)
  | ({
      readonly kind: 'permit-cancellation'
      readonly permitNo: string
      readonly event: string
      readonly happenedOn: string
      readonly endsOn: string
      readonly law: ClauseRef
      readonly card: 'kept' | 'handed-in' | 'collected'
      readonly isCardBack: boolean
      readonly remedies: readonly Remedy[]
      readonly signer: string
    } & Subject)
  | ({
      readonly kind: 'card-refusal'
      readonly acceptanceNo: string
      readonly permitNo: string
      readonly business: string
      /** Why another card was asked for. */
      readonly because: string
      readonly acceptedOn: string
      readonly refusedOn: string
      readonly reason: string
      readonly law: ClauseRef
      readonly remedies: readonly Remedy[]
      readonly signer: string
    } & Subject)
  | ({
      readonly kind: 'endorsement-refusal'
      readonly permitNo: string
      readonly acceptedOn: string
      readonly refusedOn: string
      readonly reasons: readonly Ground[]
      /** What was found, in the official's words, each once. */
      readonly notes: readonly string[]
      readonly remedies: readonly Remedy[]
      readonly signer: string
    } & Subject)
  | ({
      readonly kind: 'fee-receipt'
      readonly permitNo: string
      readonly receiptNo: string
      readonly entry: 'charge' | 'waiver' | 'reversal'
      readonly business: string
      readonly fen: number
      readonly waivedFen: number
      readonly reason: string
      readonly law: ClauseRef
      readonly takenOn: string
      readonly signer: string
    } & Subject)
  | ({ readonly kind: 'permit-inquiry' | 'address-told' | 'transfer-refusal' } & TransferPaperFacts & Subject)
  | ({
      readonly kind: 'pick-up-notice'
      readonly acceptanceNo: string
      readonly permitNo: string
      readonly notifiedOn: string
      readonly lastDayOn: string
      readonly waitLaw: string
      readonly signer: string
    } & Subject)

/** A paper's facts, whose they are, and the version of the case they were read at. */
export type LoadedPaper = {
  readonly facts: PaperFacts
  readonly person: Pick<PersonRow, 'person_id' | 'dek_wrapped'>
  readonly divisionCode: string
  readonly version: number
}
