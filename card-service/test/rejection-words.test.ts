import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { explainRejection, REJECTION_WORDS } from '../face/src/exchange/rejection-words.ts'

it('every reason for setting a package aside has words in both languages and its clause', () => {
  const source = readFileSync(new URL('../../exchange/src/rejection.ts', import.meta.url), 'utf8')
  const codes = [...source.matchAll(/^ {2}\| '([a-z0-9-]+)'$/gm)].map(([, code]) => code ?? '')
  assert.ok(codes.length > 20)
  assert.deepEqual(Object.keys(REJECTION_WORDS).toSorted(), codes.toSorted())
  assert.match(explainRejection('signature', 'zh'), /签名不符.*佛府办函〔2016〕14号/)
  assert.match(explainRejection('signature', 'en'), /signature does not match.*Foshan notice/)
  assert.equal(explainRejection('forked', 'en'), 'forked')
})
