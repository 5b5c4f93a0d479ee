import type { AddressRejection } from '@anju/standards/address/address-rejection.ts'
import type { FormFinding } from '@anju/standards/form/form-finding.ts'
import type { Provisional, WorkCalendar } from '../calendar/work-calendar.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import {
  granted,
  ground,
  refusal,
  refused,
  refusalsOf,
  type Decision,
  type Ground,
  type Refusal,
} from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { decideTarget, type TargetPerson } from '../person/decide-target.ts'
import type { Pack } from '../policy/pack.ts'
import type { Channel } from '../policy/workflow-policy.ts'
import { formRefusals, formWarnings } from './form-refusals.ts'
import { registeredOn } from './registered-on.ts'
import { registrationDueOn } from './registration-due-on.ts'

export type DeclarationPolicy = Pick<Pack, 'target' | 'registration' | 'form' | 'workflow'>

/** What a declaration of residence says, as far as the rule reads it. */
export type DeclaredResidence = {
  readonly channel: Channel
  readonly person: TargetPerson
  readonly residenceDivision: string
  readonly arrivedOn: PlainDate | undefined
  readonly submittedOn: PlainDate
  /** The day an official enters it; the same day at the window. */
  readonly enteredOn: PlainDate
  /** Findings on the form and the ID number (附件1 with its notes). */
  readonly findings: readonly FormFinding[]
  /** What keeps the address from being a standard one; an unknown lane alone waits for a survey. */
  readonly addressRejections: readonly AddressRejection[]
  readonly hasOpenRegistration: boolean
  /** The city's own law, for what has no better clause. */
  readonly law: ClauseRef
}

export type EnteredResidence = Provisional & {
  readonly registeredOn: PlainDate
  readonly dueOn: PlainDate | null
  readonly declaredLate: boolean
  readonly warnings: readonly { readonly field: string; readonly code: string }[]
}

/**
 * Decides whether a declaration of residence (居住登记申报) is accepted and entered.
 *
 * Whoever has left the hukou place for this city registers within the period of the pack; coming late is no refusal, it
 * is only recorded. Starred fields, a possible ID number and a standard address are needed (FS-2016-14:附件1.说明3,
 * FS-2016-14:二.三); everything else warns. Every reason is given at once.
 *
 * Worked dates, rules of Foshan (3 working days): arrived Mon 2016-01-04, declared 2016-01-07 is in time, 01-08 is late
 * and entered all the same.
 */
export function decideDeclaration(
  declared: DeclaredResidence,
  policy: DeclarationPolicy,
  calendar: WorkCalendar,
): Decision<EnteredResidence> {
  const target = decideTarget(declared.person, declared.residenceDivision, policy.target)
  const refusals = [
    ...channelRefusals(declared, policy),
    ...formRefusals(declared.findings, policy.form.required),
    ...refusalsOf(target),
    ...addressRefusals(declared.addressRejections),
    ...(declared.hasOpenRegistration ? [refusal('registration.already-active', declared.law)] : []),
  ]
  if (refusals.length > 0) return refused(...withoutRepeats(refusals))

  const day = registeredOn(
    { channel: declared.channel, submittedOn: declared.submittedOn, enteredOn: declared.enteredOn },
    policy.registration.dateBasis,
  )
  const due =
    declared.arrivedOn === undefined
      ? undefined
      : registrationDueOn('arrival', declared.arrivedOn, policy.registration, calendar)
  const declaredLate = due !== undefined && declared.submittedOn > due.extendedOn
  const grounds: readonly Ground[] = [
    ...(target.ok ? target.grounds : []),
    ground(day.law, 'registration.day', { registeredOn: day.registeredOn, basis: day.basis }),
    ...(due === undefined
      ? []
      : [
          ground(policy.registration.dueAfterArrival.law, declaredLate ? 'registration.late' : 'registration.in-time', {
            dueOn: due.extendedOn,
            ...(due.provisionalYear === undefined ? {} : { provisionalYear: due.provisionalYear }),
          }),
        ]),
  ]
  return granted(
    {
      registeredOn: day.registeredOn,
      dueOn: due?.extendedOn ?? null,
      ...(due?.provisionalYear === undefined ? {} : { provisionalYear: due.provisionalYear }),
      declaredLate,
      warnings: formWarnings(declared.findings, policy.form.required),
    },
    grounds,
  )
}

function channelRefusals(declared: DeclaredResidence, policy: DeclarationPolicy): readonly Refusal[] {
  const { channels } = policy.workflow.registration
  if (channels.value.includes(declared.channel)) return []
  return [refusal('channel.not-offered', channels.law, { channel: declared.channel })]
}

function addressRefusals(rejections: readonly AddressRejection[]): readonly Refusal[] {
  const onlyUnknownLane = rejections.every(({ code }) => code === 'address.unknown-lane')
  return onlyUnknownLane ? [] : rejections.map(({ code, law, facts }) => refusal(code, law, facts))
}

/** The form and the target rule may both say that another procedure is meant; once is enough. */
function withoutRepeats(refusals: readonly Refusal[]): readonly Refusal[] {
  return refusals.filter(
    (one, at) =>
      refusals.findIndex((other) => other.code === one.code && other.facts['field'] === one.facts['field']) === at ||
      one.code !== 'id-number.other-procedure',
  )
}
