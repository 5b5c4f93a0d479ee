import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { NoticeRow } from './notice.ts'
import type { PersonRow } from './person.ts'
import { reachParameters, seenWithin } from './reach.ts'
import { OVERTAKEN } from './visit-notice.ts'

/** What came of a call; unanswered, the person stays on the list. */
export type CallResult = 'reached' | 'no-answer' | 'wrong-number'

/** Templates whose notices are worth a call, each with its family: in one family one that arrived is enough. */
export type WorthCalling = readonly { readonly template: string; readonly family: string }[]

/** A notice by itself: no other one makes up for it. */
export const FAMILY_OF_ONE = 'each'

export type CallRow = Pick<
  NoticeRow,
  'notice_id' | 'person_id' | 'template' | 'text_enc' | 'made_on' | 'state' | 'delivery' | 'why'
> &
  Pick<PersonRow, 'name' | 'mobile_enc' | 'dek_wrapped'> & { readonly earlier: readonly EarlierCall[] }
type EarlierCall = {
  readonly callId: string
  readonly calledOn: string
  readonly result: CallResult
  /** Hex, as JSON carries it. */
  readonly noteEnc: string
}

const CALL_LIST = `
with worth as (select * from unnest($2::text[], $3::text[]) as w(template, family)),
lost as (
  select notice_id from sms_part where state in ('failed-permanent', 'expired') and why <> '${OVERTAKEN}'
  union select notice_id from notice where state = 'no-number' and made_on >= $4
), candidate as (
  select n.notice_id, n.person_id, n.template, n.text_enc, n.made_on, n.state, n.recorded_at, w.family
  from lost join notice n using (notice_id) join worth w on w.template = split_part(n.template, '/', 1)
  where n.made_on >= $4 and ${seenWithin('n', [1, 7, 8, 9])}
)
select c.notice_id, c.person_id, c.template, c.text_enc, c.made_on, c.state, p.name, p.mobile_enc, p.dek_wrapped,
  (select array_agg(s.state order by s.part) from sms_part s where s.notice_id = c.notice_id) as delivery,
  (select max(s.why) from sms_part s where s.notice_id = c.notice_id) as why,
  (select coalesce(json_agg(json_build_object('callId', k.call_id, 'calledOn', k.called_on, 'result', k.result, 'noteEnc', encode(k.note_enc, 'hex')) order by k.number), '[]')
     from notice_call k where k.notice_id = c.notice_id) as earlier
from candidate c join person p using (person_id)
where not exists (select from notice_call k where k.notice_id = c.notice_id and k.result <> 'no-answer')
  and not exists (select from mailing m where m.notice_id = c.notice_id)
  and not exists (
    select from notice o join worth w on w.template = split_part(o.template, '/', 1)
    where c.family <> '${FAMILY_OF_ONE}' and w.family = c.family and o.person_id = c.person_id and o.notice_id <> c.notice_id
      and o.made_on >= c.made_on - $5::int
      and ((o.made_on, o.recorded_at, o.notice_id) > (c.made_on, c.recorded_at, c.notice_id)
        or (o.state = 'gateway' and not exists (select from sms_part s where s.notice_id = o.notice_id and s.state <> 'delivered'))
        or exists (select from notice_call k where k.notice_id = o.notice_id and k.result <> 'no-answer')))
order by c.made_on desc, c.recorded_at desc, c.notice_id desc limit $6`

/** How far back notices of one family make up for one another: a window of endorsement, and nothing of the year before. */
const FAMILY_DAYS = 90

/** Notices worth a call that reached nobody, of people in reach; of a family only the latest, and none when another arrived. */
export async function listCallRows(
  db: Db,
  worth: WorthCalling,
  since: PlainDate,
  limit: number,
): Promise<readonly CallRow[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<CallRow>(CALL_LIST, [
    prefixes,
    worth.map(({ template }) => template),
    worth.map(({ family }) => family),
    since,
    FAMILY_DAYS,
    limit,
    ...others,
  ])
}

/** What of a notice a call about it is recorded with; undefined when it is out of reach. */
export type CalledNotice = {
  readonly person_id: string
  readonly division_code: string
  readonly dek_wrapped: Buffer
  /** Calls so far. */
  readonly calls: number
  /** Events about the notice so far: calls, and the letter. */
  readonly told: number
}

/** The notice that was called about, and how often that was done before. */
export async function findCalledNotice(tx: Tx, noticeId: string): Promise<CalledNotice | undefined> {
  const rows = await tx.write<CalledNotice>(
    `select n.person_id, n.division_code, p.dek_wrapped, (select count(*)::int from notice_call k where k.notice_id = n.notice_id) as calls,
       (select count(*)::int from notice_call k where k.notice_id = n.notice_id) + (select count(*)::int from mailing m where m.notice_id = n.notice_id) as told
     from notice n join person p using (person_id) where n.notice_id = $1`,
    [noticeId],
  )
  return rows[0]
}

export type NewCall = {
  readonly callId: string
  readonly noticeId: string
  readonly notice: CalledNotice
  readonly number: number
  readonly result: CallResult
  readonly note: string
  readonly calledOn: PlainDate
  readonly officialId: string
}

/** A call of a number that is taken breaks `notice_call_notice_id_number_key`. */
export async function recordCallRow(tx: Tx, crypto: CryptoProvider, call: NewCall): Promise<void> {
  const { callId, noticeId, notice, number, result, note, calledOn, officialId } = call
  await tx.write(
    `insert into notice_call (call_id, notice_id, person_id, division_code, number, result, note_enc, called_on, official_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      callId,
      noticeId,
      notice.person_id,
      notice.division_code,
      number,
      result,
      crypto.seal(placeOf(callId, notice.person_id), note, notice.dek_wrapped),
      calledOn,
      officialId,
    ],
  )
}

export function openCallNote(
  crypto: CryptoProvider,
  row: Pick<CallRow, 'person_id' | 'dek_wrapped'>,
  { callId, noteEnc }: Pick<EarlierCall, 'callId' | 'noteEnc'>,
): string {
  return crypto.open(placeOf(callId, row.person_id), Buffer.from(noteEnc, 'hex'), row.dek_wrapped).toString('utf8')
}

function placeOf(callId: string, personId: string) {
  return { table: 'notice_call', column: 'note_enc', rowId: callId, personId }
}
