import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { driveApplications, held, PHOTO_ID, step } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { getApplication } from './get-application.ts'
import { handOver } from './hand-over.ts'
import { listPersonEntitlements } from './list-person-entitlements.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
})
after(() => registry.close())

const clerk = (on: string) => registry.act(OFFICIALS.clerk, on)
const answers = async (personId: string, on: string): Promise<Readonly<Record<string, string>>> => {
  const { asOf, entitlements } = await listPersonEntitlements(registry.deps, clerk(on), personId)
  assert.equal(asOf, on)
  return Object.fromEntries(entitlements.map(({ key, answer }) => [key, answer.answer]))
}

describe('权益 of a person, from what the register holds', () => {
  it('registered: the rights; with the permit the rest; suspended, none but the rights', async () => {
    const who = await drive.register('2016-01-05')
    const approved = await drive.approve(await drive.verify(await drive.accept(await drive.submit(who))))
    const atPolice = await drive.acknowledge(await drive.send(approved))
    const { applicationId } = atPolice
    const { personId } = await getApplication(registry.deps, clerk('2016-07-10'), applicationId)
    const registered = await answers(personId, '2016-07-10')
    assert.equal(registered['rights.social-insurance'], 'entitled')
    const open = Object.entries(registered).filter(([, answer]) => answer === 'entitled')

    const produced = await drive.produce(atPolice)
    const sent = await drive.dispatch(produced, produced.stockNo)
    const ready = await drive.notify(await drive.receive(sent, produced.stockNo))
    held(
      await handOver(registry.deps, clerk('2016-07-19'), {
        ...step(ready),
        recipient: 'applicant',
        recipientIdNumber: who.person.idNumber,
        recipientPortrait: PHOTO_ID,
      }),
    )
    const withPermit = await answers(personId, '2016-07-20')
    const opened = Object.entries(withPermit).filter(([, answer]) => answer === 'entitled')
    assert.ok(opened.length > open.length, JSON.stringify(withPermit))
    const [gained = ''] = opened.find(([key]) => registered[key] === 'not') ?? []

    const late = await listPersonEntitlements(registry.deps, clerk('2017-07-18'), personId)
    const lost = late.entitlements.find(({ key }) => key === gained)?.answer
    assert.ok(lost?.answer === 'not')
    assert.deepEqual(
      lost.refusals.map(({ code, facts }) => [code, facts['suspendedSince']]),
      [['entitlement.permit-suspended', '2017-07-18']],
    )
    assert.equal((await answers(personId, '2017-07-18'))['rights.social-insurance'], 'entitled')
  })
})
