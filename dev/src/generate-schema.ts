import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testDatabase } from '@anju/platform/launcher/test-database.ts'
import { checkout } from './checkout.ts'
import { schemaDocument } from './schema-document.ts'

/** Writes `docs/generated/schema.md` from a database that is migrated for it and thrown away. */
const database = await testDatabase('registry')
try {
  writeFileSync(join(checkout, 'docs/generated/schema.md'), await schemaDocument(database.url, 'foshan'))
} finally {
  await database.drop()
}
