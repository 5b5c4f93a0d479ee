import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

export type CivilEvent = {
  readonly recordId: string
  readonly personId: string
  readonly event: string
  readonly happenedOn: string
  readonly learnedOn: string
  readonly hukouDivision: string | null
  /** SM3 of what the officer's own security key signed, hex; null where no key signed. */
  readonly policeEvidenceSm3: string | null
}

/** Keeps what the police told of a person of this city. @returns false when the city does not know the person */
export async function recordCivilEvent(tx: Tx, event: CivilEvent): Promise<boolean> {
  const rows = await tx.write(
    `insert into civil_event (record_id, person_id, division_code, event, happened_on, learned_on, hukou_division, police_evidence_sm3)
     select $1, person_id, division_code, $3, $4, $5, $6, decode($7, 'hex') from person where person_id = $2 returning 1`,
    [
      event.recordId,
      event.personId,
      event.event,
      event.happenedOn,
      event.learnedOn,
      event.hukouDivision,
      event.policeEvidenceSm3,
    ],
  )
  return rows.length === 1
}

/** What the police told of a person (公安通报), and what an official found of it. */
export type CivilEventRow = {
  readonly record_id: string
  readonly event: 'death' | 'hukou-converted'
  readonly happened_on: PlainDate
  readonly learned_on: PlainDate
  readonly hukou_division: string | null
  readonly police_evidence_sm3: string | null
  readonly settled_on: PlainDate | null
  readonly settled_by_name: string | null
  readonly reason: string | null
}

export async function listCivilEvents(db: Db, personId: string): Promise<readonly CivilEventRow[]> {
  return db.read<CivilEventRow>(
    `select c.record_id, c.event, c.happened_on, c.learned_on, c.hukou_division, encode(c.police_evidence_sm3, 'hex') as police_evidence_sm3,
       s.settled_on, o.name as settled_by_name, s.reason
     from civil_event c left join civil_event_settled s using (record_id) left join official o on o.official_id = s.settled_by
     where c.person_id = $1 order by c.learned_on, c.record_id`,
    [personId],
  )
}

/** Notes that nothing follows from an event. A second note breaks `civil_event_settled_pkey`. */
export async function recordCivilEventSettled(
  tx: Tx,
  settled: {
    readonly recordId: string
    readonly personId: string
    readonly divisionCode: string
    readonly settledBy: string
    readonly settledOn: PlainDate
    readonly reason: string
  },
): Promise<void> {
  await tx.write(
    `insert into civil_event_settled (record_id, person_id, division_code, settled_by, settled_on, reason) values ($1, $2, $3, $4, $5, $6)`,
    [settled.recordId, settled.personId, settled.divisionCode, settled.settledBy, settled.settledOn, settled.reason],
  )
}
