import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { FOSHAN_2022 } from '@anju/tests/foshan-2022.ts'
import { driveEndorsements, endorsementOf, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { decideEndorsement } from '@anju/domain/endorsement/decide-endorsement.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { findHeldPermit } from '../store/endorsement.ts'
import { confirmEndorsement } from './confirm-endorsement.ts'
import { easiest, endorsementFacts } from './endorsement-facts.ts'
import { endorsePermit } from './endorse-permit.ts'
import { getEndorsement } from './get-endorsement.ts'
import { getResidence, lawOf } from './get-residence.ts'
import { listOwnPermits } from './list-own-permits.ts'
import { listQueue } from './list-queue.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry({ packs: [FOSHAN_2022] })
  drive = driveEndorsements(registry, driveApplications(registry))
})
after(() => registry.close())

const lifeOn = async (personId: string, on: string) =>
  getResidence(registry.deps, registry.act(OFFICIALS.clerk, on, 'city'), personId)
const standing = async (personId: string, on: string) => {
  const { permits, residenceStart } = await lifeOn(personId, on)
  const [permit] = permits
  return { state: permit?.state, validUntil: permit?.validUntil, residenceStart }
}
const topics = async (like: string) =>
  await registry.asOwner(
    'select topic, subject_id, payload from foshan.outbox where topic like $1 order by available_at',
    [like],
  )

describe('endorsePermit 签注', () => {
  it('in time, in one visit: refused the day before the window, then done with two signatures, base unchanged', async () => {
    const { permitId, personId } = await drive.issued()
    const early = await drive.endorse(permitId, '2017-06-14')
    assert.ok(!early.ok)
    assert.deepEqual(early.refusals, [
      {
        code: 'endorsement.too-early',
        law: 'CN-663:10.2',
        facts: { opensOn: '2017-06-15', lastInTimeOn: '2017-07-17' },
      },
    ])
    const done = grantedEndorsement(await drive.endorse(permitId, '2017-07-01'))
    assert.equal(done.state, 'endorsed')
    assert.deepEqual(await standing(personId, '2017-07-01'), {
      state: 'in-force',
      validUntil: '2018-07-15',
      residenceStart: '2016-01-05',
    })
    const signed = await registry.asOwner(
      'select case_version, step from foshan.signature where case_id = $1 order by 1',
      [done.subjectId],
    )
    assert.deepEqual(signed, [
      { case_version: 1, step: 'endorse' },
      { case_version: 2, step: 'endorse' },
    ])
    assert.deepEqual(refusalCodes(await drive.endorse(permitId, '2017-07-01')), ['endorsement.too-early'])
    assert.equal((await topics('notice.endorsed')).length, 1)
  })

  it('every reason at once: nobody there, no permit shown, no condition left', async () => {
    const { permitId } = await drive.issued()
    const no = await drive.endorse(permitId, '2017-06-01', { inPerson: false, materials: [], condition: 'none' })
    assert.deepEqual(refusalCodes(no), [
      'application.in-person-required',
      'application.materials-missing',
      'endorsement.condition-gone',
      'endorsement.too-early',
    ])
  })

  it('late: restored on the day, 15 days left out, told once', async () => {
    const { permitId, personId } = await drive.issued()
    grantedEndorsement(await drive.endorse(permitId, '2017-07-01'))
    assert.equal((await standing(personId, '2018-07-16')).state, 'in-force')
    assert.equal((await standing(personId, '2018-07-17')).state, 'suspended')
    grantedEndorsement(await drive.endorse(permitId, '2018-08-01'))
    assert.deepEqual(await standing(personId, '2018-08-01'), {
      state: 'in-force',
      validUntil: '2019-08-01',
      residenceStart: '2016-01-20',
    })
    assert.deepEqual(
      [(await lifeOn(personId, '2019-01-19')).residenceYears, (await lifeOn(personId, '2019-01-20')).residenceYears],
      [2, 3],
    )
    const told = (await topics('notice.restored')).filter(({ subject_id: id }) => id === permitId)
    assert.deepEqual(
      told.map(({ payload }) => payload),
      [{ legalOn: '2018-08-01' }],
    )
    const kept = await registry.asOwner(
      'select transition, on_day::text from foshan.announcement where subject_id = $1',
      [permitId],
    )
    assert.deepEqual(kept, [{ transition: 'restored', on_day: '2018-08-01' }])
  })

  it('accepted in time never loses by the office: good while it is open, in time when it is written a month later', async () => {
    const { permitId, personId } = await drive.issued()
    const open = grantedEndorsement(await drive.endorse(permitId, '2017-07-17', { write: null }))
    assert.equal(open.state, 'accepted')
    assert.equal((await standing(personId, '2017-08-10')).state, 'in-force')
    assert.deepEqual(refusalCodes(await drive.endorse(permitId, '2017-07-17')), ['endorsement.already-accepted'])
    const { items } = await listQueue(registry.deps, registry.act(OFFICIALS.clerk, '2017-08-10'), {
      all: false,
      part: '',
    })
    assert.ok(items.some(({ kind, id }) => kind === 'endorsement' && id === permitId))
    const done = grantedEndorsement(await drive.complete(open.subjectId, open.version, '2017-08-15'))
    assert.equal(done.state, 'endorsed')
    assert.deepEqual(await standing(personId, '2017-08-15'), {
      state: 'in-force',
      validUntil: '2018-07-15',
      residenceStart: '2016-01-05',
    })
    assert.deepEqual(refusalCodes(await drive.complete(open.subjectId, done.version, '2017-08-15')), [
      'endorsement.event-not-allowed',
    ])
  })

  it('refused with reason and remedies: suspended from the next day', async () => {
    const { permitId, personId } = await drive.issued()
    const open = grantedEndorsement(await drive.endorse(permitId, '2017-07-17', { write: null }))
    const no = await drive.refuse(open.subjectId, open.version, '2017-07-25')
    assert.ok(no.ok)
    assert.deepEqual(
      no.grounds.map(({ key }) => key),
      ['endorsement.refuse', 'endorsement.refused-condition-gone', 'remedy.review', 'remedy.lawsuit'],
    )
    assert.equal((await standing(personId, '2017-07-25')).state, 'in-force')
    assert.equal((await standing(personId, '2017-07-26')).state, 'suspended')
    const file = await getEndorsement(registry.deps, registry.act(OFFICIALS.clerk, '2017-07-26', 'city'), permitId)
    assert.deepEqual(
      file.past.map(({ state, refusalReasons, next }) => ({ state, refusalReasons, next })),
      [{ state: 'refused', refusalReasons: ['condition-gone'], next: [] }],
    )
    assert.equal(file.possible, true)
  })

  it('two clerks at once: of sixty-four on one suspended permit one is taken, the others hear why', async () => {
    const { permitId } = await drive.issued()
    const all = await Promise.all(Array.from({ length: 64 }, () => drive.endorse(permitId, '2017-08-01')))
    assert.equal(all.filter(({ ok }) => ok).length, 1)
    for (const no of all.filter(({ ok }) => !ok)) assert.deepEqual(refusalCodes(no), ['endorsement.too-early'])
    const rows = await registry.asOwner('select count(*)::int as n from foshan.endorsement where permit_id = $1', [
      permitId,
    ])
    assert.deepEqual(rows, [{ n: 1 }])
  })

  it('negative control: two that read the permit without its lock would both be granted', async () => {
    const { permitId } = await drive.issued()
    const act = registry.act(OFFICIALS.clerk, '2017-08-01', 'city')
    const pack = packInForce(registry.deps.packs, 'foshan', act.legalOn)
    const arrived = new Set<number>()
    const granted = await Promise.all(
      [1, 2].map((clerk) =>
        act.city.pool.transact(act.scope, async (tx) => {
          const held = (await findHeldPermit(tx, permitId)) ?? assert.fail('the permit is there')
          const facts = await endorsementFacts(registry.deps, act, tx, held, easiest('counter', pack))
          arrived.add(clerk)
          for (let turn = 0; turn < 400 && arrived.size < 2; turn += 1)
            await new Promise((next) => setTimeout(next, 25))
          assert.equal(arrived.size, 2, 'nothing held the other one back')
          return decideEndorsement(facts, act.legalOn, lawOf(registry.deps, act.city)).ok
        }),
      ),
    )
    assert.deepEqual(granted, [true, true])
  })

  it('the same intent twice is one endorsement; with other content it is refused', async () => {
    const { permitId } = await drive.issued()
    const command = endorsementOf(permitId)
    const act = registry.act(OFFICIALS.clerk, '2017-07-01', 'city')
    const first = grantedEndorsement(await endorsePermit(registry.deps, act, command))
    const again = grantedEndorsement(await endorsePermit(registry.deps, act, command))
    assert.deepEqual([again.subjectId, again.repeated], [first.subjectId, true])
    assert.deepEqual(refusalCodes(await endorsePermit(registry.deps, act, { ...command, condition: 'study' })), [
      'intent.reused-with-other-content',
    ])
  })

  it('what the same visit brings is undone with a refusal and kept with a yes', async () => {
    const { permitId, personId } = await drive.issued()
    const seen: string[] = []
    const visit = async (tx: { write: (sql: string, values: readonly string[]) => Promise<unknown> }) => {
      await tx.write('update person set version = version + 10 where person_id = $1', [personId])
      seen.push(permitId)
      return { ok: true as const, value: { facts: { changed: 'work' } }, grounds: [] }
    }
    const version = async () =>
      Number(
        (await registry.asOwner('select version from foshan.person where person_id = $1', [personId]))[0]?.['version'],
      )
    const first = await version()
    const act = (on: string) => registry.act(OFFICIALS.clerk, on, 'city')
    assert.ok(!(await endorsePermit(registry.deps, act('2017-06-01'), endorsementOf(permitId), visit)).ok)
    assert.deepEqual([seen.length, await version()], [1, first])
    assert.ok((await endorsePermit(registry.deps, act('2017-07-01'), endorsementOf(permitId), visit)).ok)
    assert.equal(await version(), first + 10)
  })
})

describe('confirmEndorsement 自助签注', () => {
  it("not under the pack of 2016; under the later one done at once, for one's own permit only, and not with changes", async () => {
    const held = await drive.issued()
    const accountId = randomUUID()
    await registry.asOwner(
      `insert into shared.resident_account (account_id, name, id_bidx, id_enc, dek_wrapped) select $1, '某人', id_bidx, id_enc, dek_wrapped from foshan.person where person_id = $2`,
      [accountId, held.personId],
    )
    const resident = (on: string) => ({
      ...registry.systemAct('foshan', on),
      actor: { kind: 'resident' as const, accountId, name: '某人' },
    })
    const confirm = (on: string, permitId = held.permitId, confirmsNothingChanged = true) =>
      confirmEndorsement(registry.deps, resident(on), { intentId: randomUUID(), permitId, confirmsNothingChanged })
    assert.deepEqual(refusalCodes(await confirm('2017-07-01')), ['channel.not-offered'])
    const other = await drive.issued()
    assert.deepEqual(refusalCodes(await confirm('2022-07-01', other.permitId)), ['access.outside-scope'])
    assert.deepEqual(refusalCodes(await confirm('2022-07-01', held.permitId, false)), ['endorsement.changed-online'])
    const own = await listOwnPermits(registry.deps, resident('2022-07-01'))
    assert.deepEqual(
      own.permits.map(({ permitId, state, possible, online }) => ({ permitId, state, possible, online })),
      [{ permitId: held.permitId, state: 'suspended', possible: true, online: true }],
    )
    const done = grantedEndorsement(await confirm('2022-07-01'))
    assert.equal(done.state, 'endorsed')
    const rows = await registry.asOwner('select channel, written from foshan.endorsement where endorsement_id = $1', [
      done.subjectId,
    ])
    assert.deepEqual(rows, [{ channel: 'online', written: 'register' }])
  })
})
