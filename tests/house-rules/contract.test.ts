import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GROUND_MESSAGES } from '@anju/contract/message/ground-message.ts'
import { FACTS_OF } from '@anju/contract/message/refusal-facts.ts'
import { REFUSAL_MESSAGES } from '@anju/contract/message/refusal-message.ts'
import { placeholdersOf } from '@anju/contract/message/template.ts'
import { jsonSchemaOf, propertiesOf } from '@anju/contract/openapi-schema.ts'
import type { Route } from '@anju/contract/route.ts'
import { ROUTES } from '@anju/contract/route-table.ts'
import { REFUSAL_CODES, type RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import { generatedDocs } from '@anju/dev/generate-docs.ts'
import { type Reason, reasonsIn } from './reason.ts'
import { listSources, readFile } from './repository.ts'
import { parseSource, sourceOf } from './source.ts'

/** Where reasons are given: the rules, and what the registry itself asks. */
const RULES = listSources().filter((path) => /^(domain|server)\/src\//.test(path) && !path.endsWith('.test.ts'))
const reasons = RULES.flatMap((path) => reasonsIn(sourceOf(path)))

const isRefusalCode = (key: string): key is RefusalCode => REFUSAL_CODES.some((code) => code === key)

/** Facts that the message prints whatever else is known. */
function neededFacts(template: string): readonly string[] {
  return placeholdersOf(template.replaceAll(/\[[^[\]]*\]/g, ''))
}

/** What is wrong between the facts that a call gives and the message of its code or key. */
function reasonFaults({ kind, keys, facts, isComplete, at }: Reason): readonly string[] {
  return keys.flatMap((key) => {
    if (kind === 'refusal') {
      if (!isRefusalCode(key)) return [`${at} ${key} is no refusal code`]
      const extra = facts
        .filter((fact) => !FACTS_OF[key].includes(fact))
        .map((fact) => `${at} ${key} gives ${fact}, which nothing prints`)
      const absent = isComplete ? neededFacts(REFUSAL_MESSAGES[key].zh).filter((fact) => !facts.includes(fact)) : []
      return [...extra, ...absent.map((fact) => `${at} ${key} does not give ${fact}, which the message prints`)]
    }
    if (key.endsWith('*')) {
      const isKnown = Object.keys(GROUND_MESSAGES).some((known) => known.startsWith(key.slice(0, -1)))
      return isKnown ? [] : [`${at} no ground begins with ${key}`]
    }
    const words = GROUND_MESSAGES[key]
    if (words === undefined) return [`${at} the ground ${key} has no words`]
    const absent = isComplete ? neededFacts(words.zh).filter((fact) => !facts.includes(fact)) : []
    return absent.map((fact) => `${at} ${key} does not give ${fact}, which the message prints`)
  })
}

const faultsOf = (text: string) => reasonsIn(parseSource('domain/src/x.ts', text)).flatMap(reasonFaults)

test('every reason that a rule gives has words, with just the facts they print', () => {
  assert.ok(reasons.length > 20)
  assert.deepEqual(reasons.flatMap(reasonFaults), [])
})

test('a reason without words, or with other facts, is found (negative control)', () => {
  assert.equal(faultsOf(`refusal('permit.stolen', law)`).length, 1)
  assert.equal(faultsOf(`refusal('visit.evidence-missing', law)`).length, 1)
  assert.equal(faultsOf(`refusal('access.outside-scope', law, { colour: 'red' })`).length, 1)
  assert.equal(faultsOf(`ground(law, 'moon.full')`).length, 1)
  assert.equal(faultsOf('ground(law, `moon.${phase}`)').length, 1)
  assert.equal(faultsOf(`ground(law, late ? 'registration.late' : 'registration.in-time', {})`).length, 2)
  assert.deepEqual(faultsOf(`refusal('access.outside-scope', law)\nground(law, \`duty.\${by}\`)`), [])
})

test('every refusal code is given by some rule', () => {
  const places = listSources().filter(
    (path) => /^(domain|standards|server)\/src\//.test(path) && !/\.test\.ts$|refusal-code\.ts$/.test(path),
  )
  const text = places.map(readFile).join('\n')
  assert.deepEqual(
    REFUSAL_CODES.filter((code) => !text.includes(`'${code}'`)),
    [],
  )
})

/** Commands without an intent id: they write nothing that a second time could double. */
const WITHOUT_INTENT = [
  'sendSignInCode',
  'signInWithCode',
  'lookUpPerson',
  'lookUpPermit',
  'getResidence',
  'listEntitlements',
  'getPersonFile',
  'askWhatIf',
  'revealField',
  'showSignedText',
  'recordPrint',
  'getPaper',
  'exportList',
]

/** Asked by POST because the question is long; nothing is written, and each address may ask only so often. */
const WRITES_NOTHING = ['askWhatIf']

/** For whoever is not signed in yet; each address may ask only so often. */
const DOORS = ['beginEnrolment', 'finishEnrolment', 'beginSignIn', 'signInWithKey', 'sendSignInCode', 'signInWithCode']

/** What is wrong with a route by itself. */
function routeFaults(name: string, route: Route): readonly string[] {
  const named = [...route.path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter ?? '')
  const params = propertiesOf(jsonSchemaOf(route.params, 'input')).map(([parameter]) => parameter)
  const body = propertiesOf(jsonSchemaOf(route.body, 'input')).map(([field]) => field)
  const { access } = route
  return [
    ...(access.kind === 'duty' && access.duties.length === 0 ? ['names no duty'] : []),
    ...(access.kind === 'public' && route.method !== 'GET' && ![...WRITES_NOTHING, ...DOORS].includes(name)
      ? ['lets anybody write']
      : []),
    ...(WRITES_NOTHING.includes(name) && route.limit === undefined ? ['may be asked without end'] : []),
    ...(named.toSorted().join() === params.toSorted().join() ? [] : ['has other parameters than its path']),
    ...(route.method === 'GET' && body.length > 0 ? ['is a GET with a body'] : []),
    ...(route.decides && route.method !== 'GET' && !body.includes('intentId') && !WITHOUT_INTENT.includes(name)
      ? ['decides without an intent']
      : []),
    ...(route.path.startsWith('/api/') ? [] : ['lies outside /api']),
    ...(/\p{Script=Han}/u.test(route.zh) && /^[A-Z]/.test(route.en) ? [] : ['lacks its words']),
  ].map((fault) => `${name} ${fault}`)
}

test('every route says who may call it, takes what its path names, and carries an intent when it decides', () => {
  assert.deepEqual(
    Object.entries(ROUTES).flatMap(([name, route]) => routeFaults(name, route)),
    [],
  )
  const calls = Object.values(ROUTES).map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`)
  assert.deepEqual(
    calls.filter((call, at) => calls.indexOf(call) !== at),
    [],
  )
})

test('a bad route is found (negative control)', () => {
  const good: Route = ROUTES.approveApplication
  assert.deepEqual(routeFaults('x', { ...good, access: { kind: 'duty', duties: [], reach: 'post' } }), [
    'x names no duty',
  ])
  assert.deepEqual(routeFaults('x', { ...good, access: { kind: 'public' } }), ['x lets anybody write'])
  assert.deepEqual(routeFaults('x', { ...good, path: '/api/:city/x' }), ['x has other parameters than its path'])
  assert.deepEqual(routeFaults('x', { ...good, body: ROUTES.endSession.body }), ['x decides without an intent'])
  assert.deepEqual(routeFaults('x', { ...good, zh: 'approve' }), ['x lacks its words'])
})

test('the committed documents are those that the contract makes: node dev/src/generate-docs.ts', () => {
  for (const [path, text] of Object.entries(generatedDocs())) {
    assert.ok(readFile(path) === text, `${path} is not what the contract makes`)
  }
})
