import { type Decision, granted, type Refusal, refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { moveEffect } from '../permit/move-effect.ts'
import type { MoveScope } from '../permit/move-scope.ts'
import type { CardFact, PermitFacts } from '../permit/permit-facts.ts'
import { permitLife } from '../permit/permit-life.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { Pack } from '../policy/pack.ts'
import { registeredOn } from '../registration/registered-on.ts'
import type { Stay } from '../residence/stay.ts'
import { inOrder, type LifeEvent } from './life-event.ts'

/** A move that has not been registered at the new home yet. */
export type OpenMove = { readonly on: PlainDate; readonly from: string; readonly to: string; readonly scope: MoveScope }

/** The facts that supposed events amount to, and what they leave open. */
export type SupposedLife = {
  readonly stays: readonly Stay[]
  readonly permits: readonly PermitFacts[]
  /** County-level division lived in, 6 digits; counties that need no name are numbered. */
  readonly county: string
  /** Came here and is not registered yet. */
  readonly arrivedOn?: PlainDate | undefined
  readonly move?: OpenMove | undefined
  /** Went away and is not signed off yet. */
  readonly leftOn?: PlainDate | undefined
}

/**
 * Makes the facts of a life out of supposed events, in the order of their days. What cannot have happened (a move without a
 * registration, an endorsement without a permit) is refused, every such event at once; whether an event was in time or too
 * early is no contradiction and is judged elsewhere.
 *
 * Moving home ends the residence at the old one on the day of the move, or on the day it was signed off; registering afterwards
 * is a change of address.
 */
export function supposeLife(events: readonly LifeEvent[], law: LifeLaw): Decision<SupposedLife> {
  const walked = inOrder(events).reduce<Walk>(
    ({ life, refusals }, event) => {
      const next = step(life, event, law)
      return next.ok ? { life: next.value, refusals } : { life, refusals: [...refusals, ...next.refusals] }
    },
    { life: nothingYet(events, law), refusals: [] },
  )
  return walked.refusals.length > 0 ? refused(...walked.refusals) : granted(walked.life, [])
}

type Walk = { readonly life: SupposedLife; readonly refusals: readonly Refusal[] }

/** The life before any of the events: nobody registered, at home in the city's first county. */
export function nothingYet(events: readonly LifeEvent[], { packs }: LifeLaw): SupposedLife {
  const first = inOrder(events)[0]
  const pack = first === undefined ? packs[0] : packGoverning(packs, first.on)
  return { stays: [], permits: [], county: pack?.divisions.value[0] ?? '' }
}

/** The life after one more event, or why it cannot have happened. */
export function step(life: SupposedLife, event: LifeEvent, law: LifeLaw): Decision<SupposedLife> {
  const pack = packGoverning(law.packs, event.on)
  const because = barring(life, event, pack, law)
  return because === undefined ? granted(after(life, event, pack), []) : refused(because)
}

function barring(life: SupposedLife, event: LifeEvent, pack: Pack, law: LifeLaw): Refusal | undefined {
  const { what, on } = event
  const { registration, permit } = pack
  const facts = { event: what, on }
  const stay = openStay(life)
  const held = heldPermit(life, on, law)
  switch (what) {
    case 'arrived':
      return stay === undefined
        ? undefined
        : refusal('what-if.already-registered', registration.dueAfterArrival.law, {
            ...facts,
            registeredOn: stay.registeredOn,
          })
    case 'registered':
      return barringRegistration(life, event, pack)
    case 'moved':
      return stay === undefined ? refusal('what-if.not-registered', registration.dueAfterChange.law, facts) : undefined
    case 'signed-off':
    case 'left':
      return stay === undefined && life.move === undefined && (what === 'left' || life.leftOn === undefined)
        ? refusal('what-if.not-registered', registration.dueAfterLeaving.law, facts)
        : undefined
    case 'applied':
      return undefined
    case 'permit-issued':
      if (held !== undefined)
        return refusal('what-if.permit-held', permit.validYears.law, { ...facts, issuedOn: held.issuedOn })
      return life.stays.length === 0 && event.printedExpiryOn === undefined
        ? refusal('what-if.not-registered', pack.halfYear.law, facts)
        : undefined
    case 'became-local':
      return undefined
    default:
      return held === undefined ? refusal('what-if.no-permit', permit.validYears.law, facts) : undefined
  }
}

function barringRegistration(
  life: SupposedLife,
  { on, channel, submittedOn }: Extract<LifeEvent, { what: 'registered' }>,
  { registration, workflow }: Pack,
): Refusal | undefined {
  const { channels } = workflow.registration
  if (!channels.value.includes(channel)) return refusal('channel.not-offered', channels.law, { channel })
  if (submittedOn !== undefined && submittedOn > on) {
    return refusal('what-if.sent-after-entry', registration.dateBasis[channel].law, { on, submittedOn })
  }
  const stay = openStay(life)
  if (stay === undefined) return undefined
  const facts = { event: 'registered', on, registeredOn: stay.registeredOn }
  return refusal('what-if.already-registered', registration.dueAfterArrival.law, facts)
}

function after(life: SupposedLife, event: LifeEvent, pack: Pack): SupposedLife {
  const { on } = event
  switch (event.what) {
    case 'arrived':
      return {
        ...life,
        arrivedOn: on,
        move: undefined,
        leftOn: undefined,
        county: pack.divisions.value[0] ?? life.county,
      }
    case 'registered':
      return afterRegistration(life, event, pack)
    case 'moved': {
      const move = { on, from: life.county, to: countyFor(event.to, life.county), scope: event.to }
      return { ...withStayEnded(life, on, { left: isElsewhere(move, pack) }), move }
    }
    case 'signed-off':
      // Who left before is signed off as of the day of leaving.
      return life.leftOn === undefined
        ? withStayEnded(life, on, { left: life.move === undefined, evenIfEnded: life.move !== undefined })
        : { ...life, leftOn: undefined }
    case 'left':
      return { ...withStayEnded(life, on, { left: true }), leftOn: on, move: undefined }
    case 'applied':
      return life
    case 'permit-issued':
      return { ...life, permits: [...life.permits, newPermit(life, event)] }
    case 'endorsed':
      return withPermit(life, (permit) => ({
        ...permit,
        endorsements: [...permit.endorsements, { acceptedOn: on, completedOn: on }],
      }))
    case 'card-lost':
      return withPermit(life, (permit) => withCard(permit, { on, event: 'lost', nth: newest(permit) }))
    case 'card-reissued':
      return withPermit(life, (permit) => withCard(permit, { on, event: 'reissued', nth: newest(permit) + 1 }))
    default:
      return withPermit(withStayEnded(life, on, { left: false }), (permit) => ({
        ...permit,
        ended: permit.ended ?? { endedOn: on, reason: 'local-hukou' },
      }))
  }
}

function afterRegistration(
  life: SupposedLife,
  event: Extract<LifeEvent, { what: 'registered' }>,
  pack: Pack,
): SupposedLife {
  const { move } = life
  const stay = nextStay(life, event, pack)
  const settled = { ...life, move: undefined, arrivedOn: undefined, leftOn: undefined, county: move?.to ?? life.county }
  const moved = move === undefined ? settled : withMove(settled, move, stay.registeredOn, life.stays.at(-1)?.endedOn)
  // Registered where another city's rules begin: here the residence has ended.
  return move !== undefined && isElsewhere(move, pack) ? moved : { ...moved, stays: [...life.stays, stay] }
}

/** The registration that the event makes: an arrival, or a change of address after a move. */
export function nextStay(
  life: SupposedLife,
  { on, channel, submittedOn }: Extract<LifeEvent, { what: 'registered' }>,
  { registration }: Pack,
): Stay {
  const declaration = { channel, submittedOn: submittedOn ?? on, enteredOn: on }
  const isArrival = life.stays.length === 0 || life.arrivedOn !== undefined || life.leftOn !== undefined
  return {
    registrationId: `stay-${life.stays.length + 1}`,
    registeredOn: registeredOn(declaration, registration.dateBasis).registeredOn,
    declaredAs: isArrival && life.move === undefined ? 'arrival' : 'change',
    ...(life.move === undefined ? {} : { movedInOn: life.move.on }),
  }
}

/** Whether a move leads out of what this city's registration covers: another is needed there. */
export function isElsewhere({ from, to }: OpenMove, pack: Pack): boolean {
  const { effect } = moveEffect(from, to, pack)
  return effect === 'new-registration' || effect === 'new-application'
}

export function openStay({ stays }: SupposedLife): Stay | undefined {
  const last = stays.at(-1)
  return last?.endedOn === undefined ? last : undefined
}

/** The permit that somebody holds on `on`: the last one, unless it has ended or lapsed. */
export function heldPermit({ permits }: SupposedLife, on: PlainDate, law: LifeLaw): PermitFacts | undefined {
  const last = permits.at(-1)
  if (last === undefined || (last.ended !== undefined && last.ended.endedOn <= on)) return undefined
  return permitLife(last, on, law).lapsed === undefined ? last : undefined
}

function withStayEnded(
  life: SupposedLife,
  on: PlainDate,
  { left, evenIfEnded = false }: { readonly left: boolean; readonly evenIfEnded?: boolean },
): SupposedLife {
  const last = life.stays.at(-1)
  if (last === undefined || (last.endedOn !== undefined && !evenIfEnded)) return life
  // Who left the city and signs off afterwards has left it all the same.
  const hasLeft = left || last.left === true
  return { ...life, stays: [...life.stays.slice(0, -1), { ...last, endedOn: on, ...(hasLeft ? { left: true } : {}) }] }
}

/** The card that is lost or replaced is the one that was made last. */
function newest({ cards }: PermitFacts): number {
  return Math.max(1, ...cards.map(({ nth }) => nth))
}

function withCard(permit: PermitFacts, card: CardFact): PermitFacts {
  return { ...permit, cards: [...permit.cards, card] }
}

function withPermit(life: SupposedLife, change: (permit: PermitFacts) => PermitFacts): SupposedLife {
  const last = life.permits.at(-1)
  return last === undefined ? life : { ...life, permits: [...life.permits.slice(0, -1), change(last)] }
}

function withMove(
  life: SupposedLife,
  { from, to }: OpenMove,
  movedOn: PlainDate,
  signedOffOn: PlainDate | undefined,
): SupposedLife {
  const fact = { movedOn, from, to, registeredOn: movedOn, ...(signedOffOn === undefined ? {} : { signedOffOn }) }
  return withPermit(life, (permit) => ({ ...permit, moves: [...permit.moves, fact] }))
}

function newPermit(
  { permits, county }: SupposedLife,
  { on, printedExpiryOn }: Extract<LifeEvent, { what: 'permit-issued' }>,
): PermitFacts {
  return {
    permitId: `permit-${permits.length + 1}`,
    issuedOn: on,
    issuedIn: county,
    endorsements: [],
    moves: [],
    cards: [],
    ...(printedExpiryOn === undefined ? {} : { printedExpiryOn }),
  }
}

/** A county so far away; which one does not matter to the law, so it has a number nobody else has. */
function countyFor(scope: MoveScope, from: string): string {
  const other = (code: string, instead: string) => (from.startsWith(code) ? instead : code)
  switch (scope) {
    case 'same-county':
      return from
    case 'same-city':
      return other(`${from.slice(0, 4)}98`, `${from.slice(0, 4)}97`)
    case 'other-city':
      return other(`${from.slice(0, 2)}9898`, `${from.slice(0, 2)}9797`)
    default:
      return other('989898', '979797')
  }
}
