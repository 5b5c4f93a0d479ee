import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { registerResidence } from './register-residence.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const command = (person: (typeof ARRIVALS)[keyof typeof ARRIVALS], intentId = randomUUID()) => ({
  intentId,
  ...declarationOf(person, DWELLINGS.flat.dwellingId, '2016-01-04'),
})

describe('register residence 窗口受理录入', () => {
  it('张秀兰 2016-01-05: receipt, registration day, half year on 2016-07-05, in nine statements with the id index', async () => {
    registry.statements.length = 0
    const act = registry.act(OFFICIALS.clerk, '2016-01-05', 'city')
    const intentId = randomUUID()
    const done = await registerResidence(registry.deps, act, command(ARRIVALS.zhang, intentId))
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(done.value.registeredOn, '2016-01-05')
    assert.equal(done.value.eligibleFrom, '2016-07-05')
    assert.equal(done.value.declaredLate, false)
    assert.equal(done.value.receiptNo, '4406041012016010500001')
    assert.equal(done.value.state, 'recorded')
    assert.ok(registry.statements.length <= 9, registry.statements.map(({ sql }) => sql.slice(0, 60)).join('\n'))

    const again = await registerResidence(registry.deps, act, command(ARRIVALS.zhang, intentId))
    assert.ok(again.ok)
    assert.equal(again.value.repeated, true)
    assert.equal(again.value.receiptNo, done.value.receiptNo)
    assert.equal(again.value.subjectId, done.value.subjectId)
  })

  it('refuses a second open registration, and the same intent with other content', async () => {
    const act = registry.act(OFFICIALS.clerk, '2016-01-06', 'city')
    const intentId = randomUUID()
    const first = await registerResidence(registry.deps, act, command(ARRIVALS.li, intentId))
    assert.ok(first.ok)
    const second = await registerResidence(registry.deps, act, command(ARRIVALS.li))
    assert.ok(!second.ok)
    assert.deepEqual(
      second.refusals.map(({ code }) => code),
      ['registration.already-active'],
    )
    const changed = { ...command(ARRIVALS.li, intentId), person: { ...command(ARRIVALS.li).person, name: '李建国' } }
    const other = await registerResidence(registry.deps, act, changed)
    assert.ok(!other.ok)
    assert.deepEqual(
      other.refusals.map(({ code }) => code),
      ['intent.reused-with-other-content'],
    )
  })

  it('one of many: 16 clerks, 16 intents, one person', async () => {
    const act = registry.act(OFFICIALS.clerk, '2016-01-06', 'city')
    const all = await Promise.all(
      Array.from({ length: 16 }, () => registerResidence(registry.deps, act, command(ARRIVALS.qin))),
    )
    assert.equal(all.filter(({ ok }) => ok).length, 1)
    for (const each of all)
      if (!each.ok)
        assert.deepEqual(
          each.refusals.map(({ code }) => code),
          ['registration.already-active'],
        )
  })

  it('says everything that is wrong at once: number, starred fields, whole building', async () => {
    const act = registry.act(OFFICIALS.clerk, '2016-01-06', 'city')
    const good = command(ARRIVALS.zhang)
    const done = await registerResidence(registry.deps, act, {
      ...good,
      person: { ...good.person, idNumber: '440699198805203020', name: '' },
      form: { ...good.form, education: '' },
      home: {
        address: {
          divisionCode: '440604011209',
          lane: '张槎三路',
          door: '12号',
          building: '整栋',
          unit: '',
          room: '',
          surveyReference: '',
        },
        livingAreaM2: null,
      },
    })
    assert.ok(!done.ok)
    const codes = done.refusals.map(
      ({ code, facts }) => `${code}${code.startsWith('form.field') ? ` ${String(facts['field'])}` : ''}`,
    )
    for (const expected of [
      'form.field-missing name',
      'form.field-missing education',
      'id-number.check-digit-wrong',
      'address.whole-building',
    ]) {
      assert.ok(codes.includes(expected), `${expected} in ${codes.join(', ')}`)
    }
  })
})
