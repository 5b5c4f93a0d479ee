import { applicationDueOn, applicationProvisional } from '@anju/domain/application/application-due-on.ts'
import { CLOSED_APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { productionDueOn } from '@anju/domain/application/production-due-on.ts'
import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import { ground } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { registrationDueOn } from '@anju/domain/registration/registration-due-on.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import {
  type ApplicationFields,
  type ApplicationRow,
  changeApplication,
  findApplication,
} from '../store/application.ts'
import { forgetProvisionalDue, type ProvisionalKind, recordProvisionalDue } from '../store/provisional-due.ts'
import { recordEvents } from '../store/record-event.ts'
import { findRegistration, recordDueOn } from '../store/registration.ts'

/**
 * Counts the due days of a case again, now that the working days of a year are published (放假安排公布). What was provisional
 * becomes certain; a day that moves is told in the history. By the sweep only.
 * @returns whether the mark was removed now.
 */
export async function confirmDueDays(
  deps: Deps,
  act: Act,
  { id, kind }: { readonly id: string; readonly kind: ProvisionalKind },
): Promise<boolean> {
  return act.city.pool.transact(act.scope, async (tx) => {
    const stillMissing =
      kind === 'application'
        ? await confirmApplication(deps, act, tx, id)
        : await confirmRegistration(deps, act, tx, id)
    if (stillMissing === undefined) await forgetProvisionalDue(tx, id)
    else await recordProvisionalDue(tx, kind, id, stillMissing)
    return true
  })
}

/** @returns the year that is still missing, if the period runs on into another one. */
async function confirmApplication(deps: Deps, act: Act, tx: Tx, id: string): Promise<number | undefined> {
  const row = await findApplication(tx, id)
  if (row === undefined || CLOSED_APPLICATION_STATES.includes(row.state)) return undefined
  const pack = packInForce(deps.packs, act.city.jurisdiction, row.accepted_on ?? row.applied_on)
  const due = row.accepted_on === null ? undefined : productionDueOn(row.accepted_on, pack.production, deps.calendar)
  const dueOn = due?.plainOn ?? null
  const waiting = { state: row.state, since: row.state_since, appliedOn: row.applied_on, productionDueOn: dueOn }
  const change = {
    due_extended_on: due?.extendedOn ?? null,
    next_due_on: applicationDueOn(waiting, pack, deps.calendar),
  }
  const moved = movedDay(row, change)
  if (moved !== undefined) {
    const { law } = due === undefined ? pack.notice.deemedAfterWorkdays : pack.production.days
    if (!(await changeApplication(tx, row, change))) throw changedMeanwhile()
    await recordMove(deps, act, tx, { ...row, streamId: row.application_id, pack: pack.id }, { law, ...moved })
  }
  const { next_due_on: nextDueOn, due_extended_on: productionExtendedOn } = change
  return applicationProvisional({ ...waiting, nextDueOn, productionExtendedOn }, deps.calendar).provisionalYear
}

function movedDay(
  row: ApplicationRow,
  change: Pick<ApplicationFields, 'due_extended_on' | 'next_due_on'>,
): { readonly before: PlainDate; readonly dueOn: PlainDate } | undefined {
  for (const key of ['due_extended_on', 'next_due_on'] as const) {
    const [before, dueOn] = [row[key], change[key]]
    if (before !== null && dueOn !== null && before !== dueOn) return { before, dueOn }
  }
  return undefined
}

async function confirmRegistration(deps: Deps, act: Act, tx: Tx, id: string): Promise<number | undefined> {
  const row = await findRegistration(tx, id)
  const since = row?.follows === null ? row.arrived_on : row?.moved_in_on
  if (row === undefined || row.due_on === null || since === null || since === undefined) return undefined
  const pack = packInForce(deps.packs, act.city.jurisdiction, row.declared_on)
  const duty = row.follows === null ? 'arrival' : 'change'
  const { extendedOn, provisionalYear } = registrationDueOn(duty, since, pack.registration, deps.calendar)
  if (extendedOn !== row.due_on) {
    const { law } = duty === 'arrival' ? pack.registration.dueAfterArrival : pack.registration.dueAfterChange
    if (!(await recordDueOn(tx, row, extendedOn))) throw changedMeanwhile()
    const moved = { law, before: row.due_on, dueOn: extendedOn }
    await recordMove(deps, act, tx, { ...row, streamId: row.registration_id, pack: pack.id }, moved)
  }
  return provisionalYear
}

type Stream = {
  readonly streamId: string
  readonly version: number
  readonly pack: string
  readonly person_id: string
  readonly dek_wrapped: Buffer
}

async function recordMove(
  deps: Deps,
  act: Act,
  tx: Tx,
  { streamId, version, pack, person_id: personId, dek_wrapped: wrappedKey }: Stream,
  { law, before, dueOn }: { readonly law: ClauseRef; readonly before: PlainDate; readonly dueOn: PlainDate },
): Promise<void> {
  await recordEvents(tx, deps.crypto, deps.newId, {
    act,
    intent: undefined,
    streamId,
    pack,
    person: { personId, wrappedKey },
    events: [
      {
        kind: 'confirm-due-days',
        version: version + 1,
        facts: { before, dueOn },
        grounds: [ground(law, 'due-day.confirmed', { before, dueOn })],
      },
    ],
    effects: [],
  })
}

function changedMeanwhile(): RegistryError {
  return new RegistryError('version-conflict', 'The case was changed in this instant')
}
