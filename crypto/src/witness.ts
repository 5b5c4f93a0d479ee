/**
 * A witness outside, for a city without a police boundary or beside it: run once an hour or oftener by an office that does not
 * administer the registry, on a machine of its own, with nothing of the registry but this folder.
 *
 *     node crypto/src/witness.ts <registry address> <city> <registry.json> <own folder>
 *
 * It takes the newest public checkpoint with the proof that it continues the one it holds, signs it with a key of its own and keeps
 * both in its folder. `witness.json` there is its public key: carried to the registry once. `<city>.txt` is the signed
 * checkpoint: handed back with `take-witness`, and printed or kept as an anchor for `verify`. Ends with 0 when it signed, else 1.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { writePrivateFile } from './key-file.ts'
import { publicKeyId } from './key-set.ts'
import { verifyKeyList } from './key-list.ts'
import { assertKnownAnswers } from './known-answer.ts'
import { checkpointOrigin, cosignedBytes, isCosignedBy, parseNote, signatureLine } from './merkle-checkpoint.ts'
import { decideWitness, OFFICE_WITNESS, witnessRequestText } from './merkle-witness.ts'
import { generateSm2KeyPair, isSm2PublicKey, sm2PublicKeyOf, sm2Sign } from './sm2.ts'
import type { Sm2KeyPair } from './sm2.ts'

type Answer = { readonly note: string; readonly size: number }

export type Witnessing = {
  readonly address: string
  readonly city: string
  readonly registryKeys: readonly string[]
  readonly folder: string
  readonly ask: (url: string) => Promise<unknown>
}

/**
 * Signs the newest checkpoint of a city once.
 * @returns the signed note
 * @throws Error with why it did not sign; for a ledger that does not continue the one held, both are kept in the folder
 */
export async function witnessOnce({ address, city, registryKeys, folder, ask }: Witnessing): Promise<string> {
  const keys = ownKeys(folder)
  const heldFile = join(folder, `${city}.txt`)
  const held = existsSync(heldFile) ? parseNote(readFileSync(heldFile, 'utf8')) : undefined
  if (existsSync(heldFile) && (held === undefined || !isCosignedBy(held, OFFICE_WITNESS, [keys.publicKey])))
    throw new Error(`${heldFile} is not what this witness signed`)
  const ledger = `${address}/api/${city}/ledger`
  const newest = answerOf(await ask(`${ledger}/checkpoint`))
  const own = parseNote(newest.note)
  if (own === undefined) throw new Error('The registry gave no checkpoint')
  const oldSize = held?.checkpoint.size ?? 0
  const proof =
    held === undefined || oldSize >= newest.size
      ? []
      : proofOf(await ask(`${ledger}/consistency?from=${oldSize}&to=${newest.size}`))
  const decision = decideWitness(witnessRequestText({ oldSize, proof, note: newest.note }), {
    origin: checkpointOrigin(city),
    publicKeys: registryKeys,
    held: held?.checkpoint,
  })
  if (decision.act === 'contradicts') {
    writeFileSync(join(folder, `${city}-contradicts-${newest.size}.txt`), newest.note)
    throw new Error(
      `CONTRADICTION: the ledger of ${city} does not continue the one of size ${oldSize} that is held. Both are kept; tell the audit department.`,
    )
  }
  if (decision.act !== 'sign')
    throw new Error(
      `Not signed: the checkpoint ${decision.act === 'refuse' ? 'is not of this registry' : 'is older than the one held'}`,
    )
  const line = signatureLine(OFFICE_WITNESS, publicKeyId(keys.publicKey), sm2Sign(cosignedBytes(own.body), keys))
  const note = `${newest.note
    .split('\n')
    .filter((each) => !each.startsWith(`— ${OFFICE_WITNESS} `))
    .join('\n')}${line}\n`
  writeFileSync(`${heldFile}.new`, note, { flush: true })
  renameSync(`${heldFile}.new`, heldFile)
  return note
}

/** The key of this witness, made the first time. */
function ownKeys(folder: string): Sm2KeyPair {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'witness-key.json')
  if (!existsSync(file)) {
    const made = generateSm2KeyPair()
    writePrivateFile(file, `${JSON.stringify({ secret: made.privateKey })}\n`)
    const told = { format: 'anju-witness/1', name: OFFICE_WITNESS, signingPublicKey: made.publicKey }
    writeFileSync(join(folder, 'witness.json'), `${JSON.stringify(told, null, 1)}\n`)
  }
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof read !== 'object' || read === null || !('secret' in read) || typeof read.secret !== 'string')
    throw new Error(`${file} holds no key`)
  return { privateKey: read.secret, publicKey: sm2PublicKeyOf(read.secret) }
}

function answerOf(value: unknown): Answer {
  if (typeof value !== 'object' || value === null || !('note' in value) || !('size' in value))
    throw new Error('The registry gave no checkpoint')
  if (typeof value.note !== 'string' || typeof value.size !== 'number')
    throw new Error('The registry gave no checkpoint')
  return { note: value.note, size: value.size }
}

function proofOf(value: unknown): readonly Buffer[] {
  if (typeof value !== 'object' || value === null || !('proof' in value) || !Array.isArray(value.proof))
    throw new Error('The registry gave no proof')
  return value.proof.map((hash: unknown) => Buffer.from(String(hash), 'hex'))
}

/** The signing keys of a registry, out of its public identity or its key list. */
export function signingKeysIn(text: string): readonly string[] {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) throw new Error('No public identity of a registry')
  if (
    'signingPublicKey' in value &&
    typeof value.signingPublicKey === 'string' &&
    isSm2PublicKey(value.signingPublicKey)
  )
    return [value.signingPublicKey]
  if ('keys' in value && Array.isArray(value.keys)) {
    // The first key of a list is the one that was read out at the ceremony; the others follow from it.
    const [first]: unknown[] = value.keys
    if (typeof first === 'object' && first !== null && 'publicKey' in first)
      return verifyKeyList(value, [String(first.publicKey)]).map(({ publicKey }) => publicKey)
  }
  throw new Error('No public identity of a registry')
}

if (import.meta.main) {
  const [address, city, registry, folder] = process.argv.slice(2)
  if (address === undefined || city === undefined || registry === undefined || folder === undefined) {
    process.stdout.write('witness <registry address> <city> <registry.json> <own folder>\n')
    process.exitCode = 2
  } else {
    assertKnownAnswers()
    try {
      const registryKeys = signingKeysIn(readFileSync(registry, 'utf8'))
      process.stdout.write(await witnessOnce({ address, city, registryKeys, folder, ask: readJson }))
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 1
    }
  }
}

async function readJson(url: string): Promise<unknown> {
  return (await fetch(url)).json()
}
