import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import {
  type Decision,
  granted,
  ground,
  type Ground,
  refusal,
  refusalsOf,
  refused,
} from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { AddressChange } from '@anju/domain/permit/decide-address-change.ts'
import { dayOfTransfer, decideTransferEntry } from '@anju/domain/transfer/decide-transfer.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { recordAddressChange } from '../store/address-change.ts'
import { recordEndorsement } from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { recordOutsideLetter } from '../store/office-letter.ts'
import { recordCard, recordPermit } from '../store/permit.ts'
import { changeTransfer, type TransferRow } from '../store/permit-transfer.ts'
import type { PersonRow } from '../store/person.ts'
import { recordOccupancy } from '../store/place.ts'
import { actorIdOf, type Effect, recordEvents, stepsBeside } from '../store/record-event.ts'
import type { RegistrationRow } from '../store/registration.ts'
import { stepOf, transferAt } from './answer-transfer.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { countEarlierDays } from './count-earlier-days.ts'
import { lawOf } from './get-residence.ts'
import { recordBeside } from './record-beside.ts'
import { homeOf, transferFacts } from './transfer-facts.ts'
import { noticesOfEntry } from './transfer-notice.ts'
import { standingOf, type TakenEndorsement, writeTakenEndorsement } from './write-taken-endorsement.ts'

export type DecideTransferCase = {
  readonly intentId: string
  readonly transferId: string
  readonly expectedVersion: number
  readonly enter: boolean
  /** Why it is not entered; for an entry, what was looked at. */
  readonly note: string
  readonly write: 'chip' | 'paper'
}

export type DecidedTransfer = CarriedOut & { readonly change: AddressChange | undefined }

/**
 * A second official enters a permit issued elsewhere here, or does not (复核外地居住证): never who took it down. Entered, it is a permit of this registry in every respect, with
 * its number, its day of issue and what was seen on the card; its address is changed to the home here, and the office that issued it is told. An endorsement that was taken
 * meanwhile is written with it, as of the day on which it was asked for, or ends with it (I-217).
 */
export async function decideTransferCase(
  deps: Deps,
  act: Act,
  command: DecideTransferCase,
): Promise<Decision<DecidedTransfer>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'confirm-transfer', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'transfer/decide', command)
  let change: AddressChange | undefined
  const done = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const { row, person } = await transferAt(tx, command.transferId, command.expectedVersion)
      const event = command.enter ? 'enter-transfer' : 'refuse-transfer'
      const law = parseClauseRef(pack.workflow.duties['confirm-transfer']?.law ?? pack.source)
      const step = stepOf(row, event)
      const signer = actorIdOf(act)
      const oneself = [row.opened_by, row.answered_by, row.endorse_by].includes(signer)
        ? [refusal('access.decided-by-oneself', law)]
        : []
      if (step === undefined)
        return refused(
          ...oneself,
          row.state === 'asked'
            ? refusal('transfer.not-answered', law, { dueOn: row.answer_due_on })
            : refusal('transfer.already-decided', law),
        )
      const home = await homeOf(tx, row.person_id)
      const decision = command.enter ? await decideEntry(deps, act, tx, row, home, pack) : undefined
      const refusals = [...oneself, ...(decision === undefined ? [] : refusalsOf(decision))]
      if (refusals.length > 0) return refused(...refusals)
      const version = row.version + 1
      const decided = { state: step.to, decided_by: signer, decided_on: act.legalOn }
      const { endorse_on: acceptedOn } = row
      let because: readonly Ground[] = [
        ground(law, 'transfer.refused', { reason: command.note }),
        ...(acceptedOn === null ? [] : [ground(law, 'transfer.endorsement-ended', { acceptedOn })]),
      ]
      let effects: readonly Effect[] = []
      let taken: TakenEndorsement | undefined
      if (decision?.ok === true && home !== undefined) {
        change = decision.value
        const { issued_on: issuedOn, opened_on: shownOn } = row
        const movedOn = dayOfTransfer({ issuedOn, registeredOn: home.registered_on ?? undefined, shownOn })
        const entry = { row, person, home, change, movedOn, write: command.write }
        const permitId = await enter(deps, act, tx, entry, pack)
        await changeTransfer(tx, row.transfer_id, { ...decided, permit_id: permitId })
        because = [...decision.grounds, ...(await countEarlierDays(deps, act, tx, row, person))]
        const signed = authority.value.signed ? { signedStep: 'confirm-transfer' } : {}
        taken = await writeTakenEndorsement(
          deps,
          act,
          tx,
          { row, person, home, permitId, write: command.write },
          signed,
        )
        if (taken !== undefined) because = [...because, taken.because]
        const standing = await standingOf(deps, act, tx, row.person_id, permitId)
        effects = noticesOfEntry(change, taken?.kind, standing, act.legalOn)
      } else await changeTransfer(tx, row.transfer_id, decided)
      await recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: row.transfer_id,
        pack: pack.id,
        person: { personId: row.person_id, wrappedKey: person.dek_wrapped },
        events: [
          {
            kind: event,
            version,
            facts: {
              note: command.note,
              ...(change === undefined ? {} : { ...change, write: command.write }),
              to: step.to,
            },
            grounds: because,
            ...(authority.value.signed ? { signedStep: 'confirm-transfer' } : {}),
          },
        ],
        beside: taken === undefined ? [] : stepsBeside(taken.stream),
        effects,
      })
      if (taken !== undefined) await recordBeside(deps, act, tx, command.intentId, [taken.stream])
      return granted({ subjectId: row.transfer_id, version }, because)
    },
    (constraint) =>
      ['permit_permit_no_key', 'card_stock_no_key', 'permit_one_in_force'].includes(constraint)
        ? refused(refusal('transfer.already-decided', pack.addressChange.documents.law))
        : undefined,
  )
  return done.ok ? granted({ ...done.value, change }, done.grounds) : done
}

/** The rule once more, on the day of the decision: what was shown at the window was kept then. */
async function decideEntry(
  deps: Deps,
  act: Act,
  tx: Tx,
  row: TransferRow,
  home: RegistrationRow | undefined,
  { addressChange, checklist }: Pack,
): Promise<Decision<AddressChange>> {
  const kinds = [
    ...addressChange.documents.value,
    ...checklist.groups.flatMap(({ oneOf }) => oneOf.flatMap(({ allOf }) => allOf)),
  ]
  const facts = await transferFacts(tx, row.person_id, row, { kinds, inPerson: true }, home)
  const answered = row.answer === null ? {} : { answer: row.answer }
  return decideTransferEntry({ ...facts, ...answered, dueOn: row.answer_due_on }, act.legalOn, lawOf(deps, act.city))
}

type Entry = {
  readonly row: TransferRow
  readonly person: PersonRow
  readonly home: RegistrationRow
  readonly change: AddressChange
  readonly movedOn: PlainDate
  readonly write: 'chip' | 'paper'
}

async function enter(deps: Deps, act: Act, tx: Tx, entry: Entry, pack: Pack): Promise<string> {
  const { row, person, home, change, movedOn, write } = entry
  const sealing = { crypto: deps.crypto, act }
  const permitId = deps.newId()
  const place = { divisionCode: home.division_code, dwellingId: home.dwelling_id }
  await recordPermit(tx, sealing, {
    ...place,
    permitId,
    personId: row.person_id,
    transferId: row.transfer_id,
    permitNo: row.permit_no,
    issuedOn: row.issued_on,
    issuedIn: row.issued_in,
    printedExpiryOn: row.printed_expiry_on,
  })
  await recordCard(tx, sealing, {
    cardId: deps.newId(),
    permitId,
    divisionCode: home.division_code,
    stockNo: row.card_no,
    chipUid: null,
    madeOn: row.issued_on,
    madeFor: 'first',
  })
  for (const acceptedOn of row.endorsed_on) {
    const endorsementId = deps.newId()
    // oxlint-disable-next-line no-await-in-loop -- one transaction: they travel one after the other anyway
    await recordEndorsement(tx, sealing, {
      endorsementId,
      permitId,
      personId: row.person_id,
      officeId: home.office_id,
      divisionCode: home.division_code,
      channel: 'counter',
      condition: null,
      pack: pack.id,
      acceptedOn,
      bookedOnlineOn: null,
      needsCheck: false,
      written: 'paper',
      version: 1,
      takenFrom: 'card',
    })
    // oxlint-disable-next-line no-await-in-loop -- as above
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent: undefined,
      streamId: endorsementId,
      pack: pack.id,
      person: { personId: row.person_id, wrappedKey: person.dek_wrapped },
      events: [
        {
          kind: 'take-over-endorsement',
          version: 1,
          facts: { permitId, acceptedOn, transferId: row.transfer_id },
          grounds: [ground(pack.addressChange.documents.law, 'transfer.seen-on-card', { acceptedOn })],
        },
      ],
      effects: [],
    })
  }
  await Promise.all([
    recordOccupancy(tx, home.dwelling_id, { permits: 1 }),
    recordAddressChange(tx, {
      addressChangeId: row.transfer_id,
      permitId,
      personId: row.person_id,
      registrationId: home.registration_id,
      officeId: home.office_id,
      divisionCode: home.division_code,
      fromCounty: row.issued_in,
      toCounty: home.division_code.slice(0, 6),
      movedOn,
      changedOn: act.legalOn,
      effect: change.effect,
      written: write,
      pack: pack.id,
    }),
    recordOutsideLetter(tx, {
      kind: 'address-changed',
      letterId: deps.newId(),
      transferId: row.transfer_id,
      personId: row.person_id,
      permitId,
      permitNo: row.permit_no,
      name: person.name,
      address: home.standard_text,
      divisionCode: home.division_code,
      fromOfficeId: home.office_id,
      toOffice: row.issuing_office,
      sentOn: act.legalOn,
    }),
  ])
  return permitId
}
