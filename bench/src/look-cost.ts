import { randomUUID } from 'node:crypto'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { lookUpPerson } from '@anju/server/usecases/look-up-person.ts'
import { logLook } from '@anju/server/usecases/look-log.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openTestRegistry } from '@anju/tests/test-registry.ts'

/**
 * What it costs to write a look before the answer leaves: the same look-up with and without its row, turn by turn in the same
 * run, for one caller and for sixteen. Prints milliseconds each and the ratio.
 */
const ROUNDS = 4
const CALLS = 160

export async function measureLookCost(print: (line: string) => void): Promise<void> {
  const registry = await openTestRegistry()
  try {
    const act = registry.act(OFFICIALS.clerk, '2016-01-05', 'city')
    const declared = await registerResidence(registry.deps, act, {
      intentId: randomUUID(),
      ...declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04'),
    })
    if (!declared.ok) throw new Error('Nobody to look up')
    const ask = async (isWritten: boolean) => {
      const found = await lookUpPerson(registry.deps, act, ARRIVALS.zhang.idNumber)
      if (!found.ok || found.value.person === null) throw new Error('Not found')
      if (!isWritten) return
      const personIds = [found.value.person.personId]
      await logLook(registry.deps, act, {
        route: 'lookUpPerson',
        kind: 'search',
        personIds,
        fields: ['name', 'birthOn'],
        inFull: false,
        purpose: 'work-list',
        words: '',
        caseId: undefined,
        caseIsClaimed: false,
        clientIp: '127.0.0.1',
      })
    }
    for (const callers of [1, 16]) {
      const spent = { bare: 0, written: 0 }
      for (let round = 0; round < ROUNDS; round += 1) {
        spent.bare += await timeOf(callers, () => ask(false))
        spent.written += await timeOf(callers, () => ask(true))
      }
      const each = (ms: number) => (ms / ROUNDS / CALLS).toFixed(3)
      print(
        `${callers} callers: ${each(spent.bare)} ms without, ${each(spent.written)} ms with, ratio ${(spent.written / spent.bare).toFixed(2)}`,
      )
    }
  } finally {
    await registry.close()
  }
}

async function timeOf(callers: number, call: () => Promise<void>): Promise<number> {
  const began = performance.now()
  let left = CALLS
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (left > 0) {
        left -= 1
        await call()
      }
    }),
  )
  return performance.now() - began
}

if (import.meta.main) await measureLookCost((line) => process.stdout.write(`${line}\n`))
