/**
 * Verifies a case offline, years later, with nothing of the registry but this folder and two kinds of files:
 *
 *     node crypto/src/verify-case.ts [--keys keys.json] case.json registry.json [card-service.json [officials.json]]
 *
 * `case.json` is the bundle; the others are the public identities of registry and card service as they were exchanged in the
 * key ceremony, which whoever verifies keeps from then, and the public keys of officials as they were written down when the keys
 * were bound. `keys.json` is the list of the registry's signing keys over the years, as `key-inventory` prints it: the key of the ceremony
 * vouches for the later ones, and each of them only for what it signed before its retirement. Ends with 0 when the case is as it was written, else with 1.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { verifyKeyList, type SigningKeyLife } from './key-list.ts'
import { assertKnownAnswers } from './known-answer.ts'
import { trustedKeyIds, verifyCaseBundle, type TrustedKeys } from './merkle-case-bundle.ts'
import { officialKeysSm3, parseOfficialKeys, type OfficialKeys } from './official-roster.ts'
import { isSm2PublicKey } from './sm2.ts'

/** @throws Error that names the file */
function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

function signingKeyIn(path: string): string {
  const identity: unknown = jsonIn(path)
  const key =
    typeof identity === 'object' && identity !== null && 'signingPublicKey' in identity
      ? identity.signingPublicKey
      : undefined
  if (typeof key !== 'string' || !isSm2PublicKey(key)) throw new Error(`${path} holds no signing key of a node`)
  return key
}

/** The signing keys that follow from the one of the ceremony; the list alone or inside an inventory. */
function keyLivesIn(path: string, trusted: string): readonly SigningKeyLife[] {
  const told: unknown = jsonIn(path)
  const list = typeof told === 'object' && told !== null && 'signingKeys' in told ? told.signingKeys : told
  return verifyKeyList(list, [trusted])
}

/** Public keys of officials, as {@link parseOfficialKeys} reads them. */
function officialsIn(path: string): OfficialKeys {
  const value = parseOfficialKeys(jsonIn(path))
  if (value === undefined) throw new Error(`${path} holds no keys of officials`)
  return value
}

const SAID_OF: Readonly<Record<string, string>> = {
  'security-key': 'by a security key',
  ukey: 'by a UKey',
  demo: "demo: nobody's key",
  'registry-only': 'by the registry only, from before officials had keys',
}

type Paths = {
  readonly bundle: string
  readonly registry: string
  readonly witness: string | undefined
  readonly officials: string | undefined
  readonly keys: string | undefined
}

/** Verifies and says what was found. @returns whether the case is as it was written */
function verifyFiles({ bundle, registry, witness, officials, keys: list }: Paths): boolean {
  assertKnownAnswers()
  const ceremony = signingKeyIn(registry)
  const lives = list === undefined ? [] : keyLivesIn(list, ceremony)
  const keys: TrustedKeys = {
    registry: lives.length === 0 ? [ceremony] : lives.map(({ publicKey }) => publicKey),
    registryLives: lives,
    witness: witness === undefined ? [] : [signingKeyIn(witness)],
    ...(officials === undefined ? {} : { officials: officialsIn(officials) }),
  }
  const ids = trustedKeyIds(keys)
  const verdict = verifyCaseBundle(jsonIn(bundle), keys)
  const lines = [
    ...verdict.faults,
    ...verdict.signed.map(
      ({ version, step, by, isKeyKnown, imagesGone, lending }) =>
        `event ${version}: ${step} signed ${SAID_OF[by] ?? by}${by === 'security-key' || by === 'ukey' ? (isKeyKnown ? ', known as theirs' : '; whose it is was not checked') : ''}${imagesGone === 0 ? '' : `; ${imagesGone} images of it are kept no more`}${lending === undefined ? '' : `; from a post that was lent: the bundle of ${lending} says by whom`}`,
    ),
    `keys: registry ${ids.registry.join(' ')}${ids.witness.length === 0 ? '' : `, witness ${ids.witness.join(' ')}`}`,
    ...(keys.officials === undefined ? [] : [`keys of officials: digest ${officialKeysSm3(keys.officials)}`]),
    `checkpoint of size ${verdict.size}, sealed ${verdict.sealedAt}, ${verdict.isWitnessed ? 'countersigned' : 'countersignature not checked'}`,
    `${verdict.events} events, ${verdict.signatures} signatures: ${verdict.faults.length === 0 ? 'as it was written' : `${verdict.faults.length} faults`}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return verdict.faults.length === 0
}

const { values, positionals } = parseArgs({ options: { keys: { type: 'string' } }, allowPositionals: true })
const [bundle, registry, witness, officials] = positionals
if (bundle === undefined || registry === undefined) {
  process.stdout.write(
    'verify-case [--keys <keys.json>] <case.json> <registry.json> [card-service.json [officials.json]]\n',
  )
  process.exitCode = 2
} else {
  try {
    process.exitCode = verifyFiles({ bundle, registry, witness, officials, keys: values.keys }) ? 0 : 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
