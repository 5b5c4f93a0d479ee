import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { actorIdOf, withoutFractions } from './record-event.ts'

export type NewVisit = {
  readonly personId: string
  readonly wrappedKey: Buffer
  readonly divisionCode: string
  readonly registrationId?: string
  readonly applicationId?: string
  readonly visitedOn: string
  readonly kind: 'declaration' | 'application' | 'patrol' | 'presence'
  readonly outcome: string
  /** What was found at the door: note, reason, position fix, photo reference. Kept under the person's key. */
  readonly findings: Readonly<Record<string, unknown>>
}

export async function recordVisit(tx: Tx, deps: Deps, act: Act, visit: NewVisit): Promise<void> {
  const visitId = deps.newId()
  const place = { table: 'visit', column: 'findings_enc', rowId: visitId, personId: visit.personId }
  await tx.write(
    `insert into visit (visit_id, person_id, registration_id, application_id, division_code, official_id, visited_on, kind, outcome, findings_enc)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      visitId,
      visit.personId,
      visit.registrationId ?? null,
      visit.applicationId ?? null,
      visit.divisionCode,
      actorIdOf(act),
      visit.visitedOn,
      visit.kind,
      visit.outcome,
      deps.crypto.seal(place, canonicalJsonBytes(withoutFractions(visit.findings)), visit.wrappedKey),
    ],
  )
}

/** Whether the official has a visit of their own among those of a case. */
export async function listVisitorsOf(
  db: Db,
  registrationId: string,
): Promise<
  readonly {
    readonly official_id: string
    readonly visited_on: string
    readonly outcome: string
    readonly kind: string
  }[]
> {
  return db.read(
    'select official_id, visited_on, outcome, kind from visit where registration_id = $1 order by visited_on, recorded_at',
    [registrationId],
  )
}
