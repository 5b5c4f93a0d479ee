import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { canonicalJson } from './canonical-json.ts'
import { parseStrictJson, StrictJsonError } from './strict-json.ts'

test('RFC 8785 §3.2.3: keys sort by UTF-16 code unit, whatever their language', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
  const keys = Object.keys(JSON.parse(canonicalJson(value)))
  assert.deepEqual(keys.toSorted(), ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'])
  assert.equal(canonicalJson(value), '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
})

test('RFC 8785 §3.2.2.2: the shortest escapes', () => {
  assert.equal(canonicalJson('€$\u000f\nA\'B"\\\\"/'), String.raw`"€$\u000f\nA'B\"\\\\\"/"`)
})

test('what has no one spelling is refused', () => {
  const cycle: unknown[] = []
  cycle.push(cycle)
  const bad = [
    1.5,
    NaN,
    2 ** 53,
    undefined,
    { a: undefined },
    [undefined],
    '\ud800',
    { '\udfff': 1 },
    new Date(0),
    Buffer.of(1),
  ]
  for (const value of [...bad, new Map(), 1n, () => 1, Symbol('x'), cycle, Array(2)]) {
    assert.throws(() => canonicalJson(value), TypeError)
  }
  assert.equal(canonicalJson({ b: [null, true, -1], a: '居' }), '{"a":"居","b":[null,true,-1]}')
})

const BAD_TEXTS: readonly (readonly [string, string])[] = [
  ['a duplicate key', '{"a":1,"a":1}'],
  ['a duplicate key, spelled two ways', String.raw`{"a":1,"\u0061":2}`],
  ['a float', '{"a":1.0}'],
  ['an exponent', '1e3'],
  ['minus zero', '-0'],
  ['a leading zero', '01'],
  ['a number past 2^53', '9007199254740992'],
  ['depth 9', '[[[[[[[[[1]]]]]]]]]'],
  ['the key __proto__', '{"__proto__":{}}'],
  ['a lone surrogate', String.raw`"\ud800"`],
  ['a control character', '"\u0001"'],
  ['a byte-order mark', '\ufeff{}'],
  ['a trailing comma in a list', '[1,]'],
  ['a trailing comma in an object', '{"a":1,}'],
  ['two values', '1 2'],
  ['an unfinished string', '"a'],
  ['an unfinished escape', String.raw`"\u12"`],
  ['an unknown escape', String.raw`"\x"`],
  ['a comment', '1//'],
  ['single quotes', "{'a':1}"],
  ['a bare word', 'undefined'],
  ['nothing', ''],
  ['an object that does not end', '{"a":1'],
  ['a list that does not end', '[1'],
  ['a missing colon', '{"a" 1}'],
]

for (const [name, text] of BAD_TEXTS) {
  test(`strict JSON refuses ${name}`, () => assert.throws(() => parseStrictJson(text), StrictJsonError))
}

test('strict JSON refuses broken UTF-8 and a mark in bytes', () => {
  assert.throws(() => parseStrictJson(Buffer.from([0x22, 0xff, 0x22])), StrictJsonError)
  assert.throws(() => parseStrictJson(Buffer.from('\ufeff{}')), StrictJsonError)
  assert.deepEqual(parseStrictJson(Buffer.from(' { "a" : [ 1 , "居" ] } ')), { a: [1, '居'] })
  assert.deepEqual(parseStrictJson('[[[[[[[[1]]]]]]]]'), [[[[[[[[1]]]]]]]])
})

test('property: what canonical JSON writes, strict JSON and the built-in parser read alike', () => {
  const key = fc.string({ unit: 'grapheme' }).filter((text) => text !== '__proto__')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  }))
  fc.assert(
    fc.property(value, (sample) => {
      const text = canonicalJson(sample)
      assert.deepEqual(parseStrictJson(text), JSON.parse(text))
      assert.equal(canonicalJson(parseStrictJson(text)), text)
    }),
    { seed: 663, numRuns: 300 },
  )
})
