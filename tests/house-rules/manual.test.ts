import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packSchema } from '@anju/domain/policy/pack.ts'
import { exists, listFiles, readFile } from './repository.ts'

const manuals = listFiles().filter((path) => /^docs\/manuals\/.*\.md$/.test(path))
const text = manuals.map(readFile).join('\n')
const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))]

test('every section of a pack is explained to whoever writes one', () => {
  const manual = readFile('docs/manuals/add-a-jurisdiction.md')
  const sections = Object.keys(packSchema.shape)
  assert.ok(sections.length > 25)
  assert.deepEqual(
    sections.filter((section) => !manual.includes(`\`${section}\``)),
    [],
  )
})

test('every command that a manual names is there', () => {
  const commands = found(/node server\/src\/main\.ts ([a-z-]+)/g)
  assert.ok(commands.length > 3)
  const program = readFile('server/src/main.ts')
  assert.deepEqual(
    commands.filter((name) => !new RegExp(`^  '?${name}'?: \\{`, 'm').test(program)),
    [],
  )
  const scripts = found(/npm run ([a-z:-]+)/g)
  assert.ok(scripts.includes('law'))
  assert.deepEqual(
    scripts.filter((name) => !readFile('package.json').includes(`"${name}":`)),
    [],
  )
})

test('every file that a manual names is there, but for those that its reader makes', () => {
  const named = found(/`?((?:law|dev|docs|server)\/[a-z0-9/.-]+\.(?:yaml|ts|mjs|md))`?/g)
  const made = /law\/(packs|cases|calendars)\/(mycity|linhe\/2027|2027)/
  assert.ok(named.length > 5)
  assert.deepEqual(
    named.filter((path) => !made.test(path) && !exists(path)),
    [],
  )
})
