import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { driveApplications } from '@anju/tests/permit-driver.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { driveRegistrations, later, type RegistrationDriver } from '@anju/tests/registration-driver.ts'
import { openRegistryHouse, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'
import { Client } from 'pg'
import { recordLegalDay } from '../store/session.ts'
import { settleAddress } from '../usecases/settle-address.ts'
import { sweepAllCities, systemIntentId } from './sweep.ts'

const TODAY = '2016-03-01'
const AT = '2026-01-01T00:00:00.000Z'
let house: RegistryHouse
let driver: RegistrationDriver
let owner: Client
before(async () => {
  house = await openRegistryHouse()
  driver = await driveRegistrations(house, TODAY)
  owner = new Client({ connectionString: house.registry.database.url })
  owner.on('error', () => {})
  await owner.connect()
})
after(async () => {
  await owner.end()
  await house.close()
})

/** Sweeps as a worker would on a legal day. */
async function sweepOn(on: string) {
  await recordLegalDay(house.registry.deps.shared, parsePlainDate(on))
  const swept = await sweepAllCities(house.registry.deps, AT)
  await recordLegalDay(house.registry.deps.shared, parsePlainDate(TODAY))
  return swept
}

async function registrationOf(id: string): Promise<{ state: string; ended_on: string | null; state_since: string }> {
  const { rows } = await owner.query(
    'select state, ended_on::text, state_since::text from foshan.registration where registration_id = $1',
    [id],
  )
  return rows[0]
}

async function happened(id: string, kind: string): Promise<number> {
  const { rows } = await owner.query(
    'select count(*)::int as n from foshan.ledger where stream_id = $1 and kind = $2',
    [id, kind],
  )
  return rows[0].n
}

describe('sweeps 到期办理', () => {
  it('sends an officer to each online declaration once, also when two sweeps meet', async () => {
    const held = await Promise.all([
      driver.make('declared-online'),
      driver.make('declared-online'),
      driver.make('declared-online'),
    ])
    const [one, two] = await Promise.all([sweepOn(TODAY), sweepAllCities(house.registry.deps, AT)])
    assert.equal((one['dispatch-visit'] ?? 0) + (two['dispatch-visit'] ?? 0), 3)
    for (const { registrationId } of held) {
      assert.equal((await registrationOf(registrationId)).state, 'visit-planned')
      assert.equal(await happened(registrationId, 'dispatch-visit'), 1)
    }
    assert.equal((await sweepOn(TODAY))['dispatch-visit'], 0)
  })

  it('an online declaration at an address that nobody can find waits for the survey', async () => {
    const resident = await house.newResident('foshan')
    const api = await house.signIn(resident)
    const address = {
      divisionCode: '440604011209',
      lane: '槎湾新径',
      door: '5号',
      building: '',
      unit: '',
      room: '',
      surveyReference: '',
    }
    const body = {
      ...declarationOf(resident, '', TODAY),
      intentId: randomUUID(),
      home: { address, livingAreaM2: null },
    }
    const { registrationId } = valueOf(await api.call('declareOnline', { params: { city: 'foshan' }, body }))
    assert.equal((await sweepOn(TODAY))['dispatch-visit'], 0)
    const { rows } = await owner.query<{ dwelling_id: string }>(
      'select dwelling_id from foshan.registration where registration_id = $1',
      [registrationId],
    )
    const settled = await settleAddress(house.registry.deps, house.registry.act(OFFICIALS.coordinator, TODAY), {
      intentId: randomUUID(),
      dwellingId: rows[0]?.dwelling_id ?? '',
      lane: '槎湾新街',
    })
    assert.ok(settled.ok, JSON.stringify(settled))
    assert.equal((await sweepOn(TODAY))['dispatch-visit'], 1)
    assert.equal((await registrationOf(registrationId)).state, 'visit-planned')
  })

  it('unreached lapses on the day after the last one given; found weeks later it still ends on that day', async () => {
    const { registrationId } = await driver.make('unreached')
    assert.equal((await sweepOn('2016-03-11'))['lapse-unreached'], 0)
    assert.equal((await sweepOn('2016-04-20'))['lapse-unreached'], 1)
    assert.deepEqual(await registrationOf(registrationId), {
      state: 'cancelled-unreached',
      ended_on: '2016-03-12',
      state_since: '2016-04-20',
    })
    assert.equal((await sweepOn('2016-04-21'))['lapse-unreached'], 0)
  })

  it('presumed to have left ends on the day of the second patrol', async () => {
    const { registrationId } = await driver.make('presumed-left')
    const second = later(TODAY, -1)
    assert.equal((await sweepOn(later(second, 10)))['lapse-presumed-left'], 0)
    assert.equal((await sweepOn(later(second, 11)))['lapse-presumed-left'], 1)
    assert.deepEqual(await registrationOf(registrationId), {
      state: 'ended',
      ended_on: second,
      state_since: later(second, 11),
    })
  })

  it('a card that lies ready: reminders on day 22, 45 and 67, missed ones as one; unclaimed after day 90', async () => {
    const people = driveApplications(house.registry)
    const atPolice = await people.atPolice()
    const made = await people.produce(atPolice)
    const ready = await people.notify(await people.receive(await people.dispatch(made, made.stockNo), made.stockNo))
    const reminders = async () => {
      const { rows } = await owner.query(
        `select payload->>'number' as number from foshan.outbox where subject_id = $1 and topic = 'notice.pick-up-reminder' order by outbox_id`,
        [ready.applicationId],
      )
      return rows.map(({ number }) => number)
    }
    assert.equal((await sweepOn('2016-08-08'))['remind-pick-up'], 0)
    const [one, two] = await Promise.all([sweepOn('2016-08-09'), sweepAllCities(house.registry.deps, AT)])
    assert.equal((one['remind-pick-up'] ?? 0) + (two['remind-pick-up'] ?? 0), 1)
    assert.equal((await sweepOn('2016-08-10'))['remind-pick-up'], 0)
    assert.equal((await sweepOn('2016-09-30'))['remind-pick-up'], 1)
    assert.deepEqual(await reminders(), ['1', '3'])
    assert.equal((await sweepOn('2016-10-16'))['lapse-uncollected'], 0)
    assert.equal((await sweepOn('2016-10-17'))['lapse-uncollected'], 1)
    const { rows } = await owner.query('select state from foshan.application where application_id = $1', [
      ready.applicationId,
    ])
    assert.equal(rows[0].state, 'unclaimed')
    assert.equal((await sweepOn('2016-10-18'))['lapse-uncollected'], 0)
  })

  it('the intent of an act of the system follows from case, version and event alone', () => {
    const caseId = '01520000-0000-7000-8000-000600000001'
    assert.equal(systemIntentId(caseId, 3, 'lapse-unreached'), systemIntentId(caseId, 3, 'lapse-unreached'))
    assert.match(
      systemIntentId(caseId, 3, 'lapse-unreached'),
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    const others = [systemIntentId(caseId, 4, 'lapse-unreached'), systemIntentId(caseId, 3, 'dispatch-visit')]
    assert.equal(new Set([...others, systemIntentId(caseId, 3, 'lapse-unreached')]).size, 3)
  })
})
