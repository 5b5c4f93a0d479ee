import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import {
  acknowledgeCardCase,
  exportCardCase,
  recordCardDispatch,
  recordCardProduction,
  recordCardRemake,
  rejectCardQuality,
} from '../usecases/card-case-at-police.ts'
import { acknowledgeApplication, exportApplication } from '../usecases/export-application.ts'
import type { PoliceEvidence } from '../usecases/police-evidence.ts'
import { recordDispatch } from '../usecases/record-dispatch.ts'
import { recordProduction } from '../usecases/record-production.ts'
import { rejectQuality } from '../usecases/reject-quality.ts'
import { recordRemake } from '../usecases/remake-card.ts'

type Told = PoliceEvidence & { readonly intentId: string; readonly caseId: string }
type Step<Command> = (deps: Deps, act: Act, command: Command) => Promise<Decision<unknown>>
type Packed = { readonly intentId: string; readonly caseId: string; readonly packageId: string }

/** What crossing the boundary does to the case that ordered a card, whichever kind of case it is. */
export type CaseSteps = {
  readonly export: Step<Packed>
  readonly acknowledge: Step<Packed>
  readonly rejectQuality: Step<
    Told & {
      readonly reasons: readonly { readonly code: string; readonly text: string }[]
      readonly checkedOn: string
      readonly checkedBy: string
    }
  >
  readonly produce: Step<
    Told & {
      readonly permitNo: string
      readonly stockNo: string
      readonly chipUid: string
      readonly issuedOn: PlainDate
      readonly madeOn: PlainDate
      readonly producedBy: string
    }
  >
  readonly remake: Step<
    Told & {
      readonly stockNo: string
      readonly chipUid: string
      readonly reason: 'personalisation-error' | 'lost-in-transit'
      readonly remadeOn: PlainDate
      readonly producedBy: string
    }
  >
  readonly dispatch: Step<
    Told & {
      readonly batchNo: string
      readonly stockNo: string
      readonly dispatchedOn: PlainDate
      readonly dispatchedBy: string
    }
  >
}

/** The first card of a permit: the case is its application. */
export const APPLICATION_STEPS: CaseSteps = {
  export: (deps, act, { caseId, ...told }) => exportApplication(deps, act, { applicationId: caseId, ...told }),
  acknowledge: (deps, act, { caseId, ...told }) =>
    acknowledgeApplication(deps, act, { applicationId: caseId, ...told }),
  rejectQuality: (deps, act, { caseId, ...told }) => rejectQuality(deps, act, { applicationId: caseId, ...told }),
  // A first card is made on its issue date.
  produce: (deps, act, { caseId, madeOn: _made, ...told }) =>
    recordProduction(deps, act, { applicationId: caseId, ...told }),
  remake: (deps, act, { caseId, ...told }) => recordRemake(deps, act, { applicationId: caseId, ...told }),
  dispatch: (deps, act, { caseId, ...told }) => recordDispatch(deps, act, { applicationId: caseId, ...told }),
}

/** Another card for a permit that goes on (换领、补领、更正). */
export const CARD_CASE_STEPS: CaseSteps = {
  export: (deps, act, { caseId, ...told }) => exportCardCase(deps, act, { cardCaseId: caseId, ...told }),
  acknowledge: (deps, act, { caseId, ...told }) => acknowledgeCardCase(deps, act, { cardCaseId: caseId, ...told }),
  rejectQuality: (deps, act, { caseId, ...told }) => rejectCardQuality(deps, act, { cardCaseId: caseId, ...told }),
  // The permit keeps its issue date, whatever day this card is made on.
  produce: (deps, act, { caseId, issuedOn: _issued, ...told }) =>
    recordCardProduction(deps, act, { cardCaseId: caseId, ...told }),
  remake: (deps, act, { caseId, ...told }) => recordCardRemake(deps, act, { cardCaseId: caseId, ...told }),
  dispatch: (deps, act, { caseId, ...told }) => recordCardDispatch(deps, act, { cardCaseId: caseId, ...told }),
}
