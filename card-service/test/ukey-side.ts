import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import type { OfficialKeys } from '@anju/crypto/official-roster.ts'
import { signingChallenge } from '@anju/crypto/signing-evidence.ts'
import { generateSm2KeyPair, sm2Sign, type Sm2KeyPair } from '@anju/crypto/sm2.ts'

/** UKeys of the officials who take each step. */
export type UkeysOfSteps = Readonly<Record<string, Sm2KeyPair>>

export function newUkeys(...steps: readonly string[]): UkeysOfSteps {
  return Object.fromEntries(steps.map((step) => [step, generateSm2KeyPair()]))
}

/** The roster that names them all, as `demoEvidence` calls their officials. */
export function rosterOf(...sets: readonly UkeysOfSteps[]): OfficialKeys {
  const officials: Record<string, string[]> = {}
  for (const [step, { publicKey }] of sets.flatMap((keys) => Object.entries(keys)))
    (officials[`official-${step}`] ??= []).push(publicKey)
  return officials
}

/** What a demo signed, signed with the UKeys of the steps instead. */
export function signedByUkeys(texts: readonly string[], keys: UkeysOfSteps): readonly string[] {
  return texts.map((text) => {
    const said: { statement: string } = JSON.parse(text)
    const told: { nonce: string; step: string } = JSON.parse(said.statement)
    const key = keys[told.step]
    if (key === undefined) throw new Error(`Nobody signs ${told.step}`)
    const statement = canonicalJson({ ...told, assurance: 'ukey' })
    const signature = sm2Sign(signingChallenge(statement, told.nonce), key).toString('base64url')
    return canonicalJson({ ...said, kind: 'ukey', statement, publicKey: key.publicKey, signature })
  })
}
