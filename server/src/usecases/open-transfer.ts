import { mayPerform } from '@anju/domain/access/may-perform.ts'
import {
  type Decision,
  granted,
  ground,
  refusal,
  type Refusal,
  refusalsOf,
  refused,
} from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { answerDueOn, decideTransfer } from '@anju/domain/transfer/decide-transfer.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { recordOutsideLetter } from '../store/office-letter.ts'
import { findPerson } from '../store/person.ts'
import { recordTransfer } from '../store/permit-transfer.ts'
import { actorIdOf, recordEvents, stepsBeside } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { lawOf } from './get-residence.ts'
import { newCaseId } from './new-case-id.ts'
import { officeFor } from './office-for.ts'
import {
  acceptedEvent,
  decideEndorsementWith,
  type EndorsementAskedWith,
  standingOnArrival,
} from './transfer-endorsement.ts'
import { homeOf, transferFacts } from './transfer-facts.ts'
import { noticeOfOpening } from './transfer-notice.ts'

export type OpenTransfer = {
  readonly intentId: string
  readonly personId: string
  readonly permitNo: string
  /** Number of the card itself; empty where it bears no other. */
  readonly cardNo: string
  readonly issuedOn: PlainDate
  readonly issuedIn: string
  readonly issuingOffice: string
  readonly endorsedOn: readonly PlainDate[]
  /** Last day printed on a permit from before the regulation. */
  readonly printedExpiryOn: PlainDate | null
  readonly oldAddress: string
  readonly materials: readonly Material[]
  readonly inPerson: boolean
  readonly finding: { readonly effect: 'keep' | 'reset'; readonly reason: string } | null
  /** The endorsement that it is due for, asked for in the same visit. */
  readonly endorse: Pick<EndorsementAskedWith, 'condition'> | null
}

export type OpenedTransfer = CarriedOut & { readonly answerDueOn: PlainDate }

/**
 * Takes down a permit that an office outside this registry issued (外地签发居住证), shown at the new place, and asks that office whether it is so. Whoever cannot
 * have it go on here hears every reason now; who can waits for the answer, and the card works meanwhile where it was issued. In its window the endorsement is taken with it:
 * both are done or neither, and the reasons of both are told (I-217).
 */
export async function openTransfer(deps: Deps, act: Act, command: OpenTransfer): Promise<Decision<OpenedTransfer>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'change-address', pack.workflow)
  const { endorse } = command
  const toEndorse = endorse === null ? undefined : mayPerform(act.actor, 'endorse', pack.workflow)
  if (!authority.ok || toEndorse?.ok === false)
    return refused(...refusalsOf(authority, ...(toEndorse === undefined ? [] : [toEndorse])))
  const law = lawOf(deps, act.city)
  const dueOn = answerDueOn(act.legalOn, law)
  const intent = intentOf(command.intentId, 'transfer/open', command)
  const transferId = newCaseId(deps, act)
  const already = () => refused(refusal('transfer.already-open', pack.addressChange.documents.law))
  const done = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const [person, home] = [await findPerson(tx, command.personId), await homeOf(tx, command.personId)]
      if (person === undefined) throw new RegistryError('not-found', 'No such person within reach')
      const card = {
        permit_no: command.permitNo,
        issued_on: command.issuedOn,
        issued_in: command.issuedIn,
        endorsed_on: command.endorsedOn.toSorted(),
        printed_expiry_on: command.printedExpiryOn,
        finding: command.finding?.effect ?? null,
        finding_reason: command.finding?.reason ?? '',
      }
      const shown = { kinds: command.materials.map(({ kind }) => kind), inPerson: command.inPerson }
      const facts = await transferFacts(tx, command.personId, { ...card, opened_on: act.legalOn }, shown, home)
      const decision = decideTransfer(facts, act.legalOn, law)
      const asked = endorse === null ? undefined : { ...command, condition: endorse.condition }
      const endorsed =
        asked === undefined ? undefined : await decideEndorsementWith(deps, act, tx, command.personId, facts, asked)
      if (!decision.ok || endorsed?.ok === false)
        return refused(...distinct(refusalsOf(decision, ...(endorsed === undefined ? [] : [endorsed]))))
      if (home === undefined) throw new Error('A permit goes on at a registered home only')
      const { answerWithin } = pack.addressChange
      const because = [...decision.grounds, ground(answerWithin.law, 'transfer.recorded', { dueOn })]
      const office = await officeFor(deps, act, home.division_code)
      const accepted =
        asked === undefined || endorsed === undefined
          ? []
          : [acceptedEvent(2, 'asked', asked, endorsed, toEndorse?.value.signed === true)]
      await recordTransfer(tx, {
        ...card,
        version: 1 + accepted.length,
        transfer_id: transferId,
        person_id: command.personId,
        registration_id: home.registration_id,
        office_id: office.officeId,
        division_code: home.division_code,
        card_no: command.cardNo === '' ? command.permitNo : command.cardNo,
        issuing_office: command.issuingOffice,
        old_address: command.oldAddress,
        pack: pack.id,
        opened_by: actorIdOf(act),
        opened_on: act.legalOn,
        answer_due_on: dueOn,
        endorse_condition: endorse?.condition ?? null,
        endorse_on: endorse === null ? null : act.legalOn,
        endorse_by: endorse === null ? null : actorIdOf(act),
      })
      const { dek_wrapped: wrappedKey, name } = person
      await Promise.all([
        recordOutsideLetter(tx, {
          kind: 'permit-inquiry',
          letterId: deps.newId(),
          transferId,
          personId: command.personId,
          permitId: null,
          permitNo: command.permitNo,
          name,
          address: command.oldAddress,
          divisionCode: home.division_code,
          fromOfficeId: office.officeId,
          toOffice: command.issuingOffice,
          sentOn: act.legalOn,
        }),
        recordMaterials(
          tx,
          deps,
          act,
          {
            personId: command.personId,
            registrationId: home.registration_id,
            divisionCode: home.division_code,
          },
          command.materials,
        ),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: transferId,
          pack: pack.id,
          person: { personId: command.personId, wrappedKey },
          events: [
            {
              kind: 'open-transfer',
              version: 1,
              facts: {
                ...card,
                issuing_office: command.issuingOffice,
                old_address: command.oldAddress,
                materials: shown.kinds,
                to: 'asked',
              },
              grounds: because,
              ...(authority.value.signed ? { signedStep: 'change-address' } : {}),
            },
            ...accepted,
          ],
          beside: stepsBeside({ streamId: transferId, events: accepted }),
          effects: [noticeOfOpening(asked !== undefined, standingOnArrival(deps, act, facts))],
        }),
      ])
      return granted({ subjectId: transferId, version: 1 + accepted.length }, [
        ...because,
        ...accepted.flatMap(({ grounds }) => grounds),
      ])
    },
    (constraint) => (constraint === 'transfer_open_once' ? already() : undefined),
  )
  return done.ok ? granted({ ...done.value, answerDueOn: dueOn }, done.grounds) : done
}

/** A reason that both decisions give is told once. */
function distinct(refusals: readonly Refusal[]): readonly Refusal[] {
  const seen = new Map(refusals.map((one) => [JSON.stringify([one.code, one.law, one.facts]), one]))
  return [...seen.values()]
}
