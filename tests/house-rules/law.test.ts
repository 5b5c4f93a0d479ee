import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clauseText } from '@anju/contract/message/clause-text.ts'
import { addDays, parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { parseWorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import { parseHistoryPack } from '@anju/domain/policy/history-pack.ts'
import { packSchema, parsePack } from '@anju/domain/policy/pack.ts'
import { parsePenaltyLaw } from '@anju/domain/policy/penalty-policy.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { FILL_IN_NOTES } from '@anju/standards/form/fill-in-note.ts'
import { FORM_FIELDS } from '@anju/standards/form/form-field.ts'
import { parse } from 'yaml'
import { z } from 'zod'
import {
  BOOKS_IN_FULL,
  coverageOf,
  isCarried,
  isExplained,
  LAW_COVERAGE_PAGE,
  lawCoveragePage,
  listRemarked,
  SCREENS,
} from '@anju/dev/law-coverage.ts'
import { BOOKS, isKnownClause, listInterpretations, listLawReferences, valuesUnder } from '@anju/dev/law-reference.ts'
import { exists, listFiles, readFile } from './repository.ts'

const yamlIn = (folder: string) =>
  listFiles()
    .filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.yaml'))
    .map((path) => ({ path, content: parse(readFile(path)) as unknown }))

const packs = yamlIn('law/packs').map(({ path, content }) => ({ path, content, pack: parsePack(content) }))
const held = packs.map(({ pack }) => pack)
const jurisdictions = [...new Set(held.map(({ jurisdiction }) => jurisdiction))]

describe('books', () => {
  it('no book comes twice', () => {
    const ids = BOOKS.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
  })
  it('the regulation is there with all of its 23 articles', () => {
    const articles = Object.keys(BOOKS.find(({ id }) => id === 'CN-663')?.clauses ?? {}).filter((name) =>
      /^\d+$/.test(name),
    )
    assert.deepEqual(
      articles,
      Array.from({ length: 23 }, (_, index) => String(index + 1)),
    )
  })
})

describe('titles of books on paper and screen', () => {
  /** No code names an example city (example-law.test). */
  const named = BOOKS.filter(({ en }) => !en.includes('used by an example only'))
  /** What stands in front of the article, in a language. */
  const titleOf = (id: string, language: 'zh' | 'en') =>
    clauseText(`${id}:1`, language).replace(language === 'zh' ? / 第1条$/u : / art\. 1$/u, '')

  it('every book is named in both languages, no two alike, and nobody reads a key', () => {
    for (const language of ['zh', 'en'] as const) {
      const titles = named.map(({ id }) => titleOf(id, language))
      assert.deepEqual(
        named.filter(({ id }, at) => titles[at]?.includes(id)).map(({ id }) => id),
        [],
      )
      assert.equal(new Set(titles).size, titles.length)
    }
    assert.equal(titleOf('ZZ-1', 'zh'), 'ZZ-1', 'one without a title would be seen')
  })

  it('each is the title of the source or its number, never one of ours', () => {
    assert.deepEqual(
      named.filter(({ id, zh }) => !zh.includes(titleOf(id, 'zh'))).map(({ id }) => `${id}: ${titleOf(id, 'zh')}`),
      [],
    )
  })

  it('every book that packs, interpretations and code cite is one of them', () => {
    const cited = new Set(listLawReferences().map(({ reference }) => reference.slice(0, reference.indexOf(':'))))
    const examples = BOOKS.filter((book) => !named.includes(book)).map(({ id }) => id)
    assert.deepEqual(examples, ['HZ-2018', 'ZJ-2016'])
    assert.ok(cited.has('YJH-2010-6') && cited.has('PSL-2012'))
    assert.deepEqual(
      [...cited].filter((id) => titleOf(id, 'zh') === id && !examples.includes(id)),
      [],
    )
  })
})

describe('clause references', () => {
  const references = listLawReferences()
  it('are found at all', () => assert.ok(references.length > 500, `${references.length} found`))
  it('each is in the books', () => {
    const unknown = references.filter(({ reference }) => !isKnownClause(reference))
    assert.deepEqual(
      unknown.map(({ path, line, reference }) => `${path}:${line} ${reference}`),
      [],
    )
  })
  for (const folder of [
    'law/packs',
    'law/national',
    'law/penalties',
    'law/points',
    'law/history',
    'law/calendars',
    'law/cases',
  ]) {
    it(`every law and clauses of ${folder} is in the books`, () => {
      const cited = yamlIn(folder).flatMap(({ path, content }) =>
        ['law', 'source', 'clauses'].flatMap((key) =>
          valuesUnder(key, content)
            .filter((reference) => reference.includes(':'))
            .map((reference) => ({ path, reference })),
        ),
      )
      assert.ok(cited.length > 0)
      assert.deepEqual(
        cited.filter(({ reference }) => !isKnownClause(reference)),
        [],
      )
    })
  }
})

describe('packs', () => {
  for (const { path, pack } of packs) {
    it(`${path} stands where its id says`, () => {
      assert.equal(path, `law/packs/${pack.id}.yaml`)
      assert.equal(pack.id, `${pack.jurisdiction}/${pack.inForceFrom}`)
    })
    it(`${pack.id} cites only what was in force when it began`, () => {
      const cited = new Set(valuesUnder('law', pack).map((reference) => reference.split(':')[0]))
      const later = BOOKS.filter(({ id }) => cited.has(id)).filter(
        ({ inForceFrom, sameRuleSince, packedFrom }) =>
          (packedFrom ?? sameRuleSince ?? inForceFrom ?? '') > pack.inForceFrom,
      )
      assert.deepEqual(
        later.map(({ id }) => id),
        [],
      )
    })
    it(`${pack.id} has a source and a gist for every value`, () => {
      assert.deepEqual(unsourced(pack, pack.id), [])
    })
  }
  for (const jurisdiction of jurisdictions) {
    const own = held
      .filter((pack) => pack.jurisdiction === jurisdiction)
      .toSorted((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1))
    it(`${jurisdiction}: exactly one pack on every day from the first, none before`, () => {
      assert.equal(new Set(own.map(({ inForceFrom }) => inForceFrom)).size, own.length, 'two packs begin on one day')
      for (const [index, pack] of own.entries()) {
        const next = own[index + 1]
        const lastDay = next === undefined ? parsePlainDate('2099-12-31') : addDays(next.inForceFrom, -1)
        assert.equal(packInForce(held, jurisdiction, pack.inForceFrom).id, pack.id)
        assert.equal(packInForce(held, jurisdiction, lastDay).id, pack.id)
      }
      const [first] = own
      assert.ok(first)
      assert.throws(
        () => packInForce(held, jurisdiction, addDays(first.inForceFrom, -1)),
        /first pack is in force from/,
      )
    })
  }
  it('what went before ends the day before the first pack begins', () => {
    for (const { path, content } of yamlIn('law/history')) {
      const history = parseHistoryPack(content)
      assert.equal(path, `law/history/${history.id}.yaml`)
      assert.equal(
        packInForce(held, history.jurisdiction, addDays(history.inForceUntil, 1)).inForceFrom,
        addDays(history.inForceUntil, 1),
      )
    }
  })
  it('laws of penalties cite only what was in force when they began', () => {
    const laws = yamlIn('law/penalties').map(({ content }) => parsePenaltyLaw(content))
    assert.ok(laws.length > 0)
    const later = laws.flatMap((law) => {
      const cited = new Set(valuesUnder('law', law).map((reference) => reference.split(':')[0]))
      const young = BOOKS.filter(({ id, inForceFrom }) => cited.has(id) && (inForceFrom ?? '') > law.inForceFrom)
      return young.map(({ id }) => `${law.id} ${id}`)
    })
    assert.deepEqual(later, [])
  })
  it('the calendar holds every year from 2004 on without a hole, 2026 among them', () => {
    const calendar = parseWorkCalendar(yamlIn('law/calendars').map(({ content }) => content))
    const years = [...calendar.keys()]
    assert.deepEqual(
      years,
      Array.from({ length: years.length }, (_, index) => 2004 + index),
    )
    assert.ok(calendar.has(2026))
  })
  it('whoever counts working days says when a year of them is not published', () => {
    const counting = listFiles()
      .filter((path) => /^(domain|server)\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))
      .filter((path) => /\b(addWorkdays|nextWorkday|isWorkday)\(/.test(readFile(path)))
    assert.ok(counting.length > 2)
    assert.deepEqual(
      counting.filter((path) => !/\bprovisional\(|\bpublished:/.test(readFile(path))),
      [],
    )
  })
})

/** Keys whose reader is a later piece, and which. */
const READ_LATER: Readonly<Record<string, string>> = {
  pickUpReminders: 'reminders',
}

describe('keys of the pack', () => {
  const readers = listFiles()
    .filter((path) => /^(domain|server|faces\/[a-z]+)\/src\/.*\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .filter((path) => !path.endsWith('/policy/pack.ts') && !path.endsWith('/policy/workflow-policy.ts'))
    .map(readFile)
    .join('\n')
  for (const key of keysOf(packSchema).filter((name) => READ_LATER[name] === undefined)) {
    it(`${key} is read by a rule or a use case`, () =>
      assert.match(readers, new RegExp(`(\\.|[{,]\\s*|\\[')${key}\\b`)))
  }
})

describe('coverage', () => {
  for (const book of BOOKS) {
    const rows = coverageOf(book)
    it(`no row of ${book.id} is empty: a rule, a case, a screen, or why not`, () => {
      const open = rows.filter((one) => !isCarried(one) && !isExplained(one))
      assert.deepEqual(
        open
          .filter((one) => one.packs.length === 0 || BOOKS_IN_FULL.includes(book.id))
          .map(({ reference }) => reference),
        [],
      )
    })
    it(`what is carried of ${book.id} is not called later`, () => {
      const both = rows.filter((one) => one.later !== undefined && (one.rules.length > 0 || one.cases > 0))
      assert.deepEqual(
        both.map(({ reference }) => reference),
        [],
      )
    })
  }
  it('a clause that says the same as another is carried by it', () => {
    const rows = BOOKS.flatMap(coverageOf)
    const leaning = rows.filter(({ by }) => by !== undefined)
    assert.ok(leaning.length > 5)
    assert.deepEqual(
      leaning
        .filter(({ by }) => !rows.some((row) => row.reference === by && row.by === undefined && isCarried(row)))
        .map(({ reference }) => reference),
      [],
    )
  })
  it('every field and note of the form and every box of the charts has a row of its own', () => {
    const book = BOOKS.find(({ id }) => id === 'FS-2016-14')
    const names = Object.keys(book?.clauses ?? {})
    assert.deepEqual(
      FORM_FIELDS.filter(({ zh }) => !names.includes(`附件1.${zh}`)).map(({ field }) => field),
      [],
    )
    assert.deepEqual(
      FILL_IN_NOTES.filter(({ number }) => !names.includes(`附件1.说明${number}`)),
      [],
    )
    assert.equal(names.filter((name) => name.startsWith('附件2.')).length, 20)
    assert.equal(names.filter((name) => name.startsWith('附件3.')).length, 11)
  })
  it('every field of the form is on a screen, or the later piece is named', () => {
    const rows = BOOKS.filter(({ id }) => id === 'FS-2016-14').flatMap(coverageOf)
    const fields = rows.filter(({ reference }) => /附件1\.(?!说明)/.test(reference))
    assert.ok(fields.length > 50)
    assert.deepEqual(
      fields
        .filter((row) => row.screens.length === 0 && row.rest === undefined && !isExplained(row))
        .map(({ reference }) => reference),
      [],
    )
  })
  it('the screens exist: the file that draws each, and its address in the router', () => {
    const router = readFile('faces/counter/src/app/router.tsx')
    for (const { screen, at } of SCREENS) {
      assert.ok(exists(at), `${at} does not exist`)
      const [face, address] = screen.split(' ')
      if (face === 'counter') assert.ok(router.includes(`path: '${address}'`), `${screen} is no address of the counter`)
    }
  })
  it('the parameters page is given every part of a pack', () => {
    const given = readFile('server/src/usecases/get-pack.ts')
    assert.match(given, /\.\.\.(rules|rest|parts)\b/)
  })
  it('remarks speak of clauses that exist', () => {
    assert.deepEqual(
      listRemarked().filter((reference) => !isKnownClause(reference)),
      [],
    )
  })
  it('the page is what the law and the code say now', () => {
    assert.ok(readFile(LAW_COVERAGE_PAGE) === lawCoveragePage(), 'Run node dev/src/law-coverage.ts and commit the page')
  })
})

describe('interpretations', () => {
  const readings = listInterpretations()
  const ids = readings.map(({ id }) => id)
  it('are numbered upward, no number twice', () => {
    assert.ok(ids.every((id) => /^I-\d{3}$/.test(id)))
    assert.deepEqual(ids, [...new Set(ids)].toSorted())
  })
  it('each that is mentioned exists', () => {
    const mentioned = listFiles()
      .filter((path) =>
        /^(law|domain|standards|contract|server|faces|card-service|docs)\/.*\.(ts|tsx|yaml|md)$/.test(path),
      )
      .flatMap((path) => (readFile(path).match(/\bI-\d{3}\b/g) ?? []).map((id) => ({ path, id })))
    assert.ok(mentioned.length > 50)
    assert.deepEqual(
      mentioned.filter(({ id }) => !ids.includes(id)),
      [],
    )
  })
  for (const { id, title, text } of readings) {
    it(`${id} says why and where it is used`, () => {
      assert.ok(title.length > 10)
      const [reason = '', used] = text.split('*Used in:*')
      assert.ok(reason.trim().length > 60, 'no reason')
      assert.ok(used !== undefined, 'no place')
      for (const [, path = ''] of used.matchAll(/`([a-z-]+\/[a-z/-]+\.ts)`/g)) {
        // A rule by its place in the domain; anything else by its place in the repository.
        assert.ok(exists(`domain/src/${path}`) || exists(path), `${path} does not exist`)
      }
    })
  }
})

/** Places where a value stands without clause or gist: an object with `value` has both, and lists of objects do. */
function unsourced(node: unknown, at: string): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((part, index) => unsourced(part, `${at}[${index}]`))
  if (typeof node !== 'object' || node === null) return []
  const isBare = 'value' in node && !('law' in node && 'gist' in node)
  return [
    ...(isBare ? [at] : []),
    ...Object.entries(node).flatMap(([key, part]) => (key === 'value' ? [] : unsourced(part, `${at}.${key}`))),
  ]
}

/** The names of all fields of a schema down to the values; those of a record are data, not fields. */
function keysOf(schema: unknown): readonly string[] {
  const found = new Set<string>()
  const ordinary = new Set(['value', 'law', 'gist', 'zh', 'en', 'id', 'title', 'source'])
  const visit = (node: unknown): void => {
    if (node instanceof z.ZodObject) {
      for (const [key, part] of Object.entries(node.shape)) {
        if (!ordinary.has(key)) found.add(key)
        if (key !== 'value') visit(part)
      }
    } else if (node instanceof z.ZodArray) visit(node.element)
    else if (node instanceof z.ZodNullable || node instanceof z.ZodDefault || node instanceof z.ZodOptional)
      visit(node.unwrap())
    else if (node instanceof z.ZodRecord) visit(node.valueType)
  }
  visit(schema)
  return [...found]
}
