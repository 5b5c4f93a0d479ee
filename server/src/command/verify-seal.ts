import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { checkSeals as checkStoredSeals } from '../store/row-seal-check.ts'
import type { Finding } from './verify-finding.ts'

/** What is wrong with the sealed rows of a city, for the verifier. */
export async function checkSeals(db: Db, crypto: Pick<CryptoProvider, 'verifyMac'>): Promise<readonly Finding[]> {
  const faults = await checkStoredSeals(db, crypto)
  return faults.map(({ rowId: streamId, ...fault }): Finding => ({ check: 'seal', streamId, ...fault }))
}
