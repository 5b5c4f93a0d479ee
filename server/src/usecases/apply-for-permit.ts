import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { applicationDueOn, applicationProvisional } from '@anju/domain/application/application-due-on.ts'
import type { Condition } from '@anju/domain/application/checklist.ts'
import { decideMaterials } from '@anju/domain/application/decide-materials.ts'
import { decideSubmission } from '@anju/domain/application/decide-submission.ts'
import { granted, ground, refusal, refusalsOf, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type Agent, recordApplication, sealAgent } from '../store/application.ts'
import { intentOf } from '../store/intent.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { recordOccupancy } from '../store/place.ts'
import { recordProvisionalDue } from '../store/provisional-due.ts'
import { recordEvents } from '../store/record-event.ts'
import { findRegistration } from '../store/registration.ts'
import { agentRefusals, type Applicant, applicationFacts, type Asked, getApplicant } from './applicant.ts'
import { PORTRAIT_KINDS, photoSourceOf } from './application-case.ts'
import { type ApplicationOutcome, standingOf } from './application-step.ts'
import { carryOut } from './carry-out.ts'
import { type HeldMandate, holdMandate } from './hold-mandate.ts'
import { officeFor } from './office-for.ts'
import { portraitPaper, type TakenPhoto, withPhoto } from './taken-photo.ts'

export type ApplyForPermit = {
  readonly intentId: string
  readonly registrationId: string
  readonly condition: Condition
  readonly materials: readonly Material[]
  readonly inPerson: boolean
  readonly agent: Agent | null
  /** The mandate (委托) under which the agent acts. */
  readonly mandateId?: string | null
  readonly photo: TakenPhoto | null
  readonly applicantPortrait: string | null
  readonly agentPortrait: string | null
}

/**
 * Takes an application for a permit (申办居住证) on a registration in force. Who may not apply hears every reason at once,
 * with the first day on which they may, and nothing is stored. Who only lacks papers hands in what there is; the one
 * notice follows.
 */
export async function applyForPermit(
  deps: Deps,
  act: Act,
  command: ApplyForPermit,
): Promise<Decision<ApplicationOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'accept', pack.workflow)
  if (!authority.ok) return authority
  const applicant = await getApplicant(deps, act, command.registrationId, pack)
  const asked = askedOf(command)
  const intent = intentOf(command.intentId, 'application/apply', command)
  const applicationId = deps.newId()

  const carried = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const registration = await findRegistration(tx, command.registrationId)
      if (registration === undefined) throw new RegistryError('not-found', 'No such registration within reach')
      const held = await mandateFor(deps, act, tx, applicant, asked, command, pack)
      const decision = decide(deps, act, pack, applicant, asked, command.materials)
      if (!decision.ok || held?.ok === false)
        return refused(...refusalsOf(decision, ...(held === undefined ? [] : [held])))
      const mandate = held?.value
      const {
        person_id: personId,
        dek_wrapped: wrappedKey,
        division_code: divisionCode,
        dwelling_id: dwellingId,
      } = registration
      const { officeId } = await officeFor(deps, act, divisionCode)
      const because = [ground('CN-663:9', 'application.apply'), ...decision.grounds, ...(held?.grounds ?? [])]
      const waiting = { state: 'submitted' as const, since: act.legalOn, appliedOn: act.legalOn, productionDueOn: null }
      const answerDueOn = applicationDueOn(waiting, pack, deps.calendar)
      const due = { ...waiting, nextDueOn: answerDueOn, productionExtendedOn: null }
      const { provisionalYear } = applicationProvisional(due, deps.calendar)
      await Promise.all([
        recordApplication(tx, {
          applicationId,
          personId,
          registrationId: command.registrationId,
          dwellingId,
          officeId,
          divisionCode,
          pack: pack.id,
          condition: command.condition,
          appliedOn: act.legalOn,
          nextDueOn: answerDueOn,
          presence: asked.presence,
          agentEnc:
            asked.agent === undefined ? null : sealAgent(deps.crypto, applicationId, personId, asked.agent, wrappedKey),
          agentRelation: asked.agent?.relation ?? null,
          mandateId: mandate?.row.mandate_id ?? null,
          photoSource: asked.photo?.source ?? null,
          photoCardFrom: asked.photo?.cardValidFrom ?? null,
        }),
        recordMaterials(tx, deps, act, { personId, applicationId, divisionCode }, [
          ...withPhoto(command.materials, command.photo),
          ...portraitsOf(command),
        ]),
        recordOccupancy(tx, dwellingId, { permits: 1 }),
        ...(provisionalYear === undefined
          ? []
          : [recordProvisionalDue(tx, 'application', applicationId, provisionalYear)]),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: applicationId,
          pack: pack.id,
          person: { personId, wrappedKey },
          events: [
            {
              kind: 'apply',
              version: 1,
              facts: { ...command, agent: asked.agent, applicationId, to: 'submitted' },
              grounds: because,
            },
          ],
          effects: mandate === undefined ? [] : [mandate.effect],
        }),
      ])
      await mandate?.count(tx, applicationId)
      return granted({ subjectId: applicationId, version: 1 }, because)
    },
    (constraint) =>
      constraint === 'application_open_once' ? refused(refusal('application.already-open', 'CN-663:9.1')) : undefined,
  )
  return carried.ok
    ? granted({ ...carried.value, ...(await standingOf(act, carried.value.subjectId)) }, carried.grounds)
    : carried
}

/** The mandate of an agent's application; undefined when no agent came. */
async function mandateFor(
  deps: Deps,
  act: Act,
  tx: Tx,
  { person }: Applicant,
  { agent }: Asked,
  command: ApplyForPermit,
  pack: Pack,
): Promise<Decision<HeldMandate> | undefined> {
  if (agent === undefined) return undefined
  const acting = { mandateId: command.mandateId ?? null, principalId: person.person_id, agentIdNumber: agent.idNumber }
  return holdMandate(deps, act, tx, { ...acting, scope: 'application' }, pack)
}

/** Every reason of every rule at once: the person, the papers that are on no list, the agent's particulars. */
function decide(deps: Deps, act: Act, pack: Pack, applicant: Applicant, asked: Asked, materials: readonly Material[]) {
  const submission = decideSubmission(applicationFacts(deps, applicant, asked, act.legalOn), act.legalOn, pack)
  const agencyDocuments = asked.presence === 'agent' ? pack.agency.documents : undefined
  const papers = decideMaterials(materials, asked.condition, pack.checklist, agencyDocuments)
  const others = [...refusalsOf(papers), ...agentRefusals(asked.agent, act.legalOn)]
  if (others.length > 0) return refused(...refusalsOf(submission), ...others)
  return submission
}

/** What the rules ask about, from what was keyed in. */
function askedOf(command: ApplyForPermit): Asked {
  const { photo, agent, inPerson } = command
  const papers = withPhoto(command.materials, command.photo)
  const brought = papers.findLast(({ kind }) => kind === 'photo')
  const source = photo?.source ?? (brought === undefined ? undefined : photoSourceOf(brought.provenance))
  const attended = inPerson ? 'applicant' : 'nobody'
  return {
    condition: command.condition,
    kinds: papers.map(({ kind }) => kind),
    photo: source === undefined ? undefined : { source, cardValidFrom: photo?.cardValidFrom ?? null },
    presence: agent === null ? attended : 'agent',
    agent: agent === null ? undefined : { ...agent, idNumber: normaliseIdNumber(agent.idNumber) },
    portraits: [
      ...(command.applicantPortrait === null ? [] : (['applicant'] as const)),
      ...(command.agentPortrait === null ? [] : (['agent'] as const)),
    ],
  }
}

function portraitsOf({ applicantPortrait, agentPortrait }: ApplyForPermit): readonly Material[] {
  return [
    ...portraitPaper(PORTRAIT_KINDS.applicant, applicantPortrait),
    ...portraitPaper(PORTRAIT_KINDS.agent, agentPortrait),
  ]
}
