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
  | 'malicious-file'
  | 'scanner-unavailable'

/** Stops a request: not found (or not the caller's to see), overtaken by another change, signed out. */
export class RegistryError extends Error {
  readonly code: StopCode
  /** For the log of refusals only: what was found. Never a value of the request. */
  readonly finding: string | undefined
  constructor(code: StopCode, message: string, finding?: string) {
    super(message)
    this.name = 'RegistryError'
    this.code = code
    this.finding = finding
  }
}
