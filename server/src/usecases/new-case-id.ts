import type { Act, Deps } from '../deps.ts'

/** The id of a case that begins with this command: the one its signature was given for, else a new one. */
export function newCaseId(deps: Deps, { signing }: Act): string {
  if (signing === undefined || signing.kind === 'demo' || signing.statement.caseVersion !== 0) return deps.newId()
  return signing.statement.caseId
}
