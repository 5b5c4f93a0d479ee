import { acceptedOn, type Acceptance } from '@anju/domain/application/accepted-on.ts'
import { decideMaterials } from '@anju/domain/application/decide-materials.ts'
import { granted, refused, refusalsOf, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { openAgent } from '../store/application.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { applicantOfCase } from './applicant-of-case.ts'
import { agencyDocumentsOf, type ApplicationCase, packOfCase, photoSourceOf, reconsider } from './application-case.ts'
import {
  type ApplicationCommand,
  type ApplicationEffect,
  type ApplicationOutcome,
  stepApplication,
} from './application-step.ts'
import { type HeldMandate, holdMandate } from './hold-mandate.ts'
import { takeIn } from './take-in.ts'

export type SupplementApplication = ApplicationCommand & {
  readonly materials: readonly Material[]
  /** Who brings them; as the application came, when nothing is said. */
  readonly by?: 'applicant' | 'agent' | undefined
  /** Of an agent: the mandate (委托) they come with; that of the application, when nothing is said. */
  readonly mandateId?: string | null | undefined
}

/**
 * Takes papers that are brought later (补齐材料). The same case goes on, nothing is keyed in anew; when the last item has come
 * the application is accepted as of that day. One that was accepted before keeps its number and its period.
 */
export async function supplementApplication(
  deps: Deps,
  act: Act,
  command: SupplementApplication,
): Promise<Decision<ApplicationOutcome>> {
  const applicant = await applicantOfCase(deps, act, command.applicationId)
  const { materials } = command
  const kinds = materials.map(({ kind }) => kind)
  return stepApplication(
    deps,
    act,
    command,
    'supplement',
    async (theCase, pack, tx) => {
      const { row } = theCase
      const lawOfCase = packOfCase(deps, act, row)
      const papers = decideMaterials(materials, row.condition, lawOfCase.checklist, agencyDocumentsOf(row, lawOfCase))
      const submission = reconsider(deps, act, theCase, applicant, materials)
      const held = await mandateOfBringer(deps, act, tx, theCase, command, pack)
      const reasons = refusalsOf(papers, submission, ...(held === undefined ? [] : [held]))
      if (!papers.ok || !submission.ok || held?.ok === false) return refused(...reasons)
      const mandate = held?.value

      const isComplete = submission.value.lacking.length === 0
      const acceptance =
        isComplete && row.accepted_on === null ? acceptanceOf(theCase, act.legalOn, pack, deps) : undefined
      const taken = acceptance === undefined ? undefined : await takeIn(deps, act, tx, row, acceptance, pack)
      const photo = materials.findLast(({ kind }) => kind === 'photo')
      const effect: ApplicationEffect = {
        ...taken?.effect,
        change: {
          ...taken?.effect.change,
          ...(photo === undefined ? {} : { photo_source: photoSourceOf(photo.provenance), photo_card_from: null }),
        },
        facts: {
          ...taken?.effect.facts,
          brought: kinds,
          stillMissing: submission.value.lacking.flatMap(({ facts }) => facts['missing'] ?? []),
        },
        effects: [...(taken?.effect.effects ?? []), ...(mandate === undefined ? [] : [mandate.effect])],
        alsoWrite: (writing) =>
          Promise.all([
            recordMaterials(
              writing,
              deps,
              act,
              { personId: row.person_id, applicationId: row.application_id, divisionCode: row.division_code },
              materials,
            ),
            mandate?.count(writing, row.application_id),
          ]),
      }
      return granted(effect, [...papers.grounds, ...(taken?.grounds ?? []), ...(held?.grounds ?? [])])
    },
    { brought: kinds },
  )
}

/** Papers of an application that an agent made are brought by an agent, unless it is said that the applicant came. */
function mandateOfBringer(
  deps: Deps,
  act: Act,
  tx: Tx,
  { row }: ApplicationCase,
  { by, mandateId }: SupplementApplication,
  pack: Pack,
): Promise<Decision<HeldMandate>> | undefined {
  if ((by ?? row.presence) !== 'agent') return undefined
  const acting = {
    mandateId: mandateId ?? row.mandate_id,
    principalId: row.person_id,
    agentIdNumber: openAgent(deps.crypto, row)?.idNumber ?? '',
  }
  return holdMandate(deps, act, tx, { ...acting, scope: 'supplement' }, pack)
}

/** Complete today: accepted as of the day of the last item, or of receipt when the notice came too late (R10). */
function acceptanceOf(
  { row, notices }: ApplicationCase,
  today: PlainDate,
  pack: Pack,
  deps: Deps,
): Exclude<Acceptance, { kind: 'open' }> {
  const [first] = notices
  const arrivals = (first?.items ?? []).map((item) => ({ item, on: today }))
  const notice = first === undefined ? {} : { notice: { givenOn: first.given_on, items: first.items } }
  const acceptance = acceptedOn(
    { receivedOn: row.applied_on, completeOnReceipt: false, arrivals, ...notice },
    today,
    pack.notice,
    deps.calendar,
  )
  return acceptance.kind === 'open' ? { kind: 'supplemented', acceptedOn: today, law: acceptance.law } : acceptance
}
