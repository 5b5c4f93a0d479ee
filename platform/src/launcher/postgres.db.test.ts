import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { startPostgres } from './postgres.ts'
import { isAlive } from './is-alive.ts'

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const result = await client.query<T & object>(sql)
    return result.rows
  } finally {
    await client.end()
  }
}

/** A process that starts the server, says its pid, and waits to be killed. */
async function startInChild(dataDir: string, log: string, outlivesParent: boolean) {
  const script = `
    import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)}
    const server = await startPostgres(${JSON.stringify({ dataDir, log, outlivesParent })})
    console.log(JSON.stringify({ pid: server.pid, url: server.url }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) })) as [Buffer]
  return { child, ...(JSON.parse(line.toString()) as { pid: number; url: string }) }
}

async function killAndWait(child: ReturnType<typeof spawn>): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

describe('内嵌数据库 · the embedded PostgreSQL', () => {
  let folder: string
  let dataDir: string
  let log: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'anju-test-'))
    mkdirSync(join(folder, '安居 试'))
    dataDir = join(folder, '安居 试', '数据 data')
    log = join(folder, '安居 试', 'postgres.log')
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('路径含空格和汉字 · starts below a path with a space and Chinese characters, stops, and keeps its rows', async () => {
    const first = await startPostgres({ dataDir, log })
    assert.equal(first.reused, false)
    await ask(first.url, `CREATE TABLE kept AS SELECT '居住证'::text AS word`)
    const socketFolder = first.connection.host
    assert.equal(statSync(socketFolder).mode & 0o777, 0o700)
    await first.stop()
    await first.stop()
    assert.equal(isAlive(first.pid), false)
    assert.equal(existsSync(socketFolder), false)

    const second = await startPostgres({ dataDir, log })
    assert.deepEqual(await ask(second.url, 'SELECT word FROM kept'), [{ word: '居住证' }])
    await second.stop()
  })

  test('可靠性设置 · what the promises rest on is on: sync, checksums, UTF-8 that knows Chinese, no TCP', async () => {
    const server = await startPostgres({ dataDir, log })
    try {
      const [row] = await ask<Record<string, string>>(
        server.url,
        `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
          current_setting('synchronous_commit') AS commit, current_setting('data_checksums') AS checksums,
          current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('log_statement') AS ddl,
          current_setting('listen_addresses') AS tcp, '居' ~ '^\\w$' AS word, current_user AS owner, current_database() AS database`,
      )
      assert.deepEqual(row, {
        fsync: 'on',
        pages: 'on',
        commit: 'on',
        checksums: 'on',
        idle: '30s',
        ddl: 'ddl',
        tcp: '',
        word: true,
        owner: 'anju',
        database: 'anju',
      })
    } finally {
      await server.stop()
    }
  })

  test('父进程被杀 · after kill -9 of the parent the next start has every committed row, and no server is left behind', async () => {
    const first = await startInChild(dataDir, log, false)
    await ask(first.url, 'CREATE TABLE acknowledged AS SELECT 1 AS one')
    await killAndWait(first.child)
    if (existsSync('/usr/bin/setpriv')) while (isAlive(first.pid)) await pause(5)
    const second = await startPostgres({ dataDir, log })
    assert.equal(second.reused, second.pid === first.pid)
    assert.deepEqual(await ask(second.url, 'SELECT one FROM acknowledged'), [{ one: 1 }])
    await second.stop()
  })

  test('接管 · a server that outlived its parent is taken over, and can be stopped', async () => {
    const first = await startInChild(dataDir, log, true)
    await killAndWait(first.child)
    const second = await startPostgres({ dataDir, log })
    assert.equal(second.reused, true)
    assert.equal(second.pid, first.pid)
    assert.deepEqual(await ask(second.url, 'SELECT 1 AS one'), [{ one: 1 }])
    await second.stop()
    assert.equal(isAlive(first.pid), false)
  })

  test('全部被杀 · after kill -9 of parent and server the next start recovers', async () => {
    const first = await startInChild(dataDir, log, true)
    await ask(first.url, 'CREATE TABLE survived AS SELECT generate_series(1, 1000) AS n')
    await killAndWait(first.child)
    process.kill(first.pid, 'SIGKILL')
    while (isAlive(first.pid)) await pause(5)
    const second = await startPostgres({ dataDir, log })
    assert.equal(second.reused, false)
    assert.deepEqual(await ask(second.url, 'SELECT count(*)::int AS n FROM survived'), [{ n: 1000 }])
    await second.stop()
  })

  test('进程号被占用 · a stale postmaster.pid whose number now belongs to another program is cleaned away', async () => {
    const server = await startPostgres({ dataDir, log })
    const left = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8')
    await server.stop()
    writeFileSync(join(dataDir, 'postmaster.pid'), left.replace(/^\d+/, String(process.pid)), { mode: 0o600 })
    const next = await startPostgres({ dataDir, log })
    assert.notEqual(next.pid, process.pid)
    await next.stop()
  })

  test('半途而废 · a first start that was killed half-way leaves nothing that stops the next', async () => {
    const other = join(folder, 'half')
    mkdirSync(`${other}.partial`)
    writeFileSync(join(`${other}.partial`, 'PG_VERSION'), '18\n')
    const server = await startPostgres({ dataDir: other, log })
    await server.stop()
  })

  test('不碰别人的文件 · a folder with something else in it is left alone', async () => {
    const other = join(folder, 'letters')
    mkdirSync(other)
    writeFileSync(join(other, 'letter.txt'), 'dear')
    await assert.rejects(startPostgres({ dataDir: other, log }), /is not empty/)
    assert.equal(readFileSync(join(other, 'letter.txt'), 'utf8'), 'dear')
  })

  test('错误可读 · a server that cannot start says why', async () => {
    await assert.rejects(startPostgres({ dataDir, log, settings: { max_connections: 'many' } }), /max_connections/)
  })

  if (process.getuid?.() === 0) {
    test('root 降权 · root hands the server to nobody where nobody can reach it', async () => {
      const open = mkdtempSync(join(tmpdir(), 'anju-open-'))
      chmodSync(open, 0o755)
      try {
        const server = await startPostgres({ dataDir: join(open, 'data'), log, account: 'nobody' })
        const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
        assert.match(status, /^Uid:\s+65534\s/m)
        assert.match(status, /^CapEff:\s+0+$/m)
        await server.stop()
      } finally {
        rmSync(open, { recursive: true, force: true })
      }
    })

    test('root 的私有目录 · below a closed folder root keeps the files and loses the powers', async () => {
      const server = await startPostgres({ dataDir: join(folder, 'closed', 'data'), log, account: 'namespace' })
      const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
      assert.match(status, /^CapEff:\s+0+$/m)
      await server.stop()
    })
  }

  test('并发事务 · two transactions at once, each with its own settings', async () => {
    const server = await startPostgres({ dataDir, log })
    const [one, two] = [new Client({ connectionString: server.url }), new Client({ connectionString: server.url })]
    await Promise.all([one.connect(), two.connect()])
    await one.query('BEGIN')
    await one.query(`SET LOCAL app.scope = 'one'`)
    await two.query('BEGIN')
    const { rows } = await two.query(`SELECT nullif(current_setting('app.scope', true), '') AS scope`)
    assert.deepEqual(rows, [{ scope: null }])
    await Promise.all([one.end(), two.end()])
    await server.stop()
  })
})
