/** Why a request is stopped before any rule is asked. */
export type StopCode =
  | 'not-found'
  | 'version-conflict'
  | 'signed-out'
  | 'not-allowed'
  | 'key-refused'
  | 'locked'
  | 'step-up'

/** Stops a request: not found (or not the caller's to see), overtaken by another change, signed out. */
export class CardServiceError extends Error {
  readonly code: StopCode
  constructor(code: StopCode, message: string) {
    super(message)
    this.name = 'CardServiceError'
    this.code = code
  }
}
