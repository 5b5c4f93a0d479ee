import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { driveEndorsements, endorsementOf } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { RegistryError } from '../registry-error.ts'
import type { EndorsePermit } from './endorse-permit.ts'
import type { AmendmentBeside } from './amend-within.ts'
import { endorseWithAmendment } from './endorse-with-amendment.ts'
import { getPersonFile } from './get-person-file.ts'
import { getRegistration } from './get-registration.ts'

/** Within the window of the first endorsement, and before it. */
const [IN_TIME, TOO_EARLY] = ['2017-07-01', '2017-05-01']
let registry: TestRegistry
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry()
  drive = driveEndorsements(registry, driveApplications(registry))
})
after(() => registry.close())

const at = (on: string) => registry.act(OFFICIALS.clerk, on, 'city')

async function holder() {
  const held = await drive.issued()
  const [row] = await registry.asOwner(
    'select registration_id, version from foshan.registration where person_id = $1',
    [held.personId],
  )
  return { ...held, registrationId: String(row?.['registration_id']), version: Number(row?.['version']) }
}
type Holder = Awaited<ReturnType<typeof holder>>

const visit = (
  { permitId, registrationId, version }: Holder,
  changes: AmendmentBeside['changes'],
  on = IN_TIME,
  change: Partial<EndorsePermit> = {},
) =>
  endorseWithAmendment(registry.deps, at(on), {
    ...endorsementOf(permitId, change),
    amendment: { registrationId, expectedVersion: version, reportedBy: 'person', changedOn: null, changes },
  })
const streamsOf = async ({ personId, registrationId }: Holder) =>
  (
    await registry.asOwner(
      `select l.kind, s.step, s.signing_id from foshan.ledger l left join foshan.signature s on s.case_id = l.stream_id and s.case_version = l.stream_version
       where l.legal_on = '${IN_TIME}' and (l.stream_id = $2 or l.stream_id in (select endorsement_id from foshan.endorsement where person_id = $1)) order by l.kind`,
      [personId, registrationId],
    )
  ).map(({ kind, step }) => `${String(kind)} ${String(step)}`)

describe('签注并变更登记 endorseWithAmendment', () => {
  it('一次办理、一次签名：签注写入，登记变更，原内容留存', async () => {
    const who = await holder()
    const done = await visit(who, { employerName: '佛山市新光陶瓷有限公司' })
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(done.value.state, 'endorsed')
    assert.deepEqual(await streamsOf(who), ['accept endorse', 'amend keep-registration', 'complete endorse'])
    const file = await getRegistration(registry.deps, at(IN_TIME), who.registrationId)
    assert.deepEqual(
      file.amendments.map((one) => [one.before['employerName'], one.after['employerName']]),
      [['南风陶瓷有限公司', '佛山市新光陶瓷有限公司']],
    )
    const life = await getPersonFile(registry.deps, at(IN_TIME), who.personId)
    assert.deepEqual([life.amendments.length, life.endorsements.length], [1, 1])
    const [evidence] = await registry.asOwner(
      `select count(distinct signing_id)::int as n from foshan.signature where signed_on = $1 and case_id in (select stream_id from foshan.ledger where person_id = $2)`,
      [IN_TIME, who.personId],
    )
    assert.equal(evidence?.['n'], 1)
  })

  it('其中一项不行，两项都不办，理由都说', async () => {
    const who = await holder()
    const refused = await visit(who, { name: '另一人', marital: '' }, TOO_EARLY)
    assert.deepEqual(refusalCodes(refused), ['amendment.elsewhere', 'endorsement.too-early', 'form.field-missing'])
    const early = await visit(who, { marital: '20' }, TOO_EARLY)
    assert.deepEqual(refusalCodes(early), ['endorsement.too-early'])
    const untold = await visit(who, { lane: '别处' })
    assert.deepEqual(refusalCodes(untold), ['amendment.elsewhere'])
    const file = await getRegistration(registry.deps, at(IN_TIME), who.registrationId)
    assert.deepEqual([file.version, file.amendments.length], [who.version, 0])
    assert.deepEqual((await getPersonFile(registry.deps, at(IN_TIME), who.personId)).endorsements, [])
  })

  it('登记在此期间已变更的，签注也不写；别人的登记无从变更', async () => {
    const [who, other] = [await holder(), await holder()]
    const isConflict = (code: string) => (error: unknown) => error instanceof RegistryError && error.code === code
    await assert.rejects(visit({ ...who, version: who.version - 1 }, { marital: '20' }), isConflict('version-conflict'))
    const { registrationId, version } = other
    await assert.rejects(visit({ ...who, registrationId, version }, { marital: '20' }), isConflict('not-found'))
    assert.deepEqual((await getPersonFile(registry.deps, at(IN_TIME), who.personId)).endorsements, [])
    const done = await endorseWithAmendment(registry.deps, at(IN_TIME), {
      ...endorsementOf(who.permitId),
      amendment: null,
    })
    assert.ok(done.ok, 'without changes it is the endorsement alone')
  })
})
