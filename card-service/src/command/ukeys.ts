import type { Environment } from '@anju/platform/launcher/environment.ts'
import { tellUKeys } from '@anju/platform/ukey/tell-ukeys.ts'

import { systemNow, wire } from '../app.ts'
import { listUKeysInUse } from '../store/authenticator.ts'
import type { Say } from './migrate.ts'

/** What is trusted of UKeys, and of every one in use whether it is taken. @returns whether all of them are */
export async function ukeys(environment: Environment, say: Say): Promise<boolean> {
  const { deps, close } = await wire(environment, 'ukeys')
  try {
    const keys = (await listUKeysInUse(deps.pool)).map(({ badge, label, public_key: publicKey, attestation }) => ({
      holder: badge,
      label,
      publicKey,
      certificate: attestation,
    }))
    return tellUKeys(deps.relyingParty.ukeyTrust, keys, systemNow(), say) === 0
  } finally {
    await close()
  }
}
