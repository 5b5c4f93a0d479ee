import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { decideMandateGiving, type MandateAsked } from './decide-mandate-giving.ts'
import { decideMandate } from './decide-mandate.ts'
import { evolveMandate, type Mandate, type MandateAct, MANDATE_SCOPES, MANDATE_WAYS, offeredScopes } from './mandate.ts'

const GIVEN = day('2016-07-05')
const active: Mandate = {
  principalId: 'principal',
  agentRef: 'agent',
  scopes: ['application', 'supplement', 'pick-up'],
  way: 'code',
  givenOn: GIVEN,
  lastOn: day('2016-09-03'),
  usesMax: 6,
  uses: 0,
  confirmedOn: GIVEN,
  revokedOn: null,
}
const asked: MandateAct = { principalId: 'principal', agentRef: 'agent', scope: 'application' }
const codes = (mandate: Mandate | undefined, act: MandateAct = asked, on: PlainDate = GIVEN, pack = FOSHAN) => {
  const decision = decideMandate(mandate, act, on, pack.agency)
  return decision.ok ? [] : decision.refusals.map(({ code }) => code)
}

describe('decideMandate 代办委托', () => {
  it('each edge from both sides', () => {
    assert.deepEqual(codes(active), [])
    assert.deepEqual(codes(undefined), ['mandate.missing'])
    assert.deepEqual(codes(active, asked, day('2016-09-03')), [])
    assert.deepEqual(codes(active, asked, day('2016-09-04')), ['mandate.expired'])
    assert.deepEqual(codes({ ...active, uses: 5 }), [])
    assert.deepEqual(codes({ ...active, uses: 6 }), ['mandate.used-up'])
    assert.deepEqual(codes({ ...active, revokedOn: GIVEN }), ['mandate.revoked'])
    assert.deepEqual(codes({ ...active, confirmedOn: null }), ['mandate.not-confirmed'])
    assert.deepEqual(codes(active, { ...asked, principalId: 'other' }), ['mandate.other-principal'])
    assert.deepEqual(codes(active, { ...asked, agentRef: 'other' }), ['mandate.other-agent'])
    assert.deepEqual(codes({ ...active, scopes: ['supplement'] }), ['mandate.other-scope'])
  })
  it('what the city does not offer is no scope, even where a mandate names it', () => {
    const every = { ...active, scopes: [...MANDATE_SCOPES] }
    assert.deepEqual(codes(every, { ...asked, scope: 'endorsement' }), ['mandate.other-scope'])
    assert.deepEqual(codes(every, { ...asked, scope: 'endorsement' }, GIVEN, LINHE), [])
    assert.deepEqual(offeredScopes(FOSHAN.agency), ['application', 'supplement', 'pick-up'])
    assert.deepEqual(offeredScopes(LINHE.agency), [...MANDATE_SCOPES])
  })
  it('one that waits for the visit lets papers be handed in, and no card be fetched', () => {
    const waits: Mandate = { ...active, way: 'visit', confirmedOn: null }
    const decision = decideMandate(waits, asked, GIVEN, FOSHAN.agency)
    assert.ok(decision.ok && decision.value.provisional)
    assert.deepEqual(codes(waits, { ...asked, scope: 'pick-up' }), ['mandate.not-confirmed'])
    assert.deepEqual(codes({ ...waits, confirmedOn: GIVEN }, { ...asked, scope: 'pick-up' }), [])
  })
  it('every reason at once', () => {
    const worst: Mandate = { ...active, scopes: ['supplement'], confirmedOn: null, revokedOn: GIVEN, uses: 6 }
    const act: MandateAct = { principalId: 'other', agentRef: 'other', scope: 'application' }
    assert.deepEqual(codes(worst, act, day('2016-09-04')), [
      'mandate.other-principal',
      'mandate.other-agent',
      'mandate.other-scope',
      'mandate.not-confirmed',
      'mandate.revoked',
      'mandate.expired',
      'mandate.used-up',
    ])
  })
})

const asking: MandateAsked = {
  principalBornOn: day('1950-01-01'),
  scopes: ['application'],
  way: 'code',
  lastOn: undefined,
  agent: { identitySeen: true, isPrincipal: false, guardian: false },
  number: 'own',
  portrait: false,
}
const giving = (change: Partial<MandateAsked>, on = '2016-07-05', pack = FOSHAN) => {
  const decision = decideMandateGiving({ ...asking, ...change }, day(on), pack)
  return decision.ok ? [] : decision.refusals.map(({ code }) => code)
}
const guardian = { ...asking.agent, guardian: true }

describe('decideMandateGiving 登记委托', () => {
  it("a guardian's word is enough until the day before the sixteenth birthday", () => {
    const child = { way: 'guardian', agent: guardian, principalBornOn: day('2000-02-29') } as const
    assert.deepEqual(giving(child, '2016-02-28'), [])
    assert.deepEqual(giving(child, '2016-02-29'), ['mandate.guardian-only'])
    assert.deepEqual(giving({ ...child, agent: asking.agent }, '2016-02-28'), ['mandate.guardian-only'])
  })
  it("a code goes to the principal's own number or to none; nobody is refused for want of one", () => {
    assert.deepEqual(giving({ number: 'none' }), ['mandate.no-number'])
    assert.deepEqual(giving({ number: 'agents' }), ['mandate.number-of-agent'])
    assert.deepEqual(giving({ number: 'none', way: 'visit' }), [])
    assert.deepEqual(giving({ number: 'none', way: 'face-to-face', portrait: true }), [])
    assert.deepEqual(giving({ number: 'none', way: 'face-to-face', portrait: true }, '2017-07-05', LINHE), [])
  })
  it('seen means a picture; Linhe makes no visit', () => {
    assert.deepEqual(giving({ way: 'face-to-face' }), ['mandate.portrait-missing'])
    assert.deepEqual(giving({ way: 'visit' }, '2017-07-05', LINHE), ['mandate.no-visit'])
  })
  it('sixty days and not one more', () => {
    assert.deepEqual(giving({ lastOn: day('2016-09-03') }), [])
    assert.deepEqual(giving({ lastOn: day('2016-09-04') }), ['mandate.time-not-allowed'])
    assert.deepEqual(giving({ lastOn: day('2016-07-05') }), [])
    assert.deepEqual(giving({ lastOn: day('2016-07-04') }), ['mandate.time-not-allowed'])
  })
  it('every reason at once', () => {
    const agent = { identitySeen: false, isPrincipal: true, guardian: false }
    assert.deepEqual(giving({ agent, scopes: ['endorsement'], lastOn: day('2017-01-01'), number: 'none' }), [
      'mandate.agent-not-seen',
      'mandate.agent-is-principal',
      'mandate.scope-not-offered',
      'mandate.time-not-allowed',
      'mandate.no-number',
    ])
    assert.deepEqual(giving({ scopes: [] }), ['mandate.scope-not-offered'])
  })
})

/** Numbers that follow each other the same way every time: a run that fails can be run again. */
function randomFrom(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}

type Sequence = { readonly submitted: number; readonly withoutMandate: number; readonly refused: number }

/**
 * Plays one random life of mandates and asks after each submission that was granted whether, by what happened and not by the
 * state, a mandate stood behind it. `decide` is the rule; the control plays with one that always says yes.
 */
function play(
  next: (most: number) => number,
  decide: (mandate: Mandate, act: MandateAct, on: PlainDate) => boolean,
): Sequence {
  let on = GIVEN
  let submitted = 0
  let withoutMandate = 0
  let refused = 0
  const way = MANDATE_WAYS[next(MANDATE_WAYS.length)] ?? 'code'
  const atOnce = way === 'guardian' || way === 'face-to-face'
  let mandate: Mandate = {
    ...active,
    way,
    usesMax: 1 + next(3),
    confirmedOn: atOnce ? on : null,
    lastOn: addDays(on, next(20)),
  }
  const history = { confirmed: atOnce, revoked: false, acts: 0 }
  for (let at = 0; at < 12; at += 1) {
    switch (next(6)) {
      case 0:
        on = addDays(on, next(8))
        break
      case 1:
        mandate = evolveMandate(mandate, { kind: 'confirmed', on })
        history.confirmed = true
        break
      case 2:
        if (next(3) > 0) break
        mandate = evolveMandate(mandate, { kind: 'revoked', on })
        history.revoked = true
        break
      default: {
        const act: MandateAct = {
          principalId: next(6) === 0 ? 'other' : 'principal',
          agentRef: next(6) === 0 ? 'other' : 'agent',
          scope: MANDATE_SCOPES[next(MANDATE_SCOPES.length)] ?? 'application',
        }
        if (!decide(mandate, act, on)) {
          refused += 1
          break
        }
        submitted += 1
        const isAsked = history.confirmed || (way === 'visit' && act.scope !== 'pick-up')
        const isCovered = ['application', 'supplement', 'pick-up'].includes(act.scope)
        const isTheirs = act.principalId === 'principal' && act.agentRef === 'agent'
        const isInTime = !history.revoked && on <= mandate.lastOn && history.acts < mandate.usesMax
        if (!(isAsked && isCovered && isTheirs && isInTime)) withoutMandate += 1
        history.acts += 1
        mandate = evolveMandate(mandate, { kind: 'used' })
      }
    }
  }
  return { submitted, withoutMandate, refused }
}

function playAll(decide: Parameters<typeof play>[1], sequences: number): Sequence {
  const next = randomFrom(20_160_705)
  let sum: Sequence = { submitted: 0, withoutMandate: 0, refused: 0 }
  for (let at = 0; at < sequences; at += 1) {
    const one = play(next, decide)
    sum = {
      submitted: sum.submitted + one.submitted,
      withoutMandate: sum.withoutMandate + one.withoutMandate,
      refused: sum.refused + one.refused,
    }
  }
  return sum
}

describe('T4 no submission without an active mandate', () => {
  it('20,000 random sequences: none', () => {
    const played = playAll((mandate, act, on) => decideMandate(mandate, act, on, FOSHAN.agency).ok, 20_000)
    assert.equal(played.withoutMandate, 0, 'seed 20160705')
    assert.ok(played.submitted > 5_000 && played.refused > 20_000, JSON.stringify(played))
  })
  it('control: a rule that says yes, and one that forgets the revocation, are found out', () => {
    assert.ok(playAll(() => true, 200).withoutMandate > 100)
    const forgets = (mandate: Mandate, act: MandateAct, on: PlainDate) =>
      decideMandate({ ...mandate, revokedOn: null }, act, on, FOSHAN.agency).ok
    assert.ok(playAll(forgets, 2_000).withoutMandate > 0)
  })
  it('1,000 of each kind of wrong mandate: none is granted, and what is wrong is named', () => {
    const next = randomFrom(663)
    const wrong = (at: number) =>
      ({
        'mandate.expired': [active, asked, addDays(active.lastOn, 1 + at)],
        'mandate.revoked': [{ ...active, revokedOn: addDays(GIVEN, -next(30)) }, asked, GIVEN],
        'mandate.other-scope': [
          { ...active, scopes: ['pick-up'] },
          { ...asked, scope: at % 2 === 0 ? 'application' : 'supplement' },
          GIVEN,
        ],
        'mandate.other-principal': [active, { ...asked, principalId: `p${at}` }, GIVEN],
        'mandate.other-agent': [active, { ...asked, agentRef: `a${at}` }, GIVEN],
        'mandate.used-up': [{ ...active, uses: 6 + next(10) }, asked, GIVEN],
      }) as const satisfies Record<string, readonly [Mandate, MandateAct, PlainDate]>
    for (let at = 0; at < 1_000; at += 1)
      for (const [code, [mandate, act, on]] of Object.entries(wrong(at)))
        assert.deepEqual(codes(mandate, act, on), [code])
  })
})
