import type { Db } from '@anju/platform/database/pool.ts'

/** Who prints, and for whom. */
export type WorkQuestion = {
  readonly personId: string
  readonly officialId: string
  readonly officeId: string
  /** Civil day, as of the system clock. */
  readonly onDay: string
}

/** Whether the office took a step for the person that day, or the official has a case of theirs (承办件). A print is no step. */
export async function isPersonWorkedOn(db: Db, asked: WorkQuestion): Promise<boolean> {
  const rows = await db.read<{ yes: boolean }>(
    `select exists (select from ledger l join shared.post p on p.post_id = l.post_id
         where l.person_id = $1 and l.at >= ($4::date::timestamp at time zone 'Asia/Shanghai') and p.office_id = $3 and l.kind <> 'print-paper')
       or exists (select from case_assignment where person_id = $1 and official_id = $2 and ended_on is null) as yes`,
    [asked.personId, asked.officialId, asked.officeId, asked.onDay],
  )
  return rows[0]?.yes === true
}

/** How many papers with numbers in full the log of looks has of an official on a civil day. */
export async function countPrintsInFull(db: Db, officialId: string, onDay: string): Promise<number> {
  const rows = await db.read<{ n: number }>(
    `select count(*)::int as n from look
     where official_id = $1 and on_day = $2 and at >= ($2::date::timestamp at time zone 'Asia/Shanghai') and kind = 'print' and in_full`,
    [officialId, onDay],
  )
  return rows[0]?.n ?? 0
}
