import { NotAuthentic } from './sm4-gcm.ts'

/** Thrown when something of a person is to be opened whose key was destroyed: their facts were deleted, and nobody reads them again. */
export class KeyDestroyed extends NotAuthentic {
  constructor() {
    super()
    this.name = 'KeyDestroyed'
    this.message = 'The key was destroyed with the deletion of the person'
  }
}
