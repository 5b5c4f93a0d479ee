import { crossAreaStanding, decideCrossArea, decideCrossAreaHours } from '@anju/domain/access/decide-cross-area.ts'
import { seesDivision } from '@anju/domain/access/compile-scope.ts'
import { mayPerform, postClause } from '@anju/domain/access/may-perform.ts'
import { maySeeResidents } from '@anju/domain/access/may-see-residents.ts'
import { granted, ground, refusal, refused, type Decision, type Ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf, type Intent } from '../store/intent.ts'
import { findOfficialNames } from '../store/office.ts'
import {
  type CrossAreaRow,
  findCrossArea,
  listCrossAreaRows,
  recordCrossArea,
  recordCrossAreaEnd,
  recordCrossAreaGrant,
} from '../store/opening.ts'
import { findPerson } from '../store/person.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { signedStep } from './signed-step.ts'

const LINES_MAX = 200
const HOUR_MS = 3_600_000

export type AskCrossArea = {
  readonly intentId: string
  readonly personId: string
  readonly reason: string
  readonly hours: number
}

/** Asks to look at one file of another area (跨区协查); whoever is in charge of the address decides. */
export async function askCrossArea(deps: Deps, act: Act, command: AskCrossArea): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { personId, reason, hours } = command
  const { actor } = act
  if (actor.kind !== 'official') throw new Error('Only an official asks for a cross-area look')
  const decision = decideCrossAreaHours(hours, pack.access)
  if (!decision.ok) return decision
  const intent = intentOf(command.intentId, 'cross-area/ask', command)
  return carryOut(deps, act, intent, async (tx) => {
    const person = await findPerson(tx, personId)
    if (person === undefined) throw new RegistryError('not-found', 'No such person in this city')
    const grantId = deps.newId()
    const asked = { grantId, personId, reason, hours, askedOn: act.legalOn }
    const { officialId, postId } = actor
    await Promise.all([
      recordCrossArea(tx, { ...asked, divisionCode: person.division_code, officialId, postId }),
      tell(
        deps,
        act,
        tx,
        { intent, grantId, version: 1, kind: 'ask-cross-area', facts: { reason, hours } },
        // Whoever is named beside a person in the ledger took part in their matter and sees it under 本人; asking is no part in it.
        undefined,
        decision.grounds,
      ),
    ])
    return granted({ subjectId: grantId, version: 1 }, decision.grounds)
  })
}

/** Grants a look into the divisions of the post; it is over by itself. */
export async function grantCrossArea(
  deps: Deps,
  act: Act,
  command: { readonly intentId: string; readonly grantId: string },
): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'cross-area/grant', command)
  return carryOut(deps, act, intent, async (tx) => {
    const row = await getCrossArea(tx, command.grantId)
    const by = actorIdOf(act)
    const law = postClause(act.actor, pack.workflow)
    const standing = crossAreaStanding(instantsOf(row), act.at)
    const decision = decideCrossArea(standing, row.official_id, by, row.hours, pack.access)
    if (!decision.ok) return decision
    // Seen as one's own request is not in charge of it.
    if (!seesDivision(act.scope, row.division_code)) return refused(refusal('access.outside-scope', law))
    const untilAt = new Date(Date.parse(act.at) + row.hours * HOUR_MS).toISOString()
    const written = await recordCrossAreaGrant(tx, row, by, act.at, untilAt)
    if (!written) throw new RegistryError('version-conflict', 'It was decided in this instant')
    const told = { intent, kind: 'grant-cross-area', facts: { untilAt }, ...signedStep('open-area', pack.workflow) }
    await tellOf(deps, act, tx, told, row, decision.grounds)
    return granted({ subjectId: row.grant_id, version: row.version + 1 }, decision.grounds)
  })
}

/** Ends a look or refuses it; who asked may take it back. */
export async function endCrossArea(
  deps: Deps,
  act: Act,
  command: { readonly intentId: string; readonly grantId: string; readonly reason: string },
): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'cross-area/end', command)
  return carryOut(deps, act, intent, async (tx) => {
    const row = await getCrossArea(tx, command.grantId)
    const { law } = pack.access.crossAreaHoursMax
    if (row.official_id !== actorIdOf(act)) {
      const authority = mayPerform(act.actor, 'open-area', pack.workflow)
      if (!authority.ok) return authority
    }
    const standing = crossAreaStanding(instantsOf(row), act.at)
    if (standing !== 'asked' && standing !== 'open') return refused(refusal('access.already-decided', law))
    const written = await recordCrossAreaEnd(tx, row, actorIdOf(act), act.at, command.reason)
    if (!written) throw new RegistryError('version-conflict', 'It was decided in this instant')
    const grounds = [ground(law, 'access.cross-area-ended')]
    await tellOf(deps, act, tx, { intent, kind: 'end-cross-area', facts: { reason: command.reason } }, row, grounds)
    return granted({ subjectId: row.grant_id, version: row.version + 1 }, grounds)
  })
}

/** One's own requests, and those into the divisions of the post, the newest first. */
export async function listCrossArea(deps: Deps, act: Act) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const rows = await act.city.pool.look(act.scope, async (db) => {
    const found = await listCrossAreaRows(db, LINES_MAX)
    return Promise.all(found.map(async (row) => ({ row, person: await findPerson(db, row.person_id) })))
  })
  const officials = rows.flatMap(({ row }) => [row.official_id, ...(row.granted_by === null ? [] : [row.granted_by])])
  const names = await findOfficialNames(deps.shared, [...new Set(officials)])
  const maySomewhere = mayPerform(act.actor, 'open-area', pack.workflow).ok
  const servesResidents = maySeeResidents(act.actor, pack.workflow).ok
  const me = actorIdOf(act)
  return {
    hoursMax: pack.access.crossAreaHoursMax.value,
    grants: rows.map(({ row, person }) => {
      const standing = crossAreaStanding(instantsOf(row), act.at)
      const inCharge = maySomewhere && seesDivision(act.scope, row.division_code)
      return {
        grantId: row.grant_id,
        personId: row.person_id,
        personName: servesResidents ? (person?.name ?? null) : null,
        divisionCode: row.division_code,
        askedBy: names.get(row.official_id) ?? '',
        reason: row.reason,
        hours: row.hours,
        askedOn: row.asked_on,
        standing,
        grantedBy: row.granted_by === null ? null : (names.get(row.granted_by) ?? ''),
        untilAt: row.until_at,
        endReason: row.end_reason,
        mayGrant: standing === 'asked' && inCharge && row.official_id !== me,
        mayEnd: (standing === 'asked' || standing === 'open') && (inCharge || row.official_id === me),
      }
    }),
  }
}

async function getCrossArea(tx: Tx, grantId: string): Promise<CrossAreaRow> {
  const row = await findCrossArea(tx, grantId)
  if (row === undefined) throw new RegistryError('not-found', 'No such request within reach')
  return row
}

function instantsOf(row: CrossAreaRow) {
  return { grantedAt: row.granted_at, untilAt: row.until_at, endedAt: row.ended_at }
}

type Told = {
  readonly intent: Intent
  readonly kind: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly signedStep?: string
}

async function tellOf(deps: Deps, act: Act, tx: Tx, told: Told, row: CrossAreaRow, grounds: readonly Ground[]) {
  // Nor does taking it back make who asked a part of it. Whoever is in charge of the place is one.
  const person = row.official_id === actorIdOf(act) ? undefined : await findPerson(tx, row.person_id)
  await tell(deps, act, tx, { ...told, grantId: row.grant_id, version: row.version + 1 }, person, grounds)
}

async function tell(
  deps: Deps,
  act: Act,
  tx: Tx,
  told: Told & { readonly grantId: string; readonly version: number },
  person: { readonly person_id: string; readonly dek_wrapped: Buffer } | undefined,
  grounds: readonly Ground[],
): Promise<void> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { intent, grantId, version, kind, facts, signedStep: step } = told
  await recordEvents(tx, deps.crypto, deps.newId, {
    act,
    intent,
    streamId: grantId,
    pack: pack.id,
    person: person === undefined ? null : { personId: person.person_id, wrappedKey: person.dek_wrapped },
    events: [{ kind, version, facts, grounds, ...(step === undefined ? {} : { signedStep: step }) }],
    effects: [],
  })
}
