import { type AgencyFacts, decideAgency } from '../agency/decide-agency.ts'
import {
  type Decision,
  decided,
  granted,
  ground,
  refusal,
  type Refusal,
  refusalsOf,
  refused,
} from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { decideTarget, type TargetPerson } from '../person/decide-target.ts'
import type { Pack } from '../policy/pack.ts'
import type { ResidenceLedger } from '../residence/residence-ledger.ts'
import { type Condition, type MissingGroup, missingMaterials, noticeItems, type Provided } from './checklist.ts'
import { decidePhoto, type Photo } from './decide-photo.ts'

export type ApplicationPolicy = Pick<Pack, 'target' | 'halfYear' | 'checklist' | 'inPerson' | 'photo' | 'agency'>

/** Who stands at the counter. */
export type Presence =
  | { readonly by: 'applicant' }
  | { readonly by: 'agent'; readonly agency: AgencyFacts }
  | { readonly by: 'nobody' }

export type ApplicationFacts = {
  readonly person: TargetPerson
  readonly residenceDivision: string
  /** As of the day of application. */
  readonly residence: Pick<ResidenceLedger, 'residing' | 'residenceStart' | 'eligibleFrom'>
  readonly condition: Condition
  readonly provided: Provided
  readonly photo?: Photo
  readonly presence: Presence
  /** Portraits (人像) taken on site for this case. */
  readonly portraits: readonly ('applicant' | 'agent')[]
  readonly openApplication?: { readonly applicationId: string; readonly acceptanceNo: string }
  /** A permit that was issued and has not ended; suspended ones too, for they are endorsed. */
  readonly permit?: { readonly permitNo: string; readonly validToOn: PlainDate }
}

export type Eligibility = {
  readonly condition: Condition
  readonly residenceStart: PlainDate
  /** Whether every agency case gets a review of its own, and this is one. */
  readonly secondReview: boolean
}

const ONE_AT_A_TIME = 'CN-663:9.1'
const ENDORSE_INSTEAD = 'CN-663:10.1'

/**
 * Decides whether an application for a residence permit (申领居住证) is complete and its conditions are met, and if not, tells
 * every reason at once.
 *
 * A citizen who left the place of the hukou, has lived here half a year and meets one of three conditions may apply
 * (CN-663:2, FS-2016-14:二.一, LH-2017-36:三.一), with the papers of the closed checklist (FS-2016-14:二.二), in person
 * (FS-2016-14:三.一) or through an agent where the law allows it (CN-663:9.3).
 *
 * - Foshan, registered 2016-01-05, lease and filing certificate: refused on 2016-07-04 with the first day 2016-07-05; granted
 *   on 2016-07-05
 * - the same with the lease only: refused, the filing certificate is missing
 * - an adult who sends a friend: refused, in person
 *
 * Readings taken: the corresponding day counts (I-020), a permit is endorsed and not applied for anew (I-041), as soon after a
 * return as one could apply (I-214), only who is there is photographed (I-046).
 */
export function decideApplication(
  facts: ApplicationFacts,
  on: PlainDate,
  policy: ApplicationPolicy,
): Decision<Eligibility> {
  const target = decideTarget(facts.person, facts.residenceDivision, policy.target)
  const residence = decideResidence(facts.residence, on, policy)
  const condition = decideCondition(facts, policy)
  const attendance = decideAttendance(facts.presence, on, policy)
  const photo = decidePhoto(facts.photo, on, policy.photo)
  const refusals = [
    ...refusalsOf(target, residence, condition, attendance, photo),
    ...refusePortraits(facts, policy),
    ...refuseDuplicate(facts),
  ]
  if (refusals.length > 0 || !residence.ok || !attendance.ok) return refused(...refusals)

  const { residenceStart } = residence.value
  const { secondReview } = attendance.value
  const grounds = [target, residence, condition, attendance, photo].flatMap((part) => (part.ok ? part.grounds : []))
  return granted({ condition: facts.condition, residenceStart, secondReview }, grounds)
}

/** Lives here, registered without a break for half a year. */
function decideResidence(
  { residing, residenceStart, eligibleFrom }: ApplicationFacts['residence'],
  on: PlainDate,
  policy: ApplicationPolicy,
): Decision<{ residenceStart: PlainDate }> {
  const { law } = policy.halfYear
  if (!residing || residenceStart === undefined || eligibleFrom === undefined) {
    return refused(refusal('application.not-residing', law))
  }
  const dates = { residenceStart, eligibleFrom }
  if (on < eligibleFrom) return refused(refusal('application.too-early', law, dates))
  return granted({ residenceStart }, [ground(law, 'residence.half-year', dates)])
}

/**
 * The chosen condition is shown with all its papers. A house its landlord has not filed is no paper one can bring. The papers
 * of an agent are the agent's matter ({@link decideAgency}) and not named twice.
 */
function decideCondition(facts: ApplicationFacts, policy: ApplicationPolicy): Decision<Condition> {
  const { condition, provided } = facts
  const missing = missingMaterials(condition, provided, policy.checklist)
  const unfiled = missing.filter(isUnfiled)
  const items = noticeItems(missing.filter((group) => !isUnfiled(group)))
  const { law } = policy.checklist.conditions[condition]
  return decided(
    [
      ...(unfiled.length > 0 ? [refusal('application.condition-not-met', law, { condition })] : []),
      ...(items.length > 0 ? [refusal('application.materials-missing', law, { missing: items })] : []),
    ],
    () => condition,
    () => [ground(law, 'application.condition-met', { condition })],
  )
}

function isUnfiled(group: MissingGroup): boolean {
  return group.ways.every((way) => way.houseNotFiled && way.materials.length === 0)
}

/** In person, or through an agent where that is allowed. */
function decideAttendance(
  presence: Presence,
  on: PlainDate,
  policy: ApplicationPolicy,
): Decision<{ secondReview: boolean }> {
  if (presence.by === 'agent') {
    const agency = decideAgency(presence.agency, on, policy.agency)
    return agency.ok ? granted({ secondReview: agency.value.secondReview }, agency.grounds) : agency
  }
  const { value: mustCome, law } = policy.inPerson
  if (presence.by === 'nobody' && mustCome) return refused(refusal('application.in-person-required', law))
  return granted({ secondReview: false }, [ground(law, 'application.in-person')])
}

/** Whoever stands at the counter is photographed where the city asks for it; who stays at home cannot be (I-046). */
function refusePortraits({ presence, portraits }: ApplicationFacts, { photo }: ApplicationPolicy): readonly Refusal[] {
  const { value: asked, law } = photo.portraits
  const missing = asked.filter((who) => who === presence.by && !portraits.includes(who))
  return missing.length === 0 ? [] : [refusal('application.portrait-missing', law)]
}

function refuseDuplicate({ openApplication, permit }: ApplicationFacts): readonly Refusal[] {
  return [
    ...(openApplication === undefined ? [] : [refusal('application.already-open', ONE_AT_A_TIME, openApplication)]),
    ...(permit === undefined ? [] : [refusal('application.permit-in-force', ENDORSE_INSTEAD, permit)]),
  ]
}
