import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EnvironmentError, isLoopback, parseEnvironment } from './environment.ts'

test('默认值 · defaults: loopback, own folders for each node, one exchange folder for both', () => {
  const registry = parseEnvironment({ ANJU_HOME: '/srv/anju' }, 'registry')
  const police = parseEnvironment({ ANJU_HOME: '/srv/anju' }, 'card-service')
  assert.equal(registry.host, '127.0.0.1')
  assert.equal(registry.dev, false)
  assert.equal(registry.appDatabaseUrl, undefined)
  assert.notEqual(registry.keys, police.keys)
  assert.notEqual(registry.peers, police.peers)
  assert.notEqual(registry.port, police.port)
  assert.equal(registry.exchange, police.exchange)
})

test('一次说完 · all problems are told at once', () => {
  const wrong = {
    ANJU_HOME: '/srv',
    PORT: '99999',
    ANJU_DEV: 'yes',
    ANJU_KEYS: 'keys',
    DATABASE_URL: 'mysql://secret@h/d',
  }
  assert.throws(
    () => parseEnvironment(wrong, 'registry'),
    (error) => {
      assert.ok(error instanceof EnvironmentError)
      assert.equal(error.problems.length, 4)
      assert.doesNotMatch(error.message, /secret/)
      return true
    },
  )
})

test('开发模式只限本机 · dev mode is refused off loopback, a failpoint outside dev mode', () => {
  assert.throws(() => parseEnvironment({ ANJU_HOME: '/s', ANJU_DEV: '1', HOST: '0.0.0.0' }, 'registry'), /loopback/)
  assert.throws(() => parseEnvironment({ ANJU_HOME: '/s', ANJU_FAILPOINT: 'before-commit' }, 'registry'), /ANJU_DEV/)
  const dev = parseEnvironment(
    { ANJU_HOME: '/s', ANJU_DEV: '1', ANJU_FAILPOINT: 'before-commit', PORT: '0' },
    'registry',
  )
  assert.equal(dev.failpoint, 'before-commit')
  assert.equal(dev.port, 0)
})

test('本机地址 · which addresses only this machine can reach', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) assert.equal(isLoopback(host), true, host)
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.evil.example', 'example.org'])
    assert.equal(isLoopback(host), false, host)
})
