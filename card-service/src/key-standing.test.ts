import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyStanding } from '@anju/domain/access/key-standing.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { KEYS_WANTED, keysLacking, type KeySpan } from './key-standing.ts'

const law = 'FS-2016-14:三.四' as const
const policy = {
  authenticators: { value: KEYS_WANTED, law, gist: '' },
  secondKeyGraceDays: { value: 7, law, gist: '' },
}
const at = (day: number, hour: number) => new Date(Date.UTC(2026, 0, day, hour)).toISOString()

test('第二把密钥的规则和登记系统一致：the same answer as the registry, over every pair of keys in three weeks and every day after', () => {
  let asked = 0
  const states = new Set<string>()
  for (let bound = 1; bound <= 21; bound += 4)
    for (let lost = bound; lost <= 25; lost += 3)
      for (const hour of [3, 17])
        for (let day = 1; day <= 40; day += 1) {
          const keys: KeySpan[] = [
            { boundAt: at(1, hour), revokedAt: null },
            { boundAt: at(bound, hour), revokedAt: at(lost, 20) },
            { boundAt: at(30, hour), revokedAt: null },
          ].slice(0, day % 3 === 0 ? 3 : 2)
          const on = new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10)
          const ours = keysLacking(keys, on, 7)
          const theirs = keyStanding(keys, parsePlainDate(on), policy)
          const expected = 'since' in theirs ? { ...theirs, law: undefined } : undefined
          assert.deepEqual(ours === undefined ? undefined : { ...ours, law: undefined }, expected)
          states.add(ours?.state ?? 'complete')
          asked += 1
        }
  assert.ok(asked > 1_000)
  assert.deepEqual([...states].toSorted(), ['complete', 'grace', 'lapsed'])
})
