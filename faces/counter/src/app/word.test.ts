import assert from 'node:assert/strict'
import { it } from 'node:test'
import { KIT_WORDS } from '@anju/face-kit/kit-words.ts'
import { COUNTER_WORDS } from '../counter-words.ts'

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name)

for (const [name, table] of [
  ['counter', COUNTER_WORDS],
  ['kit', KIT_WORDS],
] as const) {
  it(`${name}: both languages say something and ask for the same values`, () => {
    const zh: Readonly<Record<string, string>> = table.zh
    const en: Readonly<Record<string, string>> = table.en
    assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort())
    for (const [key, text] of Object.entries(zh)) {
      assert.notEqual(text.trim(), '', key)
      // An English sentence may leave out a value that only Chinese grammar needs, never ask for another.
      for (const hole of holes(en[key] ?? '')) assert.ok(holes(text).includes(hole), `${key} asks for ${hole}`)
    }
  })
}
