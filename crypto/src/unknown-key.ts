import { NotAuthentic } from './sm4-gcm.ts'

/** Thrown when something was sealed under a key that this key folder does not have, or has no more. */
export class UnknownKey extends NotAuthentic {
  readonly kid: string

  constructor(kid: string) {
    super()
    this.name = 'UnknownKey'
    this.kid = kid
    this.message = `Sealed under root key ${kid}, which this key folder does not have. Bring the folder up to date from where the key was rotated, or restore it from its backup.`
  }
}
