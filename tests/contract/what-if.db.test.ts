import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type ApiClient, createApiClient } from '@anju/contract/api-client.ts'
import { explainRefusal } from '@anju/contract/message.ts'
import type { AnswerOf, BodySent } from '@anju/contract/route.ts'
import { ROUTES, type Routes } from '@anju/contract/route-table.ts'
import type { Problem } from '@anju/contract/problem.ts'
import { openRegistryHouse, problemOf, type RegistryHouse, valueOf } from '@anju/tests/registry-house.ts'

type Asked = BodySent<Routes['askWhatIf']>
type Event = Asked['events'][number]
type Answer = AnswerOf<Routes['askWhatIf']>

let house: RegistryHouse
let anybody: ApiClient
before(async () => {
  house = await openRegistryHouse()
  // Nobody is signed in here, and nobody needs to be.
  anybody = createApiClient({ fetch, baseUrl: house.address })
})
after(() => house.close())

const ask = async (city: string, body: Asked): Promise<Answer> =>
  valueOf(await patiently(() => anybody.call('askWhatIf', { params: { city }, body })))
const refuse = async (city: string, body: unknown): Promise<Problem> =>
  problemOf(await patiently(() => anybody.call('askWhatIf', { params: { city }, body: body as Asked })))

/** The limit is for everybody, tests included: who is told to wait waits. */
async function patiently<T extends { ok: boolean; problem?: Problem }>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    const result = await call()
    if (result.problem?.code !== 'too-many-requests') return result
    await new Promise((resolve) => {
      setTimeout(resolve, 1_000)
    })
  }
}

const registered = (on: string): Event => ({ what: 'registered', on })
const zhang: Event[] = [
  { what: 'arrived', on: '2016-01-04' },
  registered('2016-01-05'),
  { what: 'permit-issued', on: '2016-07-15' },
  { what: 'endorsed', on: '2017-07-01' },
]
const verdicts = ({ findings }: Pick<Answer, 'findings'>) => findings.map(({ what, verdict }) => `${what} ${verdict}`)
const milestone = ({ life }: Pick<Answer, 'life'>, key: string) =>
  life.milestones.filter((one) => one.key === key).map(({ on }) => on)
const moved = (answer: Answer) =>
  answer.otherwise?.differences.map(({ what, asItIs, otherwise }) => `${what} ${asItIs} → ${otherwise}`) ?? []

describe('算一算: a life supposed', () => {
  it('张秀兰 asked on 2018-08-01 without the late endorsement: suspended, two years, owed today', async () => {
    const { life, next, entitlements } = await ask('foshan', { asOf: '2018-08-01', events: zhang })
    const [permit] = life.permits
    assert.equal(permit?.state, 'suspended')
    assert.equal(permit?.suspendedSince, '2018-07-17')
    assert.equal(life.residenceYears, 2)
    assert.deepEqual(
      next.map(({ what, byOn }) => `${what} ${byOn}`),
      ['endorse-late 2018-08-01'],
    )
    assert.ok(
      entitlements.some(
        ({ answer, reasons }) => answer === 'not' && reasons.some(({ key }) => key === 'entitlement.permit-suspended'),
      ),
    )
  })
  it('with it: fifteen days left out, next year 2019-08-01, three years on 2019-01-20', async () => {
    const events: Event[] = [...zhang, { what: 'endorsed', on: '2018-08-01' }]
    const answer = await ask('foshan', { asOf: '2018-08-01', events })
    assert.equal(answer.life.residenceStart, '2016-01-20')
    assert.equal(answer.life.permits[0]?.window?.anniversaryOn, '2019-08-01')
    assert.deepEqual(verdicts(answer), [
      'arrived noted',
      'registered in-time',
      'permit-issued in-time',
      'endorsed in-time',
      'endorsed late',
    ])
    assert.deepEqual(
      answer.life.permits[0]?.periods.filter(({ kind }) => kind === 'suspended').map(({ from, to }) => `${from} ${to}`),
      ['2018-07-17 2018-07-31'],
    )
    const years = await Promise.all(
      ['2019-01-19', '2019-01-20'].map(async (asOf) => (await ask('foshan', { asOf, events })).life.residenceYears),
    )
    assert.deepEqual(years, [2, 3])
  })
  it('only arrived: register by the third working day, and nothing is open yet', async () => {
    const { next, life } = await ask('foshan', { asOf: '2016-02-05', events: [{ what: 'arrived', on: '2016-02-05' }] })
    assert.deepEqual(
      next.map(({ what, byOn, law }) => `${what} ${byOn} ${law}`),
      ['register 2016-02-15 FM-2014:19'],
    )
    assert.equal(life.residing, false)
    assert.equal(life.eligibleFrom, null)
  })
  it('registered: apply from the first day with half a year, in Linhe as in Foshan', async () => {
    for (const city of ['foshan', 'linhe']) {
      const { next } = await ask(city, { asOf: '2017-05-02', events: [registered('2017-05-02')] })
      assert.deepEqual(
        next.map(({ what, fromOn }) => `${what} ${fromOn}`),
        ['apply 2017-11-02'],
      )
    }
  })
  it('the day it is told for is never before the last event', async () => {
    assert.equal((await ask('foshan', { asOf: '2016-01-01', events: [registered('2016-01-05')] })).asOf, '2016-01-05')
  })
  it('every reason has its clause, and words in both languages with nothing left to fill in', async () => {
    const answer = await ask('foshan', {
      asOf: '2018-08-01',
      events: [...zhang, { what: 'card-lost', on: '2018-01-01' }],
    })
    const reasons = [
      ...answer.life.segments,
      ...answer.life.permits,
      ...answer.life.permits.flatMap(({ periods }) => [...periods]),
      ...answer.life.owed,
      ...answer.life.milestones,
      ...answer.next,
      ...answer.findings.flatMap((finding) => [...finding.reasons]),
      ...answer.entitlements.flatMap((entitlement) => [...entitlement.reasons]),
    ]
    assert.ok(reasons.length > 25)
    for (const { law, key, zh, en } of reasons) {
      assert.match(law, /^[A-Z]+[A-Z0-9-]*:\S+$/)
      assert.match(zh, /\p{Script=Han}/u, `${key}: ${zh}`)
      assert.match(en, /[a-z]{2}/, `${key}: ${en}`)
      assert.doesNotMatch(`${zh}${en}`, /[{}…]|undefined/, key)
    }
  })
})

describe('算一算: as it is, and if I move on Friday', () => {
  it('Foshan, registered in time at the new home: no date moves but one stretch is added', async () => {
    const answer = await ask('foshan', {
      asOf: '2016-03-10',
      events: zhang.slice(0, 2),
      otherwise: [...zhang.slice(0, 2), { what: 'moved', on: '2016-03-11', to: 'same-city' }, registered('2016-03-16')],
    })
    assert.deepEqual(moved(answer), [])
    assert.equal(answer.otherwise?.findings.at(-1)?.verdict, 'continues')
  })
  it('registered a day late: residence starts anew, by FG-2015:二.三(2)', async () => {
    const answer = await ask('foshan', {
      asOf: '2016-03-10',
      events: zhang.slice(0, 2),
      otherwise: [...zhang.slice(0, 2), { what: 'moved', on: '2016-03-11', to: 'same-city' }, registered('2016-03-17')],
    })
    assert.deepEqual(moved(answer), [
      'residence-start 2016-01-05 → 2016-03-17',
      'eligible-from 2016-07-05 → 2016-09-17',
      'next-year 2017-01-05 → 2017-03-17',
    ])
    const because = answer.otherwise?.differences[0]?.because.map(({ law, key }) => `${law} ${key}`)
    assert.equal(because?.[0], 'FG-2015:二.三(2) residence.gap-breaks')
    assert.ok(answer.otherwise?.findings.at(-1)?.reasons.some(({ key }) => key === 'registration.late'))
  })
  it('moved and registered nowhere: the half year is gone, and it says by when it can be saved', async () => {
    const answer = await ask('foshan', {
      asOf: '2016-03-10',
      events: zhang.slice(0, 2),
      otherwise: [...zhang.slice(0, 2), { what: 'moved', on: '2016-03-11', to: 'same-city' }],
    })
    assert.ok(moved(answer).includes('eligible-from 2016-07-05 → null'))
    const days = answer.otherwise?.next.map(({ what, byOn }) => `${what} ${byOn}`)
    assert.deepEqual(days, ['register-again 2016-03-14', 'register-move 2016-03-16'])
  })
  it('a late endorsement opens again what the suspension had closed', async () => {
    const answer = await ask('linhe', {
      asOf: '2019-05-10',
      events: [registered('2017-05-02'), { what: 'permit-issued', on: '2018-04-24' }],
      otherwise: [
        registered('2017-05-02'),
        { what: 'permit-issued', on: '2018-04-24' },
        { what: 'endorsed', on: '2019-05-10' },
      ],
    })
    assert.equal(answer.life.permits[0]?.state, 'suspended')
    const changes = answer.otherwise?.entitlementChanges ?? []
    assert.ok(changes.some(({ asItIs, otherwise }) => asItIs === 'not' && otherwise === 'entitled'))
    assert.ok(changes.every(({ asItIs }) => asItIs === 'not'))
    for (const { law } of changes) assert.match(law, /^[A-Z]+[A-Z0-9-]*:\S+$/)
  })
  it('Linhe, to another county: issue day and years start anew, by LH-2017-36:三.二(3)', async () => {
    const events: Event[] = [registered('2016-10-20'), { what: 'permit-issued', on: '2017-04-24' }]
    const answer = await ask('linhe', {
      asOf: '2017-11-10',
      events,
      otherwise: [...events, { what: 'moved', on: '2017-11-15', to: 'same-city' }, registered('2017-11-15')],
    })
    const changed = moved(answer)
    for (const one of [
      'permit-issued 2017-04-24 → 2017-11-15',
      'permit-anniversary 2018-04-24 → 2018-11-15',
      'window-opens 2018-03-25 → 2018-10-16',
      'residence-years 1 → 0',
    ])
      assert.ok(changed.includes(one), `${one} in ${changed.join('; ')}`)
    const because = answer.otherwise?.differences[0]?.because.map(({ law, key }) => `${law} ${key}`)
    assert.ok(because?.includes('LH-2017-36:三.二(3) what-if.move-resets'), String(because))
    assert.deepEqual(milestone(answer, 'milestone.permit-issued'), ['2017-04-24'])
  })
  it('the same with rules of Foshan keeps every date of the permit', async () => {
    const events: Event[] = [registered('2016-10-20'), { what: 'permit-issued', on: '2017-04-24' }]
    const answer = await ask('foshan', {
      asOf: '2017-11-10',
      events,
      otherwise: [...events, { what: 'moved', on: '2017-11-15', to: 'same-city' }, registered('2017-11-15')],
    })
    assert.deepEqual(moved(answer), [])
  })
})

describe('算一算: what cannot be worked out', () => {
  it('contradictions are refused with every reason, each once, with clause and words', async () => {
    const events = [
      { what: 'moved', on: '2016-02-01', to: 'same-city' },
      { what: 'endorsed', on: '2017-07-01' },
      { what: 'card-lost', on: '2017-08-01' },
    ]
    const problem = await refuse('foshan', { asOf: '2018-01-01', events, otherwise: events })
    assert.equal(problem.type, 'refused')
    assert.equal(problem.status, 422)
    assert.deepEqual(
      problem.refusals?.map(({ code, facts }) => `${code} ${String(facts['on'])}`),
      ['what-if.not-registered 2016-02-01', 'what-if.no-permit 2017-07-01', 'what-if.no-permit 2017-08-01'],
    )
    for (const refusal of problem.refusals ?? []) {
      assert.match(refusal.law, /^[A-Z]+[A-Z0-9-]*:\S+$/)
      assert.equal(refusal.zh, explainRefusal(refusal, 'zh'))
      assert.doesNotMatch(`${refusal.zh}${refusal.en}`, /[{}…]/)
    }
  })
  it('Linhe takes no declaration online', async () => {
    const problem = await refuse('linhe', {
      asOf: '2017-06-01',
      events: [{ what: 'registered', on: '2017-05-02', channel: 'online' }],
    })
    assert.deepEqual(
      problem.refusals?.map(({ code }) => code),
      ['channel.not-offered'],
    )
  })
  const malformed: readonly (readonly [string, unknown, string])[] = [
    ['no real day', { events: [{ what: 'arrived', on: '2016-02-30' }] }, 'events.0.on'],
    ['a day of another century', { events: [{ what: 'arrived', on: '2216-01-01' }] }, 'events.0.on'],
    ['no event at all', { events: [] }, 'events'],
    ['an event nobody knows', { events: [{ what: 'flew', on: '2016-01-01' }] }, 'events.0.what'],
    ['a move to nowhere', { events: [{ what: 'moved', on: '2016-01-01', to: 'moon' }] }, 'events.0.to'],
    ['a name, which nobody asked for', { events: [{ what: 'arrived', on: '2016-01-04', name: '张秀兰' }] }, 'events.0'],
    [
      'an ID number beside the events',
      { idNumber: '430524198603030027', events: [{ what: 'arrived', on: '2016-01-04' }] },
      '',
    ],
    [
      'more events than a life has',
      { events: Array.from({ length: 61 }, () => ({ what: 'arrived', on: '2016-01-04' })) },
      'events',
    ],
    [
      'a day before the rules of the city began',
      { asOf: '2015-12-31', events: [{ what: 'arrived', on: '2015-12-30' }] },
      'asOf',
    ],
  ]
  for (const [name, body, path] of malformed) {
    it(`malformed: ${name}`, async () => {
      const problem = await refuse('foshan', body)
      assert.equal(problem.type, 'malformed')
      assert.equal(problem.status, 400)
      const paths = problem.fields?.map((field) => field.path)
      assert.ok(paths?.includes(path), `${paths?.join()} instead of ${path}`)
      for (const field of problem.fields ?? []) assert.match(field.zh, /\p{Script=Han}/u)
      // What was sent along is not said back.
      assert.doesNotMatch(JSON.stringify(problem), /430524198603030027|张秀兰/)
    })
  }
  it('a city that is not served', async () => {
    assert.equal((await refuse('atlantis', { events: zhang })).code, 'city-not-served')
  })
})

describe('算一算: open to everybody, and to nobody without end', () => {
  it('nothing is written: no statement reaches a city', async () => {
    const { statements } = house.registry
    statements.length = 0
    await ask('foshan', { asOf: '2018-08-01', events: zhang })
    assert.deepEqual(statements, [])
  })
  it('an address that asks without end is told how long to wait', async () => {
    const { burst } = ROUTES.askWhatIf.limit ?? { burst: 0 }
    const send = () =>
      fetch(`${house.address}/api/foshan/what-if`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ asOf: '2016-01-05', events: [registered('2016-01-05')] }),
      })
    const answers = await Promise.all(Array.from({ length: burst + 20 }, send))
    const stopped = answers.find(({ status }) => status === 429)
    assert.ok(stopped !== undefined && burst > 0, 'nobody was told to wait')
    assert.match(stopped.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
    const problem = (await stopped.json()) as Problem
    assert.equal(problem.code, 'too-many-requests')
    assert.ok(answers.filter(({ status }) => status === 200).length <= burst + 5)
    // Other routes go on answering.
    assert.equal((await fetch(`${house.address}/api/cities`)).status, 200)
  })
})
