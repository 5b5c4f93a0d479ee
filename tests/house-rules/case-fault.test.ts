import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { caseFaultText } from '@anju/contract/message/case-fault-words.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const isChinese = (text: string) => /\p{Script=Han}/u.test(text)

test('个案核验的每一种说法都有中文 · every fault of the verifier has words in Chinese', () => {
  const verifier = read('crypto/src/merkle-case-bundle.ts')
  const key = `${read('crypto/src/signing-evidence.ts')}${read('crypto/src/webauthn-assertion.ts')}`
  const text = `('(?:[^'\\\\]|\\\\.)+'|"[^"]+"|\`[^\`]+\`)`
  const said = [
    ...verifier.matchAll(new RegExp(`(?:say|ofCase)\\((?:'[a-z]+', )?${text}`, 'g')),
    ...verifier.matchAll(new RegExp(`(?:faults\\.push\\(|faults: \\[|notTheirs: |[?:] )${text}(?= *[\\])},\\n])`, 'g')),
    ...key.matchAll(new RegExp(`(?:faults\\.push\\(|return (?:holds \\? \\[\\] : )?\\[)${text}`, 'g')),
  ].map(([, found = '']) => found.slice(1, -1).replaceAll(/\$\{[^}]*\}/g, 'x'))
  const faults = said.filter((each) => each.includes(' ') && !/^(?:signature under )?event x: x$/.test(each))
  assert.ok(faults.length >= 25, `the faults can no longer be read: ${faults.join('; ')}`)
  assert.deepEqual(
    faults.filter((fault) => !isChinese(caseFaultText(fault.replace(/^approve/, 'x'), 'zh'))),
    [],
  )
})

test('a fault that nobody translated is told as it is (negative control)', () => {
  assert.equal(caseFaultText('event 3: something new', 'zh'), 'something new')
  assert.equal(caseFaultText('event 3: not in the log at 7', 'en'), 'not in the log at 7')
})
