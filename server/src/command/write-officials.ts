import { writeFileSync } from 'node:fs'
import { officialKeysSm3, type OfficialKeys } from '@anju/crypto/official-roster.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import type { Deps } from '../deps.ts'
import { listPublicKeys } from '../store/authenticator.ts'
import { recordRosterHandover } from '../store/roster-handover.ts'
import type { Say } from './migrate.ts'

/** Writes `{ "<official id>": ["<public key>", …] }` as `crypto/src/verify-case.ts` reads it, and notes that it did. */
export async function writeOfficials(environment: Environment, path: string, say: Say): Promise<void> {
  const { deps, close } = await wire(environment, 'officials')
  try {
    await handOverRoster(deps, path, systemNow(), say)
  } finally {
    await close()
  }
}

/** @param at - before the keys are read: one that is bound meanwhile counts as newer */
export async function handOverRoster(deps: Deps, path: string, at: string, say: Say): Promise<OfficialKeys> {
  const keys: Record<string, string[]> = {}
  for (const { official_id, kind, public_key } of await listPublicKeys(deps.shared))
    (keys[official_id] ??= []).push(public_key.toString(kind === 'ukey' ? 'hex' : 'base64url'))
  writeFileSync(path, `${JSON.stringify(keys, null, 1)}\n`)
  const written = { officials: Object.keys(keys).length, keys: Object.values(keys).flat().length }
  const digest = officialKeysSm3(keys)
  await recordRosterHandover(deps.shared, { at, digest, ...written })
  say(
    `${written.officials} officials, ${written.keys} keys; digest ${digest}. Read it to whoever pins the file. Noted as handed over: keys bound from now on are newer.`,
  )
  return keys
}
