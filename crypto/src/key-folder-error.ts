/**
 * Why a key folder was not taken.
 *
 * - `missing`: there is none at that place
 * - `already-there`: a new one was asked for where something stands
 * - `not-private`: somebody else may read it, or owns it, or it is a link
 * - `incomplete`: a file is gone · `foreign`: a file is from another folder · `damaged`: a file does not match its check
 * - `wrong-role`: it belongs to the other node
 */
export type KeyFolderFault =
  | 'missing'
  | 'already-there'
  | 'not-private'
  | 'incomplete'
  | 'foreign'
  | 'damaged'
  | 'wrong-role'

/** Stops a start. The message names the file and the way out; no key is ever made to get around it. */
export class KeyFolderError extends Error {
  readonly fault: KeyFolderFault
  readonly path: string

  constructor(fault: KeyFolderFault, path: string, wayOut: string) {
    super(`Key folder ${fault}: ${path}. ${wayOut}`)
    this.name = 'KeyFolderError'
    this.fault = fault
    this.path = path
  }
}
