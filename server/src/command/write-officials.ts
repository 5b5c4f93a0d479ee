import { writeFileSync } from 'node:fs'
import { officialKeysSm3 } from '@anju/crypto/official-roster.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { wire } from '../app.ts'
import { listPublicKeys } from '../store/authenticator.ts'
import type { Say } from './migrate.ts'

/** Writes `{ "<official id>": ["<public key>", …] }` as `crypto/src/verify-case.ts` reads it. */
export async function writeOfficials(environment: Environment, path: string, say: Say): Promise<void> {
  const { deps, close } = await wire(environment, 'officials')
  try {
    const keys: Record<string, string[]> = {}
    for (const { official_id, kind, public_key } of await listPublicKeys(deps.shared))
      (keys[official_id] ??= []).push(public_key.toString(kind === 'ukey' ? 'hex' : 'base64url'))
    writeFileSync(path, `${JSON.stringify(keys, null, 1)}\n`)
    say(
      `${Object.keys(keys).length} officials, ${Object.values(keys).flat().length} keys; digest ${officialKeysSm3(keys)}. Read it to whoever pins the file.`,
    )
  } finally {
    await close()
  }
}
