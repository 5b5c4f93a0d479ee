import { sm3 } from '@anju/crypto/sm3.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { addDays, civilDateOf, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, City, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import {
  listLapsedRegistrations,
  listUncollected,
  listUndispatched,
  listCardsToRemind,
  type DueCase,
  type WaitingCard,
} from '../store/queue.ts'
import { listUndigestedDays } from '../store/look-digest.ts'
import { listUnsweptDays } from '../store/misuse.ts'
import { listEndedMeanwhile } from '../store/permit-ending.ts'
import { listProvisionalDue, type ProvisionalKind } from '../store/provisional-due.ts'
import type { CarriedOut } from '../usecases/carry-out.ts'
import { announceDays } from '../usecases/announce-days.ts'
import { confirmDueDays } from '../usecases/confirm-due-days.ts'
import { findMisuseOfDay } from '../usecases/find-misuse-of-day.ts'
import { digestLooks } from '../usecases/look-digest.ts'
import { dispatchVisit } from '../usecases/dispatch-visit.ts'
import { lapsePresumedLeft } from '../usecases/lapse-presumed-left.ts'
import { lapseUncollected } from '../usecases/lapse-uncollected.ts'
import { lapseUnreached } from '../usecases/lapse-unreached.ts'
import { retireCardOfEnded } from '../usecases/retire-card.ts'
import { reminderDays, remindPickUp } from '../usecases/remind-pick-up.ts'
import { systemAct } from './system-act.ts'

/** What a sweep did, by event. */
export type Swept = Readonly<Record<string, number>>

/** Cases of one kind that are loaded at a time. */
const CASES_MAX = 200

/** Something that falls due by date: how the cases are found, and what is done with each. */
type Duty<T extends Pick<DueCase, 'id'>> = {
  readonly event: string
  readonly list: (db: Db, act: Act, pack: Pack, deps: Deps) => Promise<readonly T[]>
  /** @returns whether something was done now. */
  readonly carryOut: (deps: Deps, act: Act, due: T, pack: Pack) => Promise<boolean>
}

const DUTIES = [
  // First, so that what follows goes by days that are certain.
  duty<{ readonly id: string; readonly kind: ProvisionalKind }>({
    event: 'confirm-due-days',
    list: (db, _act, _pack, { calendar }) => listProvisionalDue(db, [...calendar.keys()], CASES_MAX),
    carryOut: confirmDueDays,
  }),
  onRegistration('dispatch-visit', (db) => listUndispatched(db, CASES_MAX), dispatchVisit),
  onRegistration(
    'lapse-unreached',
    (db, act) => listLapsedRegistrations(db, 'unreached', act.legalOn, CASES_MAX),
    lapseUnreached,
  ),
  onRegistration(
    'lapse-presumed-left',
    (db, act) => listLapsedRegistrations(db, 'presumed-left', act.legalOn, CASES_MAX),
    lapsePresumedLeft,
  ),
  duty<WaitingCard>({
    event: 'remind-pick-up',
    list: (db, act, pack) => listCardsToRemind(db, reminderDays(pack.workflow.application), act.legalOn, CASES_MAX),
    carryOut: (deps, act, card, pack) => remindPickUp(deps, act, card, pack.workflow),
  }),
  duty({
    event: 'retire-card',
    list: (db, act) => listEndedMeanwhile(db, act.legalOn, CASES_MAX),
    carryOut: retireCardOfEnded,
  }),
  duty<{ readonly id: string }>({
    event: 'digest-looks',
    list: (db, act) => listUndigestedDays(db, firstOpenDay(act.at), CASES_MAX),
    carryOut: digestLooks,
  }),
  duty<{ readonly id: string }>({
    event: 'find-misuse',
    // The first time, what was yesterday: its window looks further back.
    list: (db, act) => listUnsweptDays(db, firstOpenDay(act.at), addDays(firstOpenDay(act.at), -1), CASES_MAX),
    carryOut: findMisuseOfDay,
  }),
  duty<DueCase>({
    event: 'lapse-uncollected',
    list: (db, act) => listUncollected(db, act.legalOn, CASES_MAX),
    carryOut: async (deps, act, { id, version }) =>
      happened(
        await lapseUncollected(deps, act, {
          intentId: systemIntentId(id, version, 'lapse-uncollected'),
          applicationId: id,
          expectedVersion: version,
        }),
      ),
  }),
]

/**
 * Does in every city what the legal day has made due (附件2, 附件3): sends officers to online declarations, lets unanswered
 * ones lapse, reminds of cards, announces what the calendar brings about. Every act is a use case under an intent made from the case, its version and the event, so
 * two sweeps at once or a sweep after a kill do it once; what fell due while nothing ran is done at the next.
 * @param at - the system instant
 * @throws AggregateError of the cases that failed, after all the others were done.
 */
export async function sweepAllCities(deps: Deps, at: string): Promise<Swept> {
  const swept: Record<string, number> = Object.fromEntries([
    ...DUTIES.map(({ event }) => [event, 0] as const),
    ['announce', 0] as const,
  ])
  const failures: unknown[] = []
  for (const city of deps.cities.values()) {
    const act = await systemAct(deps, city, 'sweep', at)
    // Before its first pack a city has no law to go by.
    if (!deps.packs.some((pack) => pack.jurisdiction === city.jurisdiction && pack.inForceFrom <= act.legalOn)) continue
    for (const { event, sweep } of DUTIES) swept[event] = (swept[event] ?? 0) + (await sweep(deps, city, act, failures))
    try {
      // Last: whoever left or was cancelled by the day is not reminded of it.
      swept['announce'] = (swept['announce'] ?? 0) + (await announceDays(deps, act))
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} cases could not be swept: ${String(failures[0])}`)
  return swept
}

/** Requests of the evening have been answered by then, so a day is whole when it is digested. */
const DIGEST_AFTER_MINUTES = 10

/** The first day by the system clock that is not over yet. */
function firstOpenDay(at: string): PlainDate {
  return civilDateOf(new Date(Date.parse(at) - DIGEST_AFTER_MINUTES * 60_000).toISOString())
}

/** A duty as a function over a city: batch by batch, until a batch moves nothing. */
function duty<T extends Pick<DueCase, 'id'>>({ event, list, carryOut }: Duty<T>) {
  const sweep = async (deps: Deps, city: City, act: Act, failures: unknown[]): Promise<number> => {
    const pack = packInForce(deps.packs, city.jurisdiction, act.legalOn)
    let done = 0
    for (let moved = -1; moved !== 0;) {
      const before = done
      for (const due of await city.pool.look(act.scope, (db) => list(db, act, pack, deps))) {
        try {
          if (await carryOut(deps, act, due, pack)) done += 1
        } catch (error) {
          // Somebody else was faster; whoever it was, the case is looked at again in the next sweep.
          if (!(error instanceof RegistryError)) failures.push(error)
        }
      }
      moved = done - before
    }
    return done
  }
  return { event, sweep }
}

function onRegistration(
  event: string,
  list: Duty<DueCase>['list'],
  useCase: (
    deps: Deps,
    act: Act,
    command: { intentId: string; registrationId: string; expectedVersion: number },
  ) => Promise<Decision<CarriedOut>>,
) {
  return duty<DueCase>({
    event,
    list,
    carryOut: async (deps, act, { id, version }) =>
      happened(
        await useCase(deps, act, {
          intentId: systemIntentId(id, version, event),
          registrationId: id,
          expectedVersion: version,
        }),
      ),
  })
}

function happened(decision: Decision<CarriedOut>): boolean {
  return decision.ok && !decision.value.repeated
}

/** The intent of an act of the system: the same case at the same version meets the same event only once. UUID version 8. */
export function systemIntentId(caseId: string, version: number, event: string): string {
  const bytes = sm3(Buffer.from(`anju:system-intent:v1\0${caseId}\0${version}\0${event}`)).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
