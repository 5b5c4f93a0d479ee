import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeCookie } from './safe-cookie.ts'

const SAFE = 'anju_session=abc; Path=/; HttpOnly; SameSite=Strict'

test('https 下加前缀与 Secure · over https the name gets its prefix, once, and the cookie is Secure', () => {
  const wanted = '__Host-anju_session=abc; Path=/; HttpOnly; SameSite=Strict; Secure'
  assert.equal(safeCookie(SAFE, true), wanted)
  assert.equal(safeCookie(wanted, true), wanted)
  assert.equal(safeCookie(SAFE, false), SAFE)
})

test('不安全的不许离开 · what a script, another path, another host or another site could get stops', () => {
  const unsafe = [
    'a=1; Path=/; SameSite=Strict',
    'a=1; Path=/; HttpOnly',
    'a=1; Path=/; HttpOnly; SameSite=None',
    'a=1; Path=/api; HttpOnly; SameSite=Strict',
    'a=1; Domain=example.org; Path=/; HttpOnly; SameSite=Strict',
    'a=1',
  ]
  for (const line of unsafe) assert.throws(() => safeCookie(line, false), /cookie a/, line)
})
