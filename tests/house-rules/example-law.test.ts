import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BOOKS, isKnownClause, valuesUnder } from '@anju/dev/law-reference.ts'
import { boundsBroken, parseNationalBounds } from '@anju/domain/policy/national-bounds.ts'
import { parsePack } from '@anju/domain/policy/pack.ts'
import { loadPacks } from '@anju/server/law/load-packs.ts'
import { parse } from 'yaml'
import { listFiles, readFile } from './repository.ts'

const examples = listFiles()
  .filter((path) => /^law\/examples\/(?!cases\/)[a-z-]+\/[0-9-]+\.yaml$/.test(path))
  .map((path) => ({ path, text: readFile(path), pack: parsePack(parse(readFile(path))) }))
const ran = loadPacks()
/** Cities that only data knows: no pack of theirs is in force here. */
const strangers = examples.filter(({ pack }) => ran.every(({ jurisdiction }) => jurisdiction !== pack.jurisdiction))

describe('packs that are examples', () => {
  it('one of them is of a city that nobody runs here', () => assert.ok(strangers.length > 0))
  for (const { path, text, pack } of examples) {
    it(`${path} stands where its id says, and says that it is an example`, () => {
      assert.equal(path, `law/examples/${pack.id}.yaml`)
      assert.equal(pack.id, `${pack.jurisdiction}/${pack.inForceFrom}`)
      assert.match(text, /^# .*EXAMPLE/)
      assert.match(pack.title.zh, /示例/)
    })
    it(`${pack.id} is not read by the registry`, () => assert.ok(ran.every(({ id }) => id !== pack.id)))
    it(`${pack.id} keeps within the regulation, as a pack in force must`, () => {
      const bounds = parseNationalBounds(parse(readFile('law/national/2016-01-01.yaml')))
      assert.deepEqual(boundsBroken(pack, bounds), [])
    })
    it(`${pack.id} cites clauses that are in the books and were in force when it begins`, () => {
      const cited = valuesUnder('law', pack)
      assert.ok(cited.length > 100)
      assert.deepEqual(
        cited.filter((reference) => !isKnownClause(reference)),
        [],
      )
      const ids = new Set(cited.map((reference) => reference.split(':')[0]))
      const later = BOOKS.filter(
        ({ id, inForceFrom, sameRuleSince, packedFrom }) =>
          ids.has(id) && (packedFrom ?? sameRuleSince ?? inForceFrom ?? '') > pack.inForceFrom,
      )
      assert.deepEqual(
        later.map(({ id }) => id),
        [],
      )
    })
  }
  for (const { pack } of strangers) {
    it(`no code names ${pack.jurisdiction}: it is data alone`, () => {
      const zh = pack.title.zh.slice(0, 2)
      const named = new RegExp(`${pack.jurisdiction}|${zh}|\\b${pack.divisions.value.join('|')}\\b`, 'i')
      const code = listFiles().filter((path) =>
        /^(domain|standards|contract|server|exchange|card-service|faces|platform|crypto)\/.*\.(ts|tsx|sql|css|html)$/.test(
          path,
        ),
      )
      assert.ok(code.length > 300)
      assert.deepEqual(
        code.filter((path) => !path.endsWith('.test.ts') && named.test(readFile(path))),
        [],
      )
    })
    it(`${pack.jurisdiction} has cases of its own`, () => {
      const cases = listFiles().filter(
        (path) => path.startsWith('law/examples/cases/') && readFile(path).includes(pack.id),
      )
      assert.ok(cases.length > 0)
    })
  }
})
