import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createHash } from 'node:crypto'
import { inventedIdNumber } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { City } from '../deps.ts'
import { listShownCodes } from '../store/resident-attempt.ts'
import { forgetOldAttempts } from '../store/resident-limit.ts'
import { resumeSession } from './session.ts'
import { sendSignInCode, signInWithCode, type CodeAsked } from './sign-in-resident.ts'

let registry: TestRegistry
let foshan: City
before(async () => {
  registry = await openTestRegistry()
  const city = registry.deps.cities.get('foshan')
  assert.ok(city)
  foshan = city
})
after(() => registry.close())

const START = Date.parse('2026-03-02T02:00:00.000Z')
let clockMs = START
const at = () => new Date(clockMs).toISOString()
const pass = (seconds: number) => {
  clockMs += seconds * 1000
}
const HERE = { ip: '10.0.0.1', agentSm3: Buffer.alloc(32) }

/** Each test a day of its own, so that none counts for another. */
beforeEach(() => {
  clockMs += 3 * 86_400_000
})

let serial = 0
function somebody(changes: Partial<CodeAsked> = {}): CodeAsked {
  serial += 1
  return {
    name: '郑国强',
    idNumber: inventedIdNumber('foshan', '1970-03-03', serial),
    mobile: `1390000${String(serial).padStart(4, '0')}`,
    proof: undefined,
    ip: '10.0.0.1',
    network: `10.1.${serial}`,
    device: `device-${serial}`,
    ...changes,
  }
}
const ask = (asked: CodeAsked) => sendSignInCode(registry.deps, foshan, asked, at(), true)
const shownCode = async (attemptId: string) => {
  const codes = await listShownCodes(registry.deps.shared, registry.deps.crypto, 'foshan', at())
  return codes.find((code) => code.attemptId === attemptId)?.code ?? assert.fail('no code is shown')
}
/** Asks as a browser does: with the work done where work is asked. */
async function askForCode(asked: CodeAsked): Promise<string> {
  const first = await ask(asked)
  assert.ok(first.ok, JSON.stringify(first))
  if (first.value.wants === 'code') return first.value.attemptId
  const again = await ask({ ...asked, proof: prove(first.value.challenge, first.value.bits) })
  assert.ok(again.ok && again.value.wants === 'code', JSON.stringify(again))
  return again.value.attemptId
}
function prove(challenge: string, bits: number) {
  for (let n = 0; ; n += 1) {
    const digest = createHash('sha256').update(`${challenge}:${n}`).digest()
    if (digest.readUInt32BE(0) >>> (32 - bits) === 0) return { challenge, nonce: String(n) }
  }
}
async function enter(attemptId: string, code: string) {
  return signInWithCode(registry.deps, foshan, { attemptId, code, ip: '10.0.0.1' }, at())
}
const codesOf = (decision: Awaited<ReturnType<typeof enter>>) =>
  decision.ok ? 'in' : decision.refusals.map(({ code }) => code).join(' ')
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000')
const waits = (decision: Awaited<ReturnType<typeof ask>>) =>
  !decision.ok && decision.refusals[0]?.code === 'sign-in.wait'

describe('手机号实名登录', () => {
  it('code to the mobile, account made, session opened; the same person again is the same account', async () => {
    const person = somebody()
    const attemptId = await askForCode(person)
    const entered = await enter(attemptId, await shownCode(attemptId))
    assert.ok(entered.ok)
    assert.equal(entered.value.assurance, 'phone')
    pass(120)
    const second = await askForCode(person)
    assert.equal(codesOf(await enter(second, await shownCode(second))), 'in')
    const rows = await registry.asOwner(
      'select s.account_id, s.assurance from shared.session s join shared.resident_account a using (account_id) where a.id_bidx = $1',
      [registry.deps.crypto.blindIndex('idno', person.idNumber)],
    )
    assert.equal(rows.length, 2)
    assert.equal(new Set(rows.map((row) => row['account_id'])).size, 1)
    assert.deepEqual(new Set(rows.map((row) => row['assurance'])), new Set(['phone']))
  })
  it('a code lives five minutes, is used once, and has three tries', async () => {
    const late = await askForCode(somebody())
    const lateCode = await shownCode(late)
    pass(300)
    assert.equal(codesOf(await enter(late, lateCode)), 'sign-in.code-wrong')

    const once = await askForCode(somebody())
    const onceCode = await shownCode(once)
    assert.equal(codesOf(await enter(once, onceCode)), 'in')
    assert.equal(codesOf(await enter(once, onceCode)), 'sign-in.code-wrong')

    const third = await askForCode(somebody())
    const right = await shownCode(third)
    for (let n = 0; n < 2; n += 1) assert.equal(codesOf(await enter(third, wrongOf(right))), 'sign-in.code-wrong')
    assert.equal(codesOf(await enter(third, right)), 'in', 'the third try may be right')

    const fourth = await askForCode(somebody())
    const hidden = await shownCode(fourth)
    for (let n = 0; n < 3; n += 1) await enter(fourth, wrongOf(hidden))
    assert.equal(codesOf(await enter(fourth, hidden)), 'sign-in.code-wrong', 'the fourth is none')
  })
  it('a hundred guesses at once have three tries together; the right code twice at once enters once', async () => {
    const guessed = await askForCode(somebody())
    const right = await shownCode(guessed)
    await Promise.all(Array.from({ length: 100 }, () => enter(guessed, wrongOf(right))))
    const [row] = await registry.asOwner('select tries from shared.sign_in_attempt where attempt_id = $1', [guessed])
    assert.equal(row?.['tries'], 3)
    const twice = await askForCode(somebody())
    const code = await shownCode(twice)
    const entered = await Promise.all([enter(twice, code), enter(twice, code)])
    assert.equal(entered.filter(({ ok }) => ok).length, 1)
  })
  it('what is kept with a code is gone once it is used or has run out', async () => {
    const used = await askForCode(somebody())
    await enter(used, await shownCode(used))
    const left = await askForCode(somebody())
    pass(301)
    await forgetOldAttempts(registry.deps.shared, at())
    const rows = await registry.asOwner(
      'select content_enc, dek_wrapped from shared.sign_in_attempt where attempt_id = any($1::uuid[])',
      [[used, left]],
    )
    assert.deepEqual(rows, [
      { content_enc: null, dek_wrapped: null },
      { content_enc: null, dek_wrapped: null },
    ])
  })
  it('a session of a resident ends after half an hour of rest, and after four hours in any case', async () => {
    const attemptId = await askForCode(somebody())
    const entered = await enter(attemptId, await shownCode(attemptId))
    assert.ok(entered.ok)
    const { token } = entered.value
    const isOpen = async () => {
      const session = await resumeSession(registry.deps, token, at(), parsePlainDate(at().slice(0, 10)), HERE)
      return session !== undefined
    }
    for (let n = 0; n < 9; n += 1) {
      pass(26 * 60)
      assert.equal(await isOpen(), true, `after ${(n + 1) * 26} minutes in use`)
    }
    pass(7 * 60)
    assert.equal(await isOpen(), false, 'after 241 minutes')

    const second = await askForCode(somebody())
    const rested = await enter(second, await shownCode(second))
    assert.ok(rested.ok)
    pass(30 * 60)
    const session = await resumeSession(
      registry.deps,
      rested.value.token,
      at(),
      parsePlainDate(at().slice(0, 10)),
      HERE,
    )
    assert.equal(session, undefined)
  })
  it('another phone or another name does not open an account that is bound', async () => {
    const person = somebody()
    const first = await askForCode(person)
    assert.equal(codesOf(await enter(first, await shownCode(first))), 'in')
    pass(120)
    for (const change of [{ mobile: '13711112222' }, { name: '郑国' }]) {
      pass(61)
      const other = await askForCode({ ...person, ...change })
      assert.equal(codesOf(await enter(other, await shownCode(other))), 'sign-in.not-of-record')
    }
  })
  it('number and mobile are checked, every fault at once; abroad gets nothing', async () => {
    const earlier = await registry.asOwner('select count(*)::int as n from shared.sign_in_attempt')
    const wrong = await ask(somebody({ idNumber: '440699197003030010', mobile: '+1 202 555 0101' }))
    assert.ok(!wrong.ok)
    assert.deepEqual(wrong.refusals.map(({ code }) => code).toSorted(), [
      'id-number.check-digit-wrong',
      'sign-in.mobile-invalid',
    ])
    for (const mobile of ['+85291234567', '0085291234567', '+886912345678', '12345678901', '+14155550100', '8613'])
      assert.equal((await ask(somebody({ mobile }))).ok, false, mobile)
    assert.deepEqual(await registry.asOwner('select count(*)::int as n from shared.sign_in_attempt'), earlier)
  })
  it('without a gateway and not on trial, no code is promised', async () => {
    const decision = await sendSignInCode(registry.deps, foshan, somebody(), at(), false)
    assert.ok(!decision.ok)
    assert.equal(decision.refusals[0]?.code, 'sign-in.phone-not-offered')
  })
})

describe('限制：每个号码、每个人、每处网络、全体', () => {
  it('one phone: one a minute, five an hour, ten a day, and no trick at the turn of an hour', async () => {
    const person = () => somebody({ mobile: '13600000001' })
    await askForCode(person())
    assert.ok(waits(await ask(person())))
    pass(59)
    assert.ok(waits(await ask(person())))
    pass(1)
    for (let n = 0; n < 4; n += 1) {
      await askForCode(person())
      pass(61)
    }
    const sixth = await ask(person())
    assert.ok(!sixth.ok)
    const wait = Number(sixth.refusals[0]?.facts['waitSeconds'])
    assert.ok(wait > 3_000 && wait < 3_600, String(wait))
    pass(wait)
    await askForCode(person())
    pass(3_601)
    for (let n = 0; n < 4; n += 1) {
      await askForCode(person())
      pass(61)
    }
    assert.ok(waits(await ask(person())), 'ten a day')
    pass(86_400)
    await askForCode(person())
  })
  it('after two codes in an hour work is asked; a proof is taken once, by whom it was made for', async () => {
    const person = somebody()
    await askForCode(person)
    pass(61)
    await askForCode(person)
    pass(61)
    const wanted = await ask(person)
    assert.ok(wanted.ok && wanted.value.wants === 'proof')
    const proof = prove(wanted.value.challenge, wanted.value.bits)
    const lazy = await ask({ ...person, proof: { ...proof, nonce: `${proof.nonce}x` } })
    assert.ok(lazy.ok && lazy.value.wants === 'proof')
    const light = { ...proof, challenge: proof.challenge.replace('.16.', '.0.') }
    const lighter = await ask({ ...person, proof: light })
    assert.ok(lighter.ok && lighter.value.wants === 'proof', 'an easier challenge is not ours')
    const done = await ask({ ...person, proof })
    assert.ok(done.ok && done.value.wants === 'code')
    pass(61)
    const again = await ask({ ...person, proof })
    assert.ok(again.ok && again.value.wants === 'proof', 'a proof opens one door')
  })
  it('three codes guessed to the end lock the pair, longer each time, never for ever; another phone of the same person is free', async () => {
    const person = somebody()
    const guessToTheEnd = async () => {
      const attemptId = await askForCode(person)
      const right = await shownCode(attemptId)
      for (let n = 0; n < 3; n += 1) await enter(attemptId, wrongOf(right))
    }
    for (let n = 0; n < 3; n += 1) {
      await guessToTheEnd()
      pass(n < 2 ? 61 : 30)
    }
    const locked = await ask(person)
    assert.ok(waits(locked))
    await askForCode({ ...person, mobile: '13600000002' })
    const longest = await registry.asOwner(
      'select max(locked_until) - max(touched_at) as wait from shared.sign_in_subject where locked_until is not null',
    )
    assert.ok(longest[0]?.['wait'])
    pass(61)
    await guessToTheEnd()
    pass(62)
    assert.ok(waits(await ask(person)), 'two minutes now')
    pass(60)
    const free = await ask(person)
    assert.ok(free.ok || Number(free.refusals[0]?.facts['waitSeconds']) <= 3_600)
  })
  it('the budget of all opens the breaker within a minute; nothing more is sent until it closes', async () => {
    const sent = async () =>
      Number(
        (
          await registry.asOwner('select count(*)::int as n from shared.sign_in_attempt where created_at >= $1', [
            opened,
          ])
        )[0]?.['n'],
      )
    await registry.asOwner("update shared.sign_in_setting set value = 30 where name = 'most.everyone.60'")
    await registry.asOwner("update shared.sign_in_setting set value = 1000 where name = 'proof.everyone.60'")
    const opened = at()
    let openAfterMs: number | undefined
    for (let n = 0; n < 120; n += 1) {
      const decision = await ask(somebody())
      if (!decision.ok) openAfterMs ??= clockMs - Date.parse(opened)
      clockMs += 100
    }
    assert.equal(await sent(), 30)
    assert.ok(openAfterMs !== undefined && openAfterMs <= 60_000, String(openAfterMs))
    pass(500)
    assert.ok(waits(await ask(somebody())))
    pass(101)
    assert.ok((await ask(somebody())).ok)
    const [breaker] = await registry.asOwner('select why from shared.sign_in_breaker where opened_at >= $1', [opened])
    assert.equal(breaker?.['why'], 'budget')
    await registry.asOwner("update shared.sign_in_setting set value = 120 where name = 'most.everyone.60'")
  })
  it('codes that hardly anybody uses open it, too', async () => {
    await registry.asOwner("update shared.sign_in_setting set value = 10 where name = 'completed-sent-min'")
    for (let n = 0; n < 10; n += 1) await askForCode(somebody())
    pass(301)
    assert.ok(waits(await ask(somebody())))
    await registry.asOwner("update shared.sign_in_setting set value = 100 where name = 'completed-sent-min'")
  })
  it('two servers count as one: of ten requests for one phone in one instant one is sent', async () => {
    const twin = await openTwin()
    try {
      const asked = Array.from({ length: 10 }, () => somebody({ mobile: '13600000003' }))
      const answers = await Promise.all(
        asked.map((one, n) => sendSignInCode(n % 2 === 0 ? registry.deps : twin.deps, foshan, one, at(), true)),
      )
      assert.equal(answers.filter((one) => one.ok && one.value.wants === 'code').length, 1)
    } finally {
      await twin.close()
    }
  })
})

/** A second program on the same database, with pools of its own. */
async function openTwin() {
  const { wire } = await import('../app.ts')
  const { parseEnvironment } = await import('@anju/platform/launcher/environment.ts')
  const { home, keys, appUrl } = registry.database
  return wire(parseEnvironment({ ANJU_HOME: home, ANJU_KEYS: keys, ANJU_APP_DATABASE_URL: appUrl }, 'registry'), 'test')
}
