import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { OFFICES, OFFICIALS, RESIDENTS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { amendRegistration } from '@anju/server/usecases/amend-registration.ts'
import { changePermitAddress } from '@anju/server/usecases/change-permit-address.ts'
import { endPermit } from '@anju/server/usecases/end-permit.ts'
import { giveDeficiencyNotice } from '@anju/server/usecases/give-deficiency-notice.ts'
import { objectToAct } from '@anju/server/usecases/object-to-act.ts'
import { openCardCase } from '@anju/server/usecases/open-card-case.ts'
import { openTransfer } from '@anju/server/usecases/open-transfer.ts'
import { recordVisit } from '@anju/server/usecases/record-visit.ts'
import { rejectQuality } from '@anju/server/usecases/reject-quality.ts'
import { cardCaseOf } from './card-driver.ts'
import { driveEndorsements, grantedEndorsement } from './endorsement-driver.ts'
import { enterRow } from './enter-row.ts'
import { childOf, driveMandates } from './mandate-driver.ts'
import { driveApplications, newApplicant, paper, step, visitOf } from './permit-driver.ts'
import type { TestRegistry } from './test-registry.ts'

/** The day on which the pages of {@link enterEveryCase} are opened. */
export const TODAY = '2017-07-26'
const EARLIER = '2017-05-10'
const TEXT = '张三的字'

/** What stands in an address of the counter face, by the name it has there. */
export type CaseIds = Readonly<Record<PathName, readonly string[]>>
type PathName =
  | 'registrationId'
  | 'applicationId'
  | 'personId'
  | 'permitId'
  | 'letterId'
  | 'dwellingId'
  | 'caseId'
  | 'officialId'
  | 'simulationId'

/** One case of every kind that a page of Foshan shows, led there by the use cases; what no act has to lead to is entered as a row. */
export async function enterEveryCase(registry: TestRegistry): Promise<CaseIds> {
  const { deps } = registry
  const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')
  const applications = driveApplications(registry)
  const endorsements = driveEndorsements(registry, applications)
  const mandates = driveMandates(registry)
  const intent = () => ({ intentId: randomUUID() })

  const objecting = await endorsements.issued()
  const refused = grantedEndorsement(await endorsements.endorse(objecting.permitId, '2017-07-17', { write: null }))
  granted(await endorsements.refuse(refused.subjectId, refused.version, '2017-07-25'))
  granted(
    await objectToAct(deps, at(TODAY), {
      ...intent(),
      against: 'endorsement-refused',
      subjectId: refused.subjectId,
      statement: TEXT,
    }),
  )

  const endorsing = await endorsements.issued()
  grantedEndorsement(await endorsements.endorse(endorsing.permitId, '2017-07-17', { write: null }))

  const moving = await endorsements.issued()
  const home = await registrationOf(registry, moving.personId)
  const visited = granted(
    await recordVisit(deps, at('2016-08-01', OFFICIALS.coordinator), {
      ...intent(),
      ...home,
      visit: { ...visitOf('true', '2016-08-01', 36.5), note: TEXT },
    }),
  )
  granted(
    await changePermitAddress(deps, at(EARLIER), {
      ...intent(),
      permitId: moving.permitId,
      move: {
        registrationId: home.registrationId,
        expectedVersion: visited.version,
        home: { dwellingId: DWELLINGS.guichengFlat.dwellingId },
        movedOn: parsePlainDate(EARLIER),
      },
      materials: [paper('residence-permit')],
      inPerson: true,
      finding: null,
      write: 'chip',
      endorse: null,
      amendment: {
        registrationId: home.registrationId,
        expectedVersion: visited.version,
        reportedBy: 'person',
        changedOn: null,
        changes: { employerName: TEXT },
      },
    }),
  )

  const lost = await endorsements.issued()
  granted(await openCardCase(deps, at(EARLIER), cardCaseOf(lost.permitId)))
  const ending = await endorsements.issued()
  granted(
    await endPermit(deps, at(EARLIER), {
      ...intent(),
      permitId: ending.permitId,
      event: 'conditions-gone',
      happenedOn: parsePlainDate(EARLIER),
      note: TEXT,
      document: TEXT,
      cardTaken: false,
    }),
  )

  const wanting = await applications.submit(await applications.register())
  granted(
    await giveDeficiencyNotice(deps, at('2016-07-05'), {
      ...step(wanting),
      items: ['rental-filing-certificate'],
      note: TEXT,
      supervisorReason: '',
    }),
  )
  const back = await applications.atPolice()
  granted(
    await rejectQuality(deps, applications.police('2016-07-12'), {
      ...step(back),
      reasons: [{ code: 'photo', text: TEXT }],
      checkedOn: '2016-07-12',
      checkedBy: TEXT,
    }),
  )

  const arrived = await applications.register('2017-07-24', DWELLINGS.flat.dwellingId)
  const personId = await mandates.personOf(arrived.registrationId)
  await mandates.given(personId, childOf(newApplicant('foshan')), '2017-07-24')
  granted(
    await openTransfer(deps, at(TODAY), {
      ...intent(),
      personId,
      permitNo: 'GZ000001',
      cardNo: '',
      issuedOn: parsePlainDate('2016-07-15'),
      issuedIn: '440106',
      issuingOffice: TEXT,
      endorsedOn: [],
      printedExpiryOn: null,
      oldAddress: TEXT,
      materials: ['residence-permit', 'identity-document', 'lease', 'rental-filing-certificate'].map(paper),
      inPerson: true,
      finding: null,
      endorse: null,
    }),
  )
  const amended = await applications.register('2017-07-24', DWELLINGS.flat.dwellingId)
  granted(
    await amendRegistration(deps, at(TODAY), {
      ...intent(),
      ...(await registrationOf(registry, await mandates.personOf(amended.registrationId))),
      reportedBy: 'person',
      changedOn: null,
      changes: { employerName: TEXT, remark: TEXT },
      materials: [],
    }),
  )
  await enterBeside(registry, { personId, permitId: lost.permitId })
  return idsOf(registry, [
    ...[lost, ending, endorsing, objecting].map((held) => held.permitId),
    ...[wanting, back].map(({ applicationId }) => applicationId),
    ...[arrived, amended].map(({ registrationId }) => registrationId),
    personId,
    objecting.personId,
    lost.personId,
    home.registrationId,
  ])
}

function granted<T>(decision: Decision<T>): T {
  assert.ok(decision.ok, JSON.stringify(decision))
  return decision.value
}

async function registrationOf(registry: TestRegistry, personId: string) {
  const [row] = await registry.asOwner(
    'select registration_id, version from foshan.registration where person_id = $1',
    [personId],
  )
  return { registrationId: String(row?.['registration_id']), expectedVersion: Number(row?.['version']) }
}

/** What stands beside the cases: erasures, holds, messages, alerts, accounts and what administrators wait for. */
async function enterBeside(
  registry: TestRegistry,
  { personId, permitId }: { readonly personId: string; readonly permitId: string },
): Promise<void> {
  const { division_code: place } = (
    await registry.asOwner('select division_code from foshan.person where person_id = $1', [personId])
  )[0] as { division_code: string }
  const { officialId } = OFFICIALS.clerk
  const there = { person_id: personId, division_code: place }
  const enter = (table: string, values: Readonly<Record<string, unknown>>) => enterRow(registry, table, values)
  const notices = [randomUUID(), randomUUID()]
  await enter('foshan.erasure', { ...there, reason: 'asked', state: 'proposed', proposed_by: officialId })
  await enter('foshan.legal_hold', { ...there, reason: TEXT, placed_by: officialId })
  await enter('foshan.notice', {
    notice_id: notices[0],
    ...there,
    template: 'refused/1',
    state: 'no-number',
    made_on: TODAY,
  })
  await enter('foshan.notice', { notice_id: notices[1], ...there, template: 'refused/1', state: 'shown' })
  await enter('foshan.notice_call', { notice_id: notices[0], ...there, result: 'no-answer', official_id: officialId })
  await enter('foshan.mailing', { notice_id: notices[1], ...there, official_id: officialId, tracking_no: TEXT })
  await enter('foshan.civil_event', { ...there, event: 'death', happened_on: '2017-07-01', learned_on: TODAY })
  await enter('foshan.case_assignment', {
    ...there,
    case_id: (await registrationOf(registry, personId)).registrationId,
    official_id: officialId,
    assigned_by: OFFICIALS.stationHead.officialId,
    reason: TEXT,
    assigned_on: TODAY,
  })
  await enter('foshan.cross_area_grant', {
    ...there,
    official_id: OFFICIALS.guichengClerk.officialId,
    post_id: OFFICIALS.guichengClerk.postId,
    reason: TEXT,
    hours: 24,
    asked_on: TODAY,
  })
  await enter('foshan.void_stock', { stock_no: 'GD99999999', reason: TEXT, voided_by: TEXT, voided_on: TODAY })
  await enter('foshan.gateway_health', { gateway: 'sms', lowered: true, why: TEXT, chosen: true })
  await enter('foshan.look_alert', { official_id: officialId, on_day: TODAY, what: 'reveal', law: 'x' })
  await enter('foshan.misuse_alert', {
    version: 2,
    rule: 'same-phone',
    official_id: officialId,
    office_id: OFFICIALS.clerk.office.officeId,
    division_code: place,
    on_day: TODAY,
    case_ids: [(await registrationOf(registry, personId)).registrationId],
    figure: 9,
    most: 4,
    law: 'FS-2016-14:三.五',
    answer: 'explained',
    words: TEXT,
    answered_by: OFFICIALS.stationHead.officialId,
    answered_on: TODAY,
  })
  await enter('foshan.simulation', {
    jurisdiction: 'foshan',
    draft_pack: 'foshan/2018-10-01',
    draft: TEXT,
    reach: 'always',
    as_of: '2018-10-01',
    state: 'failed',
    failure: TEXT,
    asked_by: OFFICIALS.administrator.officialId,
    asked_on: TODAY,
    run_sm3: Buffer.alloc(32),
  })
  const [fee] = await registry.asOwner('select card_case_id from foshan.card_case where permit_id = $1', [permitId])
  await enter('foshan.fee_entry', {
    ...there,
    office_id: OFFICES.zhangcha.officeId,
    receipt_no: '101-2017-000001',
    kind: 'charge',
    business: 'reissue',
    card_case_id: fee?.['card_case_id'],
    fen: 2000,
    waived_fen: 0,
    law: 'CN-663:21',
    pack: 'foshan/2016-01-01',
    taken_by: officialId,
    taken_on: TODAY,
  })
  const [paid] = await registry.asOwner('select entry_id from foshan.fee_entry where person_id = $1', [personId])
  await enter('foshan.kept_fee', { ...there, entry_id: paid?.['entry_id'], kept_by: officialId, kept_on: TODAY })
  await enterAccounts(registry, enter)
  await registry.asOwner(
    'update shared.resident_account set id_bidx = (select id_bidx from foshan.person where person_id = $1) where account_id = $2',
    [personId, RESIDENTS.foshanResident.accountId],
  )
}

async function enterAccounts(
  { deps: { crypto } }: TestRegistry,
  enter: (table: string, values: Readonly<Record<string, unknown>>) => Promise<void>,
): Promise<void> {
  const { administrator, clerk, stationHead, deputyHead, secondCoordinator, coordinator } = OFFICIALS
  const proposed = { city: 'foshan', reason: TEXT, proposed_by: administrator.officialId }
  const newcomer = randomUUID()
  const key = crypto.newPersonKey(newcomer)
  const place = { table: 'official', column: 'id_enc', rowId: newcomer, personId: newcomer }
  await enter('shared.account_proposal', {
    ...proposed,
    kind: 'account',
    official_id: newcomer,
    name: TEXT,
    id_bidx: Buffer.alloc(32, 7),
    id_enc: crypto.seal(place, newApplicant('foshan').idNumber, key),
    dek_wrapped: key,
    office_id: OFFICES.zhangcha.officeId,
    role: 'clerk',
    division_prefix: OFFICES.zhangcha.divisionPrefix,
    valid_from: TODAY,
  })
  await enter('shared.scope_proposal', { ...proposed, post_id: clerk.postId, scope_kind: 'own' })
  const lent = {
    city: 'foshan',
    post_id: stationHead.postId,
    holder_id: stationHead.officialId,
    given_by: stationHead.officialId,
    reason: TEXT,
    post_prefix: stationHead.divisionPrefix,
    division_prefix: stationHead.divisionPrefix,
  }
  await enter('shared.delegation', {
    ...lent,
    kind: 'substitution',
    delegate_id: deputyHead.officialId,
    delegate_post_id: deputyHead.postId,
    valid_from: TODAY,
    valid_to: TODAY,
  })
  await enter('shared.delegation', {
    ...lent,
    kind: 'temporary',
    delegate_id: secondCoordinator.officialId,
    delegate_post_id: secondCoordinator.postId,
    begins_at: new Date(),
    ends_at: new Date(Date.now() + 4 * 3_600_000),
  })
  const enrolmentId = randomUUID()
  await enter('shared.enrolment', {
    enrolment_id: enrolmentId,
    official_id: coordinator.officialId,
    reason: 'first',
    expires_at: '2100-01-01',
  })
  await enter('shared.authenticator', {
    official_id: coordinator.officialId,
    enrolment_id: enrolmentId,
    kind: 'webauthn',
    label: TEXT,
  })
}

/** Ids of every kind within the reach of the clerk, whose persons have not moved out of it; those come first that have most to show. */
async function idsOf(registry: TestRegistry, first: readonly string[]): Promise<CaseIds> {
  const all = async (sql: string) => {
    const ids = (await registry.asOwner(sql)).map((row) => String(Object.values(row)[0]))
    return [...first.filter((id) => ids.includes(id)), ...ids.filter((id) => !first.includes(id))]
  }
  const here = `division_code like '${OFFICIALS.clerk.divisionPrefix}%'`
  const inReach = `where ${here} and person_id in (select person_id from foshan.person where ${here})`
  const registrationId = await all(`select registration_id from foshan.registration ${inReach}`)
  const personId = await all('select person_id from foshan.person')
  return {
    registrationId,
    personId,
    caseId: registrationId,
    applicationId: await all(`select application_id from foshan.application ${inReach}`),
    permitId: await all('select permit_id from foshan.permit'),
    letterId: await all('select letter_id from foshan.office_letter'),
    simulationId: await all('select simulation_id from foshan.simulation'),
    dwellingId: [DWELLINGS.flat.dwellingId],
    officialId: [OFFICIALS.coordinator.officialId, OFFICIALS.clerk.officialId],
  }
}
