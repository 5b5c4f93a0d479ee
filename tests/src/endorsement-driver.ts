import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type CastPerson, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { checkEndorsement } from '@anju/server/usecases/check-endorsement.ts'
import { completeEndorsement } from '@anju/server/usecases/complete-endorsement.ts'
import { type EndorsementOutcome, type EndorsePermit, endorsePermit } from '@anju/server/usecases/endorse-permit.ts'
import { handOver } from '@anju/server/usecases/hand-over.ts'
import { refuseEndorsement } from '@anju/server/usecases/refuse-endorsement.ts'
import { paper, step, type driveApplications } from './permit-driver.ts'
import type { TestRegistry } from './test-registry.ts'

/** A permit in somebody's hand, issued on 2016-07-15. */
export type Held = { readonly permitId: string; readonly personId: string; readonly idNumber: string }

/** A command to endorse at the window: in person, with the permit, written at once. */
export function endorsementOf(permitId: string, change: Partial<EndorsePermit> = {}): EndorsePermit {
  return {
    intentId: randomUUID(),
    permitId,
    condition: 'dwelling',
    materials: [paper('residence-permit')],
    inPerson: true,
    agent: null,
    bookedOnlineOn: null,
    write: 'chip',
    ...change,
  }
}

/** What the decision granted. @throws when it refused, with the reasons. */
export function grantedEndorsement(decision: Decision<EndorsementOutcome>): EndorsementOutcome {
  assert.ok(decision.ok, JSON.stringify(decision))
  return decision.value
}

/** Leads permits of Foshan through their years with the use cases themselves. */
export function driveEndorsements(registry: TestRegistry, drive: ReturnType<typeof driveApplications>) {
  const { deps } = registry
  const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')
  return {
    /** Issued on 2016-07-15 and handed over on 2016-07-20. */
    async issued(person?: CastPerson): Promise<Held> {
      const who = await drive.register('2016-01-05', DWELLINGS.flat.dwellingId, person)
      const atPolice = await drive.acknowledge(
        await drive.send(await drive.approve(await drive.verify(await drive.accept(await drive.submit(who))))),
      )
      const made = await drive.produce(atPolice)
      const there = await drive.receive(await drive.dispatch(made, made.stockNo), made.stockNo)
      const notified = await drive.notify(there)
      const done = await handOver(deps, drive.by(OFFICIALS.clerk, '2016-07-20'), {
        ...step(notified),
        recipient: 'applicant',
        recipientIdNumber: who.person.idNumber,
        recipientPortrait: null,
      })
      assert.ok(done.ok, JSON.stringify(done))
      const rows = await registry.asOwner('select permit_id, person_id from foshan.permit where application_id = $1', [
        notified.applicationId,
      ])
      return {
        permitId: String(rows[0]?.['permit_id']),
        personId: String(rows[0]?.['person_id']),
        idNumber: who.person.idNumber,
      }
    },
    endorse: (permitId: string, on: string, change: Partial<EndorsePermit> = {}) =>
      endorsePermit(deps, at(on), endorsementOf(permitId, change)),
    complete: (endorsementId: string, version: number, on: string) =>
      completeEndorsement(deps, at(on), {
        intentId: randomUUID(),
        endorsementId,
        expectedVersion: version,
        write: 'chip',
      }),
    check: (endorsementId: string, version: number, on: string, member = OFFICIALS.stationHead) =>
      checkEndorsement(deps, at(on, member), { intentId: randomUUID(), endorsementId, expectedVersion: version }),
    refuse: (endorsementId: string, version: number, on: string) =>
      refuseEndorsement(deps, at(on), {
        intentId: randomUUID(),
        endorsementId,
        expectedVersion: version,
        reasons: [{ code: 'condition-gone', note: '已离职，住所退租' }],
      }),
  }
}
