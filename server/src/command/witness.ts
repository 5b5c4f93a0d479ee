import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import { isCosignedBy, parseNote, signatureLine } from '@anju/crypto/merkle-checkpoint.ts'
import { isSm2PublicKey } from '@anju/crypto/sm2.ts'
import { OFFICE_WITNESS } from '@anju/crypto/merkle-witness.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { systemNow, wire } from '../app.ts'
import { findCheckpoint, recordCosignature } from '../store/checkpoint.ts'
import type { Say } from './migrate.ts'

/** The public key of the outside office, as it was carried here once: `witness/witness.json` beside the peers. */
export function officeKeys(peers: string): readonly string[] {
  const file = join(peers, 'witness', 'witness.json')
  if (!existsSync(file)) return []
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const key =
    typeof value === 'object' && value !== null && 'signingPublicKey' in value ? value.signingPublicKey : undefined
  if (typeof key !== 'string' || !isSm2PublicKey(key)) throw new Error(`${file} holds no public key of a witness`)
  return [key]
}

/**
 * `take-witness <city> <file>`: keeps the signature of an outside office under a checkpoint of ours.
 * @throws Error when the checkpoint is not ours, or not signed by the office that is known here
 */
export async function takeWitness(
  environment: Environment,
  { city: name, file }: { readonly city: string; readonly file: string },
  say: Say,
): Promise<void> {
  const keys = officeKeys(environment.peers)
  const [key] = keys
  if (key === undefined)
    throw new Error(`Put the office's witness.json into ${join(environment.peers, 'witness')} first`)
  const note = parseNote(readFileSync(file, 'utf8'))
  if (note === undefined || !isCosignedBy(note, OFFICE_WITNESS, keys))
    throw new Error(`${file} is not signed by the office that is known here`)
  const { deps, close } = await wire(environment, 'take-witness')
  try {
    const city = deps.cities.get(name)
    if (city === undefined) throw new Error(`No city ${name} that this version serves`)
    const { size, root } = note.checkpoint
    const signed = note.signatures.find((each) => each.name === OFFICE_WITNESS)
    await city.pool.transact(NO_SCOPE, async (tx) => {
      const ours = await findCheckpoint(tx, size)
      if (ours === undefined || !ours.root.equals(root) || signed === undefined)
        throw new Error(
          `The office holds a checkpoint of size ${size} that this database does not have: run verify with it`,
        )
      const line = signatureLine(OFFICE_WITNESS, publicKeyId(key), signed.signature)
      await recordCosignature(tx, { size, witness: OFFICE_WITNESS, line, at: systemNow() })
    })
    say(`${name}: the office has signed the checkpoint of size ${size}`)
  } finally {
    await close()
  }
}
