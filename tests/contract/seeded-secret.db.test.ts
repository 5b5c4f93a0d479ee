import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ROUTES } from '@anju/contract/route-table.ts'
import type { Route } from '@anju/contract/route.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { systemNow } from '@anju/server/app.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { hearConsole, leaksIn, seedAt } from '@anju/tests/seeded-value.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

/**
 * Twenty each of ID numbers, mobiles, tokens, codes and key bytes go through every route: as they should be, malformed, and
 * into a database that breaks under them. None may stand in a log, on standard error, or in the answer of a defect.
 */
let registry: TestRegistry
let app: App
let cookie = ''
const lines: string[] = []
let heard: ReturnType<typeof hearConsole>
const city = 'foshan'

before(async () => {
  registry = await openTestRegistry()
  app = await openRegistry(
    { deps: registry.deps, now: systemNow },
    {
      dev: true,
      sweepAll: async () => ({}),
      faceFolder: '/nowhere',
      citizenFolder: '/nowhere',
      logLevel: 'info',
      edge: { logTo: { write: (line) => void lines.push(line) } },
    },
  )
  await signIn()
  heard = hearConsole()
})
after(async () => {
  heard.stop()
  await app.close()
  await registry.close()
})

async function signIn(): Promise<void> {
  const ownerUrl = registry.database.url
  const token = await createSignInLink({ ownerUrl, member: OFFICIALS.clerk, expiresInMinutes: 5 })
  const entered = await app.inject({ url: `/sign-in/${token}` })
  cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
}

/** A body in which every text is a seed, in the shape the page would send or in one that is wrong. */
function bodies(at: number): readonly (string | object)[] {
  const seed = seedAt(at)
  const person = { name: seed, sex: '1', ethnicity: '01', birthOn: seed, idNumber: seed, mobile: seedAt(at + 1) }
  const deep = {
    intentId: seed,
    expectedVersion: seed,
    person,
    form: { remark: seed, [seed]: seed },
    home: { dwellingId: seed },
  }
  return [
    deep,
    [seed],
    `{"idNumber":"${seed}`,
    `"${seed}"`,
    { [seed]: { [seedAt(at + 2)]: 1 } },
    { query: seed, q: seed, on: seed, base64: seed, mime: seed },
  ]
}
async function throughEveryRoute(): Promise<Map<number, string[]>> {
  const answers = new Map<number, string[]>()
  let at = 0
  for (const route of Object.values<Route>(ROUTES)) {
    // Two of the bodies for each route, others for the next; and either a path that could be, or one with a seed in it.
    for (const payload of route.method === 'GET' ? [undefined] : bodies(at).filter((_, of) => of % 3 === at % 3)) {
      at += 1
      const seed = seedAt(at)
      const plain = route.path.replace(':city', city).replaceAll(/:\w+/g, '0198f2a0-0000-7000-8000-000000000001')
      for (const path of at % 2 === 0 || payload === undefined ? [plain] : [plain.replace(/[^/]+$/, seed)]) {
        // Those end or lock the session that the others need.
        if (route.method !== 'GET' && /session|sign-in/.test(path) && at % 2 === 0) await signIn()
        const answer = await app.inject({
          method: route.method,
          url: `${path}?idNumber=${seed}&q=${seedAt(at + 1)}&no=${seed}`,
          headers: {
            cookie: at % 3 === 0 ? `anju_session=${seedAt(at + 2)}` : cookie,
            authorization: `Bearer ${seed}`,
            // A session belongs to the browser that opened it: another name of a browser would only be asked who it is.
            ...(at % 3 === 0 ? { 'user-agent': seed } : {}),
            'x-seed': seedAt(at + 3),
            ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(payload === undefined ? {} : { payload }),
        })
        answers.set(answer.statusCode, [...(answers.get(answer.statusCode) ?? []), answer.body])
      }
    }
  }
  return answers
}

describe('种子值不外泄 · seeded values do not come out', () => {
  it('every route, well-formed and malformed: nothing in the log, on standard error, or in a 401, 403, 404 or 500', async () => {
    const answers = await throughEveryRoute()
    assert.ok(
      [400, 401].every((status) => answers.has(status)),
      [...answers.keys()].join(),
    )
    assert.deepEqual(leaksIn(lines), [])
    assert.deepEqual(leaksIn(heard.lines), [])
    // Whatever was refused left a line of its own, with who asked and no word of what they sent.
    const refused = lines.flatMap((line) => {
      const { refused: told } = JSON.parse(line) as { refused?: { status: number; by: string; codes: string[] } }
      return told === undefined ? [] : [told]
    })
    for (const status of [400, 401, 403, 404, 422])
      assert.equal(
        refused.filter((each) => each.status === status).length,
        answers.get(status)?.length ?? 0,
        `${status}`,
      )
    assert.ok(refused.some(({ by }) => by === OFFICIALS.clerk.officialId))
    assert.ok(refused.some(({ codes }) => codes.some((code) => code.startsWith('access.'))))
    for (const status of [401, 403, 404, 409, 500, 503])
      assert.deepEqual(leaksIn(answers.get(status) ?? []), [], `${status}`)
  })

  it('a database that breaks under them: five hundreds with a number and nothing else, and a log that names the place', async () => {
    // A rule that no row meets makes PostgreSQL repeat the whole row in its error.
    await registry.asOwner(`alter table ${city}.intent add constraint broken check (false) not valid`)
    for (const table of ['person', 'registration', 'permit', 'dwelling'])
      await registry.asOwner(`alter table ${city}.${table} rename to ${table}_gone`)
    await signIn()
    const from = lines.length
    const answers = await throughEveryRoute()
    const told = lines.slice(from)
    assert.ok((answers.get(500)?.length ?? 0) > 0, `something broke: ${[...answers.keys()].join()}`)
    assert.ok(
      told.some((line) => line.includes('"code":"42P01"')),
      'the log says what broke',
    )
    assert.deepEqual(leaksIn(told), [])
    assert.deepEqual(leaksIn(heard.lines), [])
    for (const body of answers.get(500) ?? [])
      assert.deepEqual(Object.keys(JSON.parse(body) as object).toSorted(), ['incident', 'status', 'title', 'type'])
  })

  it('a value that does stand in a line is found (negative control)', () => {
    assert.deepEqual(leaksIn([`{"msg":"${seedAt(3)}"}`]), [seedAt(3)])
  })

  it('换行、回车与终端控制符 · line ends and terminal signs in a request make no line and no colour of their own', async () => {
    const from = lines.length
    const hostile = [
      '\r\n{"level":60,"msg":"forged"}',
      '\u001b[2J\u001b[31m',
      '\u2028forged',
      '\u0000',
      '%0d%0aforged: 1',
      '${jndi:ldap://x}',
    ]
    for (const part of hostile) {
      await app.inject({
        method: 'POST',
        url: `/api/${city}/registrations`,
        headers: { cookie, 'content-type': 'application/json' },
        payload: JSON.stringify({ intentId: part, [part]: part }),
      })
      await app.inject({
        method: 'POST',
        url: '/reports/browser',
        headers: { 'content-type': 'application/csp-report' },
        payload: JSON.stringify({ 'csp-report': { 'effective-directive': part, 'blocked-uri': part } }),
      })
    }
    const told = lines.slice(from)
    assert.ok(told.length >= hostile.length - 1)
    for (const line of told) {
      assert.equal(line.trimEnd().split(/[\r\n\u2028\u2029]/).length, 1)
      assert.doesNotThrow(() => JSON.parse(line) as unknown)
      // oxlint-disable-next-line no-control-regex
      assert.doesNotMatch(line.trimEnd(), /[\u0000-\u001f\u007f]/)
    }
  })
})
