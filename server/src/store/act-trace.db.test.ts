import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { addDays, parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { ActTrace } from '@anju/domain/misuse/act-trace.ts'
import { driveCards, grantedCard } from '@anju/tests/card-driver.ts'
import { driveEndorsements, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, newApplicant, paper, PHOTO_ID } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { openActTraces } from './act-trace.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const tracesOf = (name: string, from: string, through = from) => {
  const { city, scope } = registry.systemAct(name, through)
  const span = { from: parsePlainDate(from), through: parsePlainDate(through) }
  return city.pool.look(scope, async (db) => {
    const tracesOn = await openActTraces(db, { ...span, visitedPacks: { application: [], registration: [] } })
    const traces: ActTrace[] = []
    for (let on = span.from; on <= span.through; on = addDays(on, 1)) traces.push(...(await tracesOn(on)))
    return traces
  })
}
/** A keyed hash; or nothing. */
const isMasked = (value: string | null | undefined) => value === null || /^[0-9a-f]{64}$/.test(value ?? 'absent')

describe('办理痕迹：签注和换补领证卡', () => {
  it('签注：受理的人、居住证的住所、持证人的电话和材料影像，都只是编号或加密摘要', async () => {
    const person = newApplicant('foshan', '1990-09-09')
    const drive = driveEndorsements(registry, driveApplications(registry))
    const { permitId, personId } = await drive.issued(person)
    const materials = [paper('residence-permit'), { ...paper('lease'), blobId: PHOTO_ID }]
    const done = grantedEndorsement(await drive.endorse(permitId, '2017-07-03', { materials }))
    const [trace, ...others] = await tracesOf('foshan', '2017-07-03')
    assert.deepEqual(others, [])
    assert.ok(trace !== undefined)
    const { phone, image, ...rest } = trace
    assert.deepEqual(rest, {
      officialId: OFFICIALS.clerk.officialId,
      officeId: OFFICIALS.clerk.office.officeId,
      step: 'endorse',
      caseId: done.subjectId,
      personId,
      at: '2017-07-03T02:00:00.000Z',
      on: '2017-07-03',
      minute: 600,
      isWorkday: true,
      openedSecondsBefore: null,
      dwellingId: DWELLINGS.flat.dwellingId,
      agent: null,
      visited: null,
    })
    assert.ok(phone !== null && isMasked(phone))
    assert.ok(image !== null && isMasked(image))
    assert.doesNotMatch(JSON.stringify(trace), new RegExp(`${person.mobile}|${person.idNumber}|${person.name}`))
    // The same phone is the same hash at the registration, and another person's is another.
    const [registered] = await tracesOf('foshan', '2016-01-05')
    assert.equal(phone, registered?.phone)
    const other = await driveApplications(registry).register('2017-07-03', DWELLINGS.room.dwellingId, {
      ...newApplicant('foshan', '1991-01-01'),
      mobile: '13900000077',
    })
    const both = await tracesOf('foshan', '2017-07-03')
    assert.deepEqual(both.map(({ step }) => step).toSorted(), ['endorse', 'register'])
    assert.notEqual(both.find(({ caseId }) => caseId === other.registrationId)?.phone, phone)
  })

  it('补领：受理留痕，制证不算；周末办的看得出来', async () => {
    const drive = driveCards(registry)
    const { permitId, personId } = await drive.issued()
    const materials = [{ ...paper('identity-document'), blobId: PHOTO_ID }, paper('residence-permit')]
    const opened = grantedCard(await drive.open(permitId, '2018-03-10', { materials }))
    grantedCard(await drive.produce(opened, '2018-03-12'))
    const traces = await tracesOf('linhe', '2018-03-10', '2018-03-12')
    assert.deepEqual(
      traces.map(({ step, caseId, personId: who, officialId, officeId, on, isWorkday, visited, agent }) => ({
        step,
        caseId,
        who,
        officialId,
        officeId,
        on,
        isWorkday,
        visited,
        agent,
      })),
      [
        {
          step: 'card',
          caseId: opened.subjectId,
          who: personId,
          officialId: OFFICIALS.hallClerk.officialId,
          officeId: OFFICIALS.hallClerk.office.officeId,
          on: '2018-03-10',
          isWorkday: false,
          visited: null,
          agent: null,
        },
      ],
    )
    const [trace] = traces
    assert.equal(trace?.dwellingId, DWELLINGS.linheFlat.dwellingId)
    assert.ok(trace.phone !== null && isMasked(trace.phone))
    assert.ok(trace.image !== null && isMasked(trace.image))
    // The other city has none of it.
    assert.deepEqual(await tracesOf('foshan', '2018-03-10', '2018-03-12'), [])
  })
})
