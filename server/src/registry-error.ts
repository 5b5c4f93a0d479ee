/** Why a request is stopped before any law is asked. */
export type StopCode =
  | 'not-found'
  | 'version-conflict'
  | 'signed-out'
  | 'city-not-served'
  | 'not-allowed'
  | 'unavailable'
  | 'locked'
  | 'step-up'
  | 'key-refused'
  | 'erased'

/** Stops a request: not found (or not the caller's to see), overtaken by another change, signed out. */
export class RegistryError extends Error {
  readonly code: StopCode
  constructor(code: StopCode, message: string) {
    super(message)
    this.name = 'RegistryError'
    this.code = code
  }
}
