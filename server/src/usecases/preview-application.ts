import { checklistFor, type Condition } from '@anju/domain/application/checklist.ts'
import { decideMaterials, type Paper } from '@anju/domain/application/decide-materials.ts'
import { isMaterialKey } from '@anju/domain/application/material.ts'
import { decideApplication } from '@anju/domain/application/decide-application.ts'
import { refusalsOf } from '@anju/domain/kernel/decision.ts'
import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findRegistration } from '../store/registration.ts'
import { applicationFacts, getApplicant } from './applicant.ts'
import { describeChecklist } from './application-checklist.ts'

/** What only the real act can show: how the photo was taken, and the portraits. The checklist names the photo anyway. */
const NOT_ASKED: readonly RefusalCode[] = ['application.photo-missing', 'application.portrait-missing']

/** What the law says to an application today (申办预审): every reason, the first day, the checklist. Stores nothing. */
export async function previewApplication(
  deps: Deps,
  act: Act,
  asked: {
    readonly registrationId: string
    readonly condition: Condition
    readonly materials: readonly Paper[]
    /** An agent is here: the list has their papers, too. */
    readonly byAgent?: boolean
  },
) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const within = await act.city.pool.look(act.scope, (db) => findRegistration(db, asked.registrationId))
  if (within === undefined) throw new RegistryError('not-found', 'No such registration within reach')
  const applicant = await getApplicant(deps, act, asked.registrationId, pack)
  const { condition } = asked
  const agencyDocuments = asked.byAgent === true ? pack.agency.documents : undefined
  const kinds = asked.materials.map(({ kind }) => kind)
  const facts = applicationFacts(
    deps,
    applicant,
    { condition, kinds, photo: undefined, presence: 'applicant', agent: undefined, portraits: [] },
    act.legalOn,
  )
  const reasons = refusalsOf(
    decideApplication(facts, act.legalOn, pack),
    decideMaterials(asked.materials, condition, pack.checklist, agencyDocuments),
  )
  const provided = { materials: kinds.filter(isMaterialKey), houseFiled: applicant.dwelling.filing_no !== '' }
  return {
    personId: within.person_id,
    eligibleFrom: applicant.residence.eligibleFrom ?? null,
    refusals: reasons.filter(({ code }) => !NOT_ASKED.includes(code)),
    checklist: describeChecklist(
      checklistFor(condition, pack.checklist, agencyDocuments),
      condition,
      provided,
      pack,
      agencyDocuments,
    ),
  }
}
