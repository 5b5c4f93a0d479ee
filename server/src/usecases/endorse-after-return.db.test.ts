import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { driveEndorsements, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { applicationOf, driveApplications, newApplicant, refusalCodes, visitOf } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { applyForPermit } from './apply-for-permit.ts'
import { getResidence } from './get-residence.ts'
import { recordDeparture } from './record-departure.ts'
import { recordVisit } from './record-visit.ts'

let registry: TestRegistry
let applications: ReturnType<typeof driveApplications>
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry()
  applications = driveApplications(registry)
  drive = driveEndorsements(registry, applications)
})
after(() => registry.close())

/** Holds a permit of 2016-07-15, left the city on one day and was registered anew on another. */
async function returned(leftOn: string, backOn: string) {
  const person = newApplicant('foshan')
  const { permitId, personId } = await drive.issued(person)
  const [first] = await registry.asOwner(
    'select registration_id, version from foshan.registration where person_id = $1',
    [personId],
  )
  const registrationId = String(first?.['registration_id'])
  const version = Number(first?.['version'])
  const visited = await recordVisit(registry.deps, registry.act(OFFICIALS.coordinator, '2016-07-25', 'city'), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: version,
    visit: visitOf('true', '2016-07-25', 36.5),
  })
  assert.ok(visited.ok, JSON.stringify(visited))
  const left = await recordDeparture(registry.deps, registry.act(OFFICIALS.clerk, leftOn, 'city'), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: version + 1,
    leftOn: parsePlainDate(leftOn),
    destination: '湖南省隆回县',
    reportedBy: 'person',
  })
  assert.ok(left.ok, JSON.stringify(left))
  const again = await applications.register(backOn, DWELLINGS.flat.dwellingId, person)
  return { permitId, personId, again }
}

describe('离开后回来的签注', () => {
  it('重新登记满半年的当日起可以签注：期内为按时，周年不变；申领仍指向签注', async () => {
    const { again, permitId, personId } = await returned('2016-09-10', '2016-10-08')
    const applied = await applyForPermit(
      registry.deps,
      registry.act(OFFICIALS.clerk, '2017-07-01', 'city'),
      applicationOf(again),
    )
    assert.deepEqual(refusalCodes(applied), ['application.permit-in-force'])
    grantedEndorsement(await drive.endorse(permitId, '2017-07-01'))
    const { permits, residenceStart } = await getResidence(
      registry.deps,
      registry.act(OFFICIALS.clerk, '2017-07-01', 'city'),
      personId,
    )
    assert.deepEqual(
      [permits[0]?.state, permits[0]?.validUntil, residenceStart],
      ['in-force', '2018-07-15', '2016-10-08'],
    )
  })

  it('签注期内还不满半年：拒绝时告知可以签注的日期，当日补办恢复，中止的日子不计', async () => {
    const { permitId, personId } = await returned('2016-09-10', '2017-02-08')
    for (const on of ['2017-07-01', '2017-08-07']) {
      const no = await drive.endorse(permitId, on)
      assert.ok(!no.ok)
      assert.deepEqual(no.refusals, [
        {
          code: 'endorsement.residence-broken',
          law: 'CN-663:10.2',
          facts: { registeredSince: '2017-02-08', since: '2016-07-15', eligibleFrom: '2017-08-08' },
        },
      ])
    }
    grantedEndorsement(await drive.endorse(permitId, '2017-08-08'))
    const { permits, residenceStart } = await getResidence(
      registry.deps,
      registry.act(OFFICIALS.clerk, '2017-08-08', 'city'),
      personId,
    )
    // Suspended from 2017-07-18: 21 days are left out of the residence that began on 2017-02-08.
    assert.deepEqual(
      [permits[0]?.state, permits[0]?.validUntil, residenceStart],
      ['in-force', '2018-08-08', '2017-03-01'],
    )
  })

  it('多年以后仍可补办', async () => {
    const { permitId } = await returned('2016-09-10', '2016-10-08')
    assert.equal(grantedEndorsement(await drive.endorse(permitId, '2019-07-01')).state, 'endorsed')
  })
})
