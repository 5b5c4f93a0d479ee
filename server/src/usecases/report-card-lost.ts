import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { lostCards } from '@anju/domain/permit/lost-card.ts'
import type { PermitFacts } from '@anju/domain/permit/permit-facts.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { refuseStanding } from '@anju/domain/permit/refuse-standing.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { decideFoundCard } from '@anju/domain/replacement/decide-found-card.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listCardCasesOf } from '../store/card-case.ts'
import { type HeldPermit, lockPermit } from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { recordEffect } from '../store/outbox.ts'
import { listCardsOf, recordFoundCard, voidCard } from '../store/permit.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { newCaseId } from './new-case-id.ts'
import { tellPoliceOfCard } from './tell-police-of-card.ts'

export type CardReport = { readonly intentId: string; readonly permitId: string; readonly note: string }
/** What stands on the card that came back (证芯编号). */
export type FoundCardReport = CardReport & { readonly stockNo: string }

type Reported = {
  /** The permit that the card is of. */
  readonly permitId: string
  /** The card, as the signature names it. */
  readonly stockNo: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly topic: string
  readonly write: (tx: Tx) => Promise<unknown>
}

type TellPolice = (tx: Tx, permitId: string, stockNo: string, because: 'lost' | 'found') => Promise<void>

/**
 * Reports the loss of a card (挂失): void from that minute, whoever holds it. The functions rest until it is found or made anew. In a city whose police
 * make the cards they are told at once: a loss never waits for a card.
 */
export function reportCardLost(deps: Deps, act: Act, command: CardReport): Promise<Decision<CarriedOut>> {
  return report(deps, act, command, 'report-loss', async (tx, held, tellPolice) => {
    const facts = permitIn(await listPermitFacts(tx, held.person_id), held.permit_id)
    const ended = refuseStanding(permitStanding(facts, act.legalOn, lawOf(deps, act.city)))
    const good = (await listCardsOf(tx, held.permit_id)).find(({ state }) => state === 'good')
    // Another card that was made and not yet handed over is not the holder's to lose.
    const made = (await listCardCasesOf(tx, held.permit_id)).some(
      ({ closed_on: on, made_on: m }) => on === null && m !== null,
    )
    const isHere = made || held.state === 'pending-pick-up'
    const pending = isHere ? [refusal('card.not-handed-over', 'CN-663:11.1')] : []
    const refusals = [
      ...ended,
      ...pending,
      ...(good === undefined ? [refusal('card.already-void', 'CN-663:11.1')] : []),
    ]
    if (good === undefined || refusals.length > 0) return refused(...refusals)
    return granted(
      {
        permitId: held.permit_id,
        stockNo: good.stock_no,
        facts: { note: command.note },
        topic: 'notice.card-lost',
        write: async (writer) => {
          await voidCard(writer, { crypto: deps.crypto, act }, held.permit_id, 'lost', act.legalOn)
          await tellPolice(writer, held.permit_id, good.stock_no, 'lost')
        },
      },
      [ground('CN-663:11.1', 'card.lost', { stockNo: good.stock_no })],
    )
  })
}

/**
 * A card that was reported lost came back (捡回): the one whose number stands on it, of this permit or of another of the same person (I-218). Where another
 * one was made after it, or is being made, it stays void and is handed in; otherwise it serves again (I-161).
 */
export function recordCardFound(deps: Deps, act: Act, command: FoundCardReport): Promise<Decision<CarriedOut>> {
  const { stockNo, note } = command
  return report(deps, act, command, 'card-found', async (tx, held, tellPolice) => {
    const permits = await listPermitFacts(tx, held.person_id)
    const isOf = ({ cards }: PermitFacts) => lostCards(cards, act.legalOn).some((card) => card.stockNo === stockNo)
    const facts = permits.find(isOf) ?? permitIn(permits, held.permit_id)
    const { permitId } = facts
    if (permitId !== held.permit_id) await lockPermit(tx, permitId)
    const decision = decideFoundCard(facts, stockNo, act.legalOn)
    if (!decision.ok) return decision
    const hasEnded = permitStanding(facts, act.legalOn, lawOf(deps, act.city)).state === 'ended'
    const cases = await listCardCasesOf(tx, permitId)
    const isBeingMade = cases.some(({ closed_on: closed }) => closed === null)
    const serves = decision.value.serves && !isBeingMade && !hasEnded
    return granted(
      {
        permitId,
        stockNo,
        facts: { serves, handedIn: !serves, note },
        topic: serves ? 'notice.card-found' : 'notice.card-found-void',
        write: async (writer) => {
          await recordFoundCard(writer, { crypto: deps.crypto, act }, { permitId, stockNo, serves }, act.legalOn)
          if (serves) await tellPolice(writer, permitId, stockNo, 'found')
        },
      },
      serves || !decision.value.serves ? decision.grounds : [ground('CN-663:11.2', 'card.stays-void', { stockNo })],
    )
  })
}

async function report(
  deps: Deps,
  act: Act,
  command: CardReport,
  kind: 'report-loss' | 'card-found',
  decide: (tx: Tx, held: HeldPermit, tellPolice: TellPolice) => Promise<Decision<Reported>>,
): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'accept', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, `card/${kind}`, command)
  const reportId = newCaseId(deps, act)
  const tellPolice: TellPolice = (tx, permitId, stockNo, because) =>
    tellPoliceOfCard(deps, act, tx, pack, { permitId, stockNo, because, signedIn: reportId })
  return carryOut(deps, act, intent, async (tx) => {
    const held = await lockPermit(tx, command.permitId)
    if (held === undefined) throw new RegistryError('not-found', 'No such permit within reach')
    const decision = await decide(tx, held, tellPolice)
    if (!decision.ok) return decision
    const { permitId, stockNo, facts, topic, write } = decision.value
    await Promise.all([
      write(tx),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: reportId,
        pack: pack.id,
        person: { personId: held.person_id, wrappedKey: held.dek_wrapped },
        events: [
          {
            kind,
            version: 1,
            facts: { permitId, stockNo, ...facts },
            grounds: decision.grounds,
            ...(authority.value.signed ? { signedStep: 'accept', stockNo } : {}),
          },
        ],
        effects: [],
      }),
      recordEffect(tx, {
        outboxId: deps.newId(),
        topic,
        subjectId: permitId,
        payload: { legalOn: act.legalOn },
        at: act.at,
      }),
    ])
    return granted({ subjectId: reportId, version: 1 }, decision.grounds)
  })
}
