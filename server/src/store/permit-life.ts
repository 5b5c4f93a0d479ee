import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type {
  CardEvent,
  CardFact,
  EndorsementFact,
  EndTakenBack,
  MoveFact,
  PermitEnding,
  PermitFacts,
} from '@anju/domain/permit/permit-facts.ts'
import type { LifeFacts } from '@anju/domain/residence/life-facts.ts'
import type { Stay } from '@anju/domain/residence/stay.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { RegistrationFields } from './registration.ts'
import { isUntrueStay } from './untrue-stay.ts'

/** A registration as far as the life of a person is told by it. */
type StayRow = {
  readonly person_id: string
  readonly registration_id: string
  readonly receipt_no: string | null
  readonly division_code: string
  readonly state: RegistrationFields['state']
  readonly finding: RegistrationFields['finding']
  readonly registered_on: PlainDate
  readonly moved_in_on: PlainDate | null
  readonly ended_on: PlainDate | null
  readonly end_reason: string | null
  readonly reopened: boolean
  readonly follows: string | null
}

type PermitLifeRow = {
  readonly permit_id: string
  readonly person_id: string
  readonly issued_on: PlainDate
  readonly issued_in: string
  readonly printed_expiry_on: PlainDate | null
  readonly ended_on: PlainDate | null
  readonly end_reason: PermitEnding | null
  readonly ends_taken_back: readonly EndTakenBack[] | null
  /** The move by which a permit issued elsewhere came here. */
  readonly came_on: PlainDate | null
  readonly came_from: string | null
  readonly came_to: string | null
  readonly came_as: string | null
}

type EndorsementRow = {
  readonly permit_id: string
  readonly accepted_on: PlainDate
  readonly booked_online_on: PlainDate | null
  readonly completed_on: PlainDate | null
  readonly refused_on: PlainDate | null
}

type CardRow = {
  readonly permit_id: string
  readonly stock_no: string
  readonly made_for: string | null
  readonly made_on: PlainDate
  readonly void_reason: string | null
  readonly voided_on: PlainDate | null
  readonly found_on: PlainDate | null
}

const STAYS = `select r.person_id, r.registration_id, r.receipt_no, r.division_code, r.state, r.finding, r.registered_on, r.moved_in_on, r.ended_on, r.end_reason, r.reopened, r.follows
from registration r where r.registered_on is not null and `
/** One that was never handed over, because its application was stopped, was no permit of anybody. */
const PERMITS = `select t.permit_id, t.person_id, t.issued_on, coalesce(t.issued_in, left(t.division_code, 6)) as issued_in, t.printed_expiry_on, t.ended_on, t.end_reason,
  (select json_agg(json_build_object('toldOn', lower(b), 'endorseUntil', upper(b) - 1)) from unnest(t.ends_taken_back) b) as ends_taken_back,
  m.moved_on as came_on, m.from_county as came_from, m.to_county as came_to, m.effect as came_as
from permit t left join address_change m on m.address_change_id = t.transfer_id where (t.state <> 'ended' or t.handed_over_on is not null) and `
const ENDORSEMENTS = `select e.permit_id, e.accepted_on, e.booked_online_on, e.completed_on, e.refused_on from endorsement e where `
const CARDS = `select c.permit_id, c.stock_no, c.made_for, c.made_on, c.void_reason, c.voided_on, c.found_on from card c
where c.permit_id = any($1) and (c.made_for <> 'first' or c.voided_on is not null) order by c.made_on, c.card_id`

const OF_ONE = (alias: string) => `${alias}.person_id = $1`
const OF_RANGE = (alias: string) => `${alias}.person_id > $1 and ${alias}.person_id <= $2`

/** What happened to the permits of a person, as the rules of a permit's life read it. */
export async function listPermitFacts(db: Db, personId: string): Promise<readonly PermitFacts[]> {
  return (await getLifeFacts(db, personId)).permits
}

/** Registrations and permits of one person in this city, as the residence ledger reads them. */
export async function getLifeFacts(db: Db, personId: string): Promise<LifeFacts> {
  const lives = await readLives(db, OF_ONE, [personId])
  return lives[0] ?? { stays: [], permits: [] }
}

/** A person's life, with the number by which a person at the counter finds the case. */
export type StoredLife = LifeFacts & { readonly personId: string; readonly receiptNo: string | null }

/** Before every id: where the first range begins. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * The lives of all persons after `afterId` up to and with `throughId`, in three or four statements however many they are.
 * Ordered by person; persons that were never registered are left out.
 */
export async function lifeFactsOfMany(db: Db, afterId: string, throughId: string): Promise<readonly StoredLife[]> {
  return readLives(db, OF_RANGE, [afterId, throughId])
}

/** The last of the next so many persons after `afterId`, and how many there were; undefined when there is none. */
export async function findPersonCut(
  db: Db,
  afterId: string,
  persons: number,
): Promise<{ readonly through_id: string; readonly persons: number } | undefined> {
  const rows = await db.read<{ through_id: string | null; persons: number }>(
    `select (array_agg(person_id order by person_id desc))[1] as through_id, count(*)::int as persons
     from (select person_id from person where person_id > $1 order by person_id limit $2) as next`,
    [afterId, persons],
  )
  const [row] = rows
  return row === undefined || row.through_id === null ? undefined : { through_id: row.through_id, persons: row.persons }
}

async function readLives(
  db: Db,
  where: (alias: string) => string,
  parameters: readonly string[],
): Promise<readonly StoredLife[]> {
  const [stays, permits, endorsements] = await Promise.all([
    db.read<StayRow>(`${STAYS}${where('r')} order by r.person_id, r.registered_on, r.registration_id`, parameters),
    db.read<PermitLifeRow>(`${PERMITS}${where('t')} order by t.person_id, t.issued_on`, parameters),
    db.read<EndorsementRow>(`${ENDORSEMENTS}${where('e')} order by e.permit_id, e.accepted_on`, parameters),
  ])
  const cards = permits.length === 0 ? [] : await db.read<CardRow>(CARDS, [permits.map(({ permit_id: id }) => id)])
  const staysOf = grouped(stays, ({ person_id: id }) => id)
  const permitsOf = grouped(permits, ({ person_id: id }) => id)
  const endorsementsOf = grouped(endorsements, ({ permit_id: id }) => id)
  const cardsOf = grouped(cards, ({ permit_id: id }) => id)
  return [...staysOf].map(([personId, own]) => ({
    personId,
    receiptNo: own.at(-1)?.receipt_no ?? null,
    stays: own.map(stayOf),
    permits: (permitsOf.get(personId) ?? []).map((permit) =>
      permitFactsOf(permit, endorsementsOf.get(permit.permit_id) ?? [], cardsOf.get(permit.permit_id) ?? [], own),
    ),
  }))
}

function stayOf(row: StayRow): Stay {
  return {
    registrationId: row.registration_id,
    registeredOn: row.registered_on,
    declaredAs: row.follows === null ? 'arrival' : 'change',
    untrue: isUntrueStay(row),
    reopened: row.reopened,
    left: hasLeft(row.end_reason),
    ...(row.moved_in_on === null ? {} : { movedInOn: row.moved_in_on }),
    ...(row.ended_on === null ? {} : { endedOn: row.ended_on }),
  }
}

/** Ended by leaving the city (离开): told, or presumed after patrols. */
export function hasLeft(endReason: string | null): boolean {
  return endReason === 'departed' || endReason === 'presumed-left'
}

function permitFactsOf(
  permit: PermitLifeRow,
  endorsements: readonly EndorsementRow[],
  cards: readonly CardRow[],
  stays: readonly StayRow[],
): PermitFacts {
  return {
    permitId: permit.permit_id,
    issuedOn: permit.issued_on,
    issuedIn: permit.issued_in,
    endorsements: endorsements.map(endorsementOf),
    moves: movesDuring(permit, stays),
    cards: cards.flatMap((card, at) => cardFactsOf(card, at + 1)),
    ...(permit.printed_expiry_on === null ? {} : { printedExpiryOn: permit.printed_expiry_on }),
    ...(permit.ended_on === null || permit.end_reason === null
      ? {}
      : { ended: { endedOn: permit.ended_on, reason: permit.end_reason } }),
    ...(permit.ends_taken_back === null ? {} : { endsTakenBack: permit.ends_taken_back }),
  }
}

function endorsementOf(row: EndorsementRow): EndorsementFact {
  return {
    acceptedOn: row.accepted_on,
    ...(row.booked_online_on === null ? {} : { bookedOnlineOn: row.booked_online_on }),
    ...(row.completed_on === null ? {} : { completedOn: row.completed_on }),
    ...(row.refused_on === null ? {} : { refusedOn: row.refused_on }),
  }
}

/** A change of address is a registration that came after another: where from, where to and when stand in the two of them. */
function movesDuring(permit: PermitLifeRow, stays: readonly StayRow[]): readonly MoveFact[] {
  return [...cameFromElsewhere(permit), ...movesBetween(permit, stays)]
}

/** How a permit issued outside this registry came here stands in the change of address by which it was entered. */
function cameFromElsewhere({
  came_on: on,
  came_from: from,
  came_to: to,
  came_as: effect,
}: PermitLifeRow): readonly MoveFact[] {
  if (on === null || from === null || to === null) return []
  return [
    { movedOn: on, from, to, registeredOn: on, decidedAs: effect === 'reset' ? 'reset' : 'keep', fromElsewhere: true },
  ]
}

function movesBetween(permit: PermitLifeRow, stays: readonly StayRow[]): readonly MoveFact[] {
  const lived = stays.filter((stay) => !isUntrueStay(stay))
  return lived.slice(1).flatMap((stay, at): readonly MoveFact[] => {
    const before = lived[at]
    if (before === undefined || stay.registered_on < permit.issued_on) return []
    if (permit.ended_on !== null && stay.registered_on >= permit.ended_on) return []
    return [
      {
        movedOn: stay.registered_on,
        registrationId: stay.registration_id,
        from: before.division_code.slice(0, 6),
        to: stay.division_code.slice(0, 6),
        registeredOn: stay.registered_on,
        ...(before.ended_on === null ? {} : { signedOffOn: before.ended_on }),
      },
    ]
  })
}

const MADE_FOR: Readonly<Record<string, CardEvent>> = {
  replacement: 'replaced',
  reissue: 'reissued',
  correction: 'corrected',
}

function cardFactsOf(card: CardRow, nth: number): readonly CardFact[] {
  const facts: CardFact[] = []
  const of = { nth, stockNo: card.stock_no }
  const made = MADE_FOR[card.made_for ?? '']
  if (made !== undefined) facts.push({ on: card.made_on, event: made, ...of })
  const { void_reason: reason, voided_on: on } = card
  if (on !== null && (reason === 'lost' || reason === 'damaged')) facts.push({ on, event: reason, ...of })
  if (card.found_on !== null) facts.push({ on: card.found_on, event: 'found', ...of })
  return facts
}

/** Rows by key, in the order in which they came. */
function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
