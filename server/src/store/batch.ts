import type { ApplicationState } from '@anju/domain/application/application-machine.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { CardCaseState } from '@anju/domain/replacement/card-case-machine.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** A card on a list, and the case that ordered it: an application, or the case of another card. */
export type BatchRow = {
  readonly batch_no: string
  readonly dispatched_on: PlainDate
  readonly case_id: string
  readonly permit_id: string
  readonly person_id: string
  readonly version: number
  readonly person_name: string
  readonly stock_no: string
} & (
  | { readonly kind: 'application'; readonly state: ApplicationState }
  | { readonly kind: 'card-case'; readonly state: CardCaseState }
)

/** Cards of every list (交接清单) that has some still on the way, each with its newest stock number. */
export async function listBatchCards(db: Db): Promise<readonly BatchRow[]> {
  return db.read<BatchRow>(
    `with sent as (
       select 'application' as kind, x.application_id as case_id, t.permit_id, x.person_id, x.version, x.state, x.batch_no, x.dispatched_on
       from application x join permit t using (application_id) where x.dispatched_on is not null
       union all
       select 'card-case', x.card_case_id, x.permit_id, x.person_id, x.version, x.state, x.batch_no, x.dispatched_on from card_case x where x.dispatched_on is not null
     )
     select x.kind, x.batch_no, x.dispatched_on, x.case_id, x.permit_id, x.person_id, x.version, p.name as person_name, c.stock_no, x.state
     from sent x join person p using (person_id)
     join lateral (select stock_no from card where card.permit_id = x.permit_id order by state = 'good' desc, recorded_at desc limit 1) c on true
     where x.batch_no in (select batch_no from application where state = 'in-transit' union all select batch_no from card_case where state = 'in-transit')
     order by x.dispatched_on, x.batch_no, p.name, x.case_id`,
  )
}
