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

test('别的机器上的数据库 · a database elsewhere needs TLS and a password that is not short or usual', () => {
  const faults = (url: string): string => {
    try {
      parseEnvironment({ ANJU_HOME: '/s', DATABASE_URL: url }, 'registry')
      return ''
    } catch (error) {
      return String(error)
    }
  }
  assert.match(faults('postgresql://anju:postgres@db.example:5432/anju'), /sslmode=verify-full[\s\S]*16 characters/)
  assert.doesNotMatch(faults('postgresql://anju:seeded-pw@db.example/anju'), /seeded-pw/)
  assert.equal(faults('postgresql://anju:a-long-and-random-word@db.example/anju?sslmode=verify-full'), '')
  assert.equal(faults('postgresql://anju@127.0.0.1/anju'), '')
  assert.equal(faults('postgresql://anju@localhost/anju?host=/run/postgresql'), '')
})

test('反向代理 · proxies are addresses or networks, never names, never everybody', () => {
  const proxies = (value: string) => parseEnvironment({ ANJU_HOME: '/s', ANJU_PROXIES: value }, 'registry').proxies
  assert.deepEqual(proxies('10.0.0.0/8, 192.168.1.7,fd00::/64'), ['10.0.0.0/8', '192.168.1.7', 'fd00::/64'])
  assert.deepEqual(proxies(''), [])
  for (const wrong of ['0.0.0.0/0', 'proxy.example', '10.0.0.0/33', 'loopback', 'true', '10.0.0.0/x'])
    assert.throws(() => proxies(wrong), /ANJU_PROXIES/, wrong)
  for (const rate of ['0', '59', '1.5', 'many'])
    assert.throws(() => parseEnvironment({ ANJU_HOME: '/s', ANJU_REQUESTS_PER_MINUTE: rate }, 'registry'), /MINUTE/)
})

test('归档保存天数 · handled files stay 190 days, or what is said, never less than 30', () => {
  const days = (value?: string) =>
    parseEnvironment({ ANJU_HOME: '/s', ...(value === undefined ? {} : { ANJU_ARCHIVE_DAYS: value }) }, 'registry')
      .archiveDays
  assert.deepEqual([days(), days('30'), days('4000')], [190, 30, 4000])
  for (const wrong of ['29', '0', '-1', '90.5', 'never']) assert.throws(() => days(wrong), /ANJU_ARCHIVE_DAYS/, wrong)
})

test('本机地址 · which addresses only this machine can reach', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) assert.equal(isLoopback(host), true, host)
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.evil.example', 'example.org'])
    assert.equal(isLoopback(host), false, host)
})

test('病毒扫描 · a scanner stands on this machine: clamd speaks in clear', () => {
  const of = (ANJU_SCANNER: string) => parseEnvironment({ ANJU_HOME: '/s', ANJU_SCANNER }, 'registry').scanner
  assert.equal(of('unix:/run/clamav/clamd.ctl'), 'unix:/run/clamav/clamd.ctl')
  assert.equal(of('tcp://127.0.0.1:3310'), 'tcp://127.0.0.1:3310')
  assert.equal(of('tcp://[::1]:3310'), 'tcp://[::1]:3310')
  assert.equal(of(''), undefined)
  for (const wrong of ['tcp://10.0.0.9:3310', 'tcp://127.0.0.1:99999', 'unix:clamd.ctl', '127.0.0.1:3310', 'yes'])
    assert.throws(() => of(wrong), /ANJU_SCANNER/, wrong)
})

test('一把密钥够用的天数（制证）· one key is enough for seven days, or what is said, from 1 to 31', () => {
  const days = (value = '') =>
    parseEnvironment({ ANJU_HOME: '/s', ANJU_SECOND_KEY_DAYS: value }, 'card-service').secondKeyGraceDays
  assert.deepEqual([days(), days('1'), days('31')], [7, 1, 31])
  for (const wrong of ['0', '32', '-1', '7.5', '07', 'never'])
    assert.throws(() => days(wrong), /ANJU_SECOND_KEY_DAYS/, wrong)
})
