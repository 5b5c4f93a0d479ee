import type { Act, Deps } from '../deps.ts'

/** The id of a case that begins with this command: the one its signature was given for, else a new one. */
export function newCaseId(deps: Deps, { signing }: Act): string {
  if (signing === undefined || !('statement' in signing) || signing.statement.caseVersion !== 0) return deps.newId()
  return signing.statement.caseId
}

/** The id of a case that begins beside another one in this command, by its first event: the one the signature names, else a new one. */
export function besideCaseId(deps: Deps, { signing }: Act, event: string): string {
  const beside = signing !== undefined && 'statement' in signing ? signing.statement.beside : []
  return beside.find((each) => each.caseVersion === 0 && each.event === event)?.caseId ?? deps.newId()
}
