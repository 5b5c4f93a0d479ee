import { provisional, type Provisional } from '@anju/domain/calendar/work-calendar.ts'
import { MANDATE_SCOPES } from '@anju/domain/agency/mandate.ts'
import { addDays, findPlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { decideObjection } from '@anju/domain/registration/decide-objection.ts'
import { nextDueOn } from '@anju/domain/registration/next-due-on.ts'
import { eligibleFrom } from '@anju/domain/residence/eligible-from.ts'
import { residenceLedger } from '@anju/domain/residence/residence-ledger.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, City, Deps } from '../deps.ts'
import { partsOf } from '../gateway/open-sender.ts'
import { findFormerMobile } from '../store/amendment.ts'
import { findMandateCode } from '../store/mandate-code.ts'
import { findMandate, openMandateAgent } from '../store/mandate.ts'
import { findNoticeSubject, recordNotice, type NoticeSubject } from '../store/notice.ts'
import { queueParts } from '../store/sms-part.ts'
import { listRegistrationsOf, type RegistrationRow } from '../store/registration.ts'
import { VISIT_NOTICES } from '../store/visit-notice.ts'
import { staysOf } from '../usecases/get-residence.ts'
import { keptForm } from '../usecases/register-residence.ts'
import { CODE_NOTICES, NOTICE_TEMPLATES, renderNotice, type NoticeFacts } from './notice-template.ts'
import type { Delivery, OutboxHandler } from './outbox.ts'

/**
 * Makes the notices (通知): each outbox row one text. Where the city has a gateway its parts are queued in the same
 * transaction; without one the text is shown in the built-in viewer. A row that comes twice makes one notice.
 */
export const noticeHandler: OutboxHandler = { topics: ['notice.', 'registration.'], deliver: deliverNotice }

async function deliverNotice({ deps, act, row, finish }: Delivery): Promise<void> {
  const key = row.topic.slice(row.topic.indexOf('.') + 1)
  // Told as of the day it happened, however late it is told.
  const happenedOn = findDay(row.payload['legalOn']) ?? act.legalOn
  await act.city.pool.transact(act.scope, async (tx) => {
    const subject = await findNoticeSubject(tx, row.subject_id)
    if (subject === undefined) throw new Error(`A notice about ${row.subject_id}, which is not there`)
    if (subject.end_reason !== 'died' && !isOvertaken(key, subject)) {
      const facts = {
        ...(await factsOf(deps, act, tx, subject, key, happenedOn, findDay(row.payload['lastDayOn']))),
        ...(await mandateFacts(deps, tx, row.payload)),
      }
      // A code that was used or replaced before it went out is of no use to anybody.
      if (CODE_NOTICES.includes(key) && facts.code === '') {
        await finish(tx)
        return
      }
      // Told to the number that was given up, whatever number stands on record by now.
      const formerOf = row.payload['formerMobileOf']
      const toMobileEnc = typeof formerOf === 'number' ? await findFormerMobile(tx, row.subject_id, formerOf) : null
      const { gateway } = act.city
      const noticeId = deps.newId()
      const text = renderNotice(key, gateway?.signature ?? signatureOf(act.city), facts)
      const state =
        (toMobileEnc ?? subject.mobile_enc) === null ? 'no-number' : gateway === undefined ? 'shown' : 'gateway'
      const isNew = await recordNotice(tx, deps.crypto, {
        noticeId,
        personId: subject.person_id,
        wrappedKey: subject.dek_wrapped,
        divisionCode: subject.division_code,
        outboxId: row.outbox_id,
        template: `${key}/${NOTICE_TEMPLATES[key]?.version ?? 0}`,
        text,
        madeOn: happenedOn,
        state,
        toMobileEnc,
      })
      if (isNew && state === 'gateway' && gateway !== undefined) {
        const hours = new Date(Date.parse(act.at) + gateway.expireHours * HOUR_MS).toISOString()
        await queueParts(tx, {
          noticeId,
          personId: subject.person_id,
          divisionCode: subject.division_code,
          gateway: gateway.name,
          parts: partsOf(gateway, text),
          urgent: CODE_NOTICES.includes(key),
          dueAt: act.at,
          // A code that is over is not worth a message.
          expiresAt: facts.codeUntilAt ?? hours,
        })
      }
    }
    await finish(tx)
  })
}

/** Nobody comes any more: the registration ended before the notice of the visit went out. */
function isOvertaken(key: string, { kind, end_reason: endReason }: NoticeSubject): boolean {
  return kind === 'registration' && endReason !== null && VISIT_NOTICES.includes(key)
}

/** What the notices about mandates tell: who the agent is, what they did, the code that the principal says yes with. */
async function mandateFacts(
  deps: Deps,
  db: Db,
  payload: Delivery['row']['payload'],
): Promise<
  Pick<NoticeFacts, 'agentName' | 'agentDid' | 'code'> & {
    readonly lastDayOn?: PlainDate
    readonly codeUntilAt?: string
  }
> {
  const { mandateId, codeId, scope } = payload
  const row = typeof mandateId === 'string' ? await findMandate(db, mandateId) : undefined
  if (row === undefined) return { agentName: '', agentDid: '', code: '' }
  const code = typeof codeId === 'string' ? await findMandateCode(db, deps.crypto, codeId) : undefined
  return {
    agentName: openMandateAgent(deps.crypto, row).name,
    agentDid: MANDATE_SCOPES.find((known) => known === scope) ?? '',
    code: code?.code ?? '',
    ...(code === undefined ? {} : { codeUntilAt: code.expiresAt }),
    lastDayOn: row.last_on,
  }
}

function findDay(written: unknown): PlainDate | undefined {
  return typeof written === 'string' ? findPlainDate(written) : undefined
}

const HOUR_MS = 3_600_000

/** 佛山居住证, 临河居住证. */
function signatureOf(city: City): string {
  return `${city.nameZh.replace(/[市区县]$/, '')}居住证`
}

async function factsOf(
  deps: Deps,
  act: Act,
  db: Db,
  subject: NoticeSubject,
  key: string,
  on: PlainDate,
  toldLastDayOn: PlainDate | undefined,
): Promise<NoticeFacts> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, on)
  const { registered_on: registeredOn } = subject
  const stays = registeredOn === null ? [] : staysOf(await listRegistrationsOf(db, subject.person_id))
  const until = objection(deps, pack, key, on)
  const half = residenceLedger(stays, on, pack, deps.calendar).eligibleFrom
  return {
    name: subject.name,
    on,
    office: officeWord(pack, subject.kind === 'registration' && key !== 'half-year-reached' ? 'register' : 'accept'),
    registeredOn,
    eligibleFrom: half ?? (registeredOn === null ? null : eligibleFrom(registeredOn, pack.halfYear)),
    lastDayOn:
      toldLastDayOn ??
      (key === 'presumed-left' ? nextDueOn({ state: 'presumed-left', since: on }, pack.workflow) : subject.next_due_on),
    objectUntil: until.lastDayOn,
    objectProvisional: until.provisionalYear !== undefined,
    acceptanceNo: subject.acceptance_no ?? '',
    dueOn: subject.due_on,
    dueProvisional:
      subject.due_on !== null &&
      provisional(deps.calendar, addDays(subject.due_on, -1), subject.due_on).provisionalYear !== undefined,
    visits: pack.workflow.registration.verification.value === 'visit',
    entered: registeredOn !== null,
    endorsementOpens: pack.permit.endorsementOpens.value,
    agentName: '',
    agentDid: '',
    code: '',
    proof: key === 'half-year-reached' ? proofFor(deps, await listRegistrationsOf(db, subject.person_id)) : 'any',
  }
}

/** 务工, 务农, 经商 and 服务 are work, 借读培训 is study; who joined family or came for another reason shows whatever fits. */
const PROOF_BY_REASON: Readonly<Record<string, NoticeFacts['proof']>> = {
  1: 'employment',
  2: 'employment',
  3: 'employment',
  4: 'employment',
  5: 'study',
}

/** Which proof an application needs, as the latest registration tells it (居住事由). */
function proofFor(deps: Deps, registrations: readonly RegistrationRow[]): NoticeFacts['proof'] {
  const latest = registrations.findLast(({ registered_on: on }) => on !== null)
  return latest === undefined ? 'any' : (PROOF_BY_REASON[keptForm(deps, latest).reason ?? ''] ?? 'any')
}

/** The city's own word for the office where a duty is done. */
function officeWord({ workflow }: Pack, duty: 'accept' | 'register'): string {
  const role = workflow.roles.find((named) => workflow.duties[duty]?.roles.includes(named.role) === true)
  return workflow.offices.find(({ kind }) => kind === role?.officeKind)?.zh ?? '办理窗口'
}

/** The last day of an objection to what happened on a day. */
function objection(
  deps: Deps,
  pack: Pack,
  key: string,
  on: PlainDate,
): Provisional & { readonly lastDayOn: PlainDate } {
  const state = key === 'cancelled-unreached' ? 'cancelled-unreached' : 'ended'
  const decision = decideObjection({ state, since: on }, on, pack, deps.calendar)
  if (!decision.ok) throw new Error('An objection on the very day came too late')
  return decision.value
}
