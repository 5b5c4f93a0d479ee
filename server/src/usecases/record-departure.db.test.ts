import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { driveApplications, refusalCodes, visitOf } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { getRegistration } from './get-registration.ts'
import { getResidence } from './get-residence.ts'
import { giveSecondOpinion } from './give-second-opinion.ts'
import { loadPaperFacts } from './load-paper-facts.ts'
import { objectToCancellation } from './object-to-cancellation.ts'
import { recordDeparture } from './record-departure.ts'
import { recordVisit } from './record-visit.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
})
after(() => registry.close())

const at = (on: string, member: CastOfficial = OFFICIALS.clerk) => registry.act(member, on, 'city')
const step = (registrationId: string, expectedVersion: number) => ({
  intentId: randomUUID(),
  registrationId,
  expectedVersion,
})
const visit = (registrationId: string, version: number, outcome: 'true' | 'untrue', on: string) =>
  recordVisit(registry.deps, at(on, OFFICIALS.coordinator), {
    ...step(registrationId, version),
    visit: visitOf(outcome, on, outcome === 'true' ? 36.5 : null),
  })

describe('离开申报', () => {
  it('5月10日离开，5月13日申报：登记止于10日，离开日期和去向留在表上、印在表上', async () => {
    const { registrationId } = await drive.register()
    assert.ok((await visit(registrationId, 2, 'true', '2016-01-08')).ok)
    const future = await recordDeparture(registry.deps, at('2016-05-13'), {
      ...step(registrationId, 3),
      leftOn: parsePlainDate('2016-05-14'),
      destination: '',
      reportedBy: 'person',
    })
    assert.deepEqual(refusalCodes(future), ['form.dates-out-of-order'])
    const done = await recordDeparture(registry.deps, at('2016-05-13', OFFICIALS.coordinator), {
      ...step(registrationId, 3),
      leftOn: parsePlainDate('2016-05-10'),
      destination: '湖南省邵东县',
      reportedBy: 'person',
    })
    assert.ok(done.ok, JSON.stringify(done))
    const known = await getRegistration(registry.deps, at('2016-05-13'), registrationId)
    const form: Readonly<Record<string, unknown>> = known.form
    assert.deepEqual(
      [known.state, known.endedOn, form['leftOn'], form['destination']],
      ['ended', '2016-05-10', '2016-05-10', '湖南省邵东县'],
    )
    const act = at('2016-05-13')
    const paper = await act.city.pool.look(act.scope, (db) =>
      loadPaperFacts(registry.deps, act, db, 'form', registrationId),
    )
    assert.ok(paper.ok && paper.value.facts.kind === 'form')
    const { leftOn, destination } = paper.value.facts.values
    assert.deepEqual([leftOn, destination], ['2016-05-10', '湖南省邵东县'])
    const [row] = await registry.asOwner('select form_enc from foshan.registration where registration_id = $1', [
      registrationId,
    ])
    assert.ok(
      !Buffer.from(row?.['form_enc'] as Buffer)
        .toString('utf8')
        .includes('邵东'),
    )
  })
})

describe('对不属实注销的异议', () => {
  /** Found untrue on 2016-01-08 and cancelled that day. */
  async function cancelled() {
    const { registrationId } = await drive.register()
    const found = await visit(registrationId, 2, 'untrue', '2016-01-08')
    assert.ok(found.ok, JSON.stringify(found))
    const done = await giveSecondOpinion(registry.deps, at('2016-01-08', OFFICIALS.stationHead), {
      ...step(registrationId, 3),
      agrees: true,
      note: '',
    })
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(done.value.state, 'cancelled-untrue')
    return { registrationId, personId: done.value.personId, version: done.value.version }
  }
  const object = (registrationId: string, version: number, on: string) =>
    objectToCancellation(registry.deps, at(on), {
      ...step(registrationId, version),
      statement: '我住在这里，当天在上夜班',
    })

  it('1月23日是星期六，顺延到25日；26日太迟', async () => {
    const { registrationId, version } = await cancelled()
    assert.deepEqual(refusalCodes(await object(registrationId, version, '2016-01-26')), [
      'registration.objection-too-late',
    ])
    assert.ok((await object(registrationId, version, '2016-01-25')).ok)
  })

  it('重新核实属实：自原登记日期恢复，没有间断', async () => {
    const { registrationId, personId, version } = await cancelled()
    const reopened = await object(registrationId, version, '2016-01-20')
    assert.ok(reopened.ok)
    assert.equal((await getResidence(registry.deps, at('2016-01-20'), personId)).residenceStart, '2016-01-05')
    const proved = await visit(registrationId, reopened.value.version, 'true', '2016-02-01')
    assert.ok(proved.ok, JSON.stringify(proved))
    assert.deepEqual([proved.value.state, proved.value.registeredOn], ['active', '2016-01-05'])
    const life = await getResidence(registry.deps, at('2016-07-05'), personId)
    assert.deepEqual([life.residenceStart, life.eligibleFrom], ['2016-01-05', '2016-07-05'])
  })
})
