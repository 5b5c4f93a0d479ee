import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { Client } from 'pg'
import { checkout } from './checkout.ts'
import { schemaDocument } from './schema-document.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase('registry')
})
after(() => database.drop())

describe('docs/generated/schema.md', () => {
  it('is what the migrations make; after a change run node dev/src/generate-schema.ts', async () => {
    const committed = readFileSync(join(checkout, 'docs/generated/schema.md'), 'utf8')
    assert.equal(await schemaDocument(database.url, 'foshan'), committed)
  })

  it('both cities have the very same tables', async () => {
    const foshan = await schemaDocument(database.url, 'foshan')
    assert.equal(await schemaDocument(database.url, 'linhe'), foshan)
  })

  it('every table says what it is, and one that does not would be found', async () => {
    const client = new Client({ connectionString: database.url })
    await client.connect()
    const silent = async () =>
      (
        await client.query<{ name: string }>(
          `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('shared', 'foshan') and c.relkind in ('r', 'p') and c.relname <> 'schema_history' and obj_description(c.oid) is null`,
        )
      ).rows.map(({ name }) => name)
    try {
      assert.deepEqual(await silent(), [])
      await client.query('create table foshan.silent (id int)')
      assert.deepEqual(await silent(), ['foshan.silent'])
    } finally {
      await client.end()
    }
  })
})
