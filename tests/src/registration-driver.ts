import { randomUUID } from 'node:crypto'
import type { ApiResult } from '@anju/contract/api-client.ts'
import { type CastCity, type CastResident, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { RegistrationEvent, RegistrationState } from '@anju/domain/registration/registration-machine.ts'
import { declarationOf } from './declaration-of.ts'
import { newPerson, valueOf, type RegistryHouse } from './registry-house.ts'

/** Where a registration stands, as the driver holds it. */
export type Held = { readonly registrationId: string; readonly version: number; readonly state: RegistrationState }
/** How a state was reached, where that makes a difference. */
export type Variant = 'online' | 'untrue' | 'untrue-online'
type Answer = ApiResult<{ registrationId: string; version: number; state: RegistrationState }>

/** Drives registrations of one city over HTTP, as the cast would. The legal day stands on `today` while it works. */
export type RegistrationDriver = {
  readonly today: string
  /** A fresh registration in the given state. */
  make(state: RegistrationState, variant?: Variant): Promise<Held>
  /** Sends one event; system events have no route and answer undefined. */
  send(event: RegistrationEvent, held: Held): Promise<Answer | undefined>
  stateOf(registrationId: string): Promise<RegistrationState>
}

/** Who sits where, and a home; in Linhe one officer of the police station does what there is to do. */
const DESKS = {
  foshan: { clerk: 'clerk', coordinator: 'coordinator', second: 'secondCoordinator', home: 'flat' },
  linhe: { clerk: 'registrar', coordinator: 'registrar', second: 'registrar', home: 'linheFlat' },
} as const

const step = (held: Held) => ({ intentId: randomUUID(), expectedVersion: held.version })

export async function driveRegistrations(
  house: RegistryHouse,
  today: string,
  city: CastCity = 'foshan',
): Promise<RegistrationDriver> {
  const desk = DESKS[city]
  const { dwellingId } = DWELLINGS[desk.home]
  const params = (held: Pick<Held, 'registrationId'>) => ({ city, registrationId: held.registrationId })
  const [clerk, coordinator, second] = await Promise.all(
    [desk.clerk, desk.coordinator, desk.second].map((member) => house.signIn(OFFICIALS[member])),
  )
  if (clerk === undefined || coordinator === undefined || second === undefined)
    throw new Error('The cast is not complete')
  const on = parsePlainDate(today)
  await house.setDay(today)

  const visit = (held: Held, outcome: 'true' | 'untrue' | 'missed', visitedOn = on): Promise<Answer> =>
    coordinator.call('recordVisit', {
      params: params(held),
      body: {
        ...step(held),
        visit: {
          outcome,
          visitedOn,
          identitySeen: outcome === 'true',
          untrueReason: outcome === 'untrue' ? 'other-person' : null,
          note: outcome === 'untrue' ? '房内另有他人居住' : '',
        },
      },
    })
  const patrol = (held: Held, outcome: 'present' | 'absent', patrolledOn = on): Promise<Answer> =>
    coordinator.call('recordPatrol', {
      params: params(held),
      body: { ...step(held), outcome, patrolledOn, called: true },
    })
  /** Whose registration it is: whatever a resident does, they do themselves. */
  const owners = new Map<string, CastResident>()
  const ownedBy = async (resident: CastResident, made: Held): Promise<Held> => {
    owners.set(made.registrationId, resident)
    return made
  }
  const own = async ({ registrationId }: Held) => {
    const resident = owners.get(registrationId)
    if (resident === undefined) throw new Error(`Nobody owns ${registrationId}`)
    return house.signIn(resident)
  }

  const declareOnline = async (): Promise<Held> => {
    const resident = await house.newResident(city)
    const api = await house.signIn(resident)
    const body = { intentId: randomUUID(), ...declarationOf(resident, dwellingId, today) }
    return ownedBy(resident, valueOf(await api.call('declareOnline', { params: { city }, body })))
  }
  const register = async (arrivedOn = today): Promise<Held> => {
    const resident = await house.newResident(city)
    const body = { intentId: randomUUID(), ...declarationOf(resident, dwellingId, arrivedOn) }
    return ownedBy(resident, valueOf(await clerk.call('registerResidence', { params: { city }, body })))
  }
  const reread = async (held: Held): Promise<Held> => {
    const { registrationId, version, state } = valueOf(
      await coordinator.call('getRegistration', { params: params(held) }),
    )
    return { registrationId, version, state }
  }
  const dispatched = async (): Promise<Held> => {
    const held = await declareOnline()
    await house.setDay(today)
    return reread(held)
  }
  const active = async (): Promise<Held> =>
    city === 'linhe' ? register() : valueOf(await visit(await register(), 'true'))
  const afterDays = async (held: Held, lapsedOn: string): Promise<Held> => {
    await house.setDay(lapsedOn)
    await house.setDay(today)
    return reread(held)
  }
  const unreached = async (): Promise<Held> => {
    let held = await register()
    for (let attempt = 0; attempt < 3; attempt += 1) held = valueOf(await visit(held, 'missed'))
    return held
  }
  const found = async (outcome: 'true' | 'untrue', channel: 'online' | 'counter'): Promise<Held> =>
    valueOf(await visit(channel === 'online' ? await dispatched() : await register(), outcome))
  const cancelled = async (channel: 'online' | 'counter'): Promise<Held> => {
    const held = await found('untrue', channel)
    return valueOf(
      await second.call('giveSecondOpinion', {
        params: params(held),
        body: { ...step(held), agrees: true, note: '复核属实' },
      }),
    )
  }

  const makers: Record<RegistrationState, (variant?: Variant) => Promise<Held>> = {
    'declared-window': async () => {
      const resident = await house.newResident(city)
      const { form, ...rest } = declarationOf(resident, dwellingId, today)
      const body = { intentId: randomUUID(), ...rest, form: { ...form, education: '' } }
      return ownedBy(resident, valueOf(await clerk.call('holdDeclaration', { params: { city }, body })))
    },
    'declared-online': declareOnline,
    'visit-planned': async (variant) =>
      variant === 'online' ? dispatched() : valueOf(await visit(await register(), 'missed')),
    recorded: () => register(),
    visited: (variant) => {
      if (variant === 'untrue') return found('untrue', 'counter')
      return found(variant === 'untrue-online' ? 'untrue' : 'true', 'online')
    },
    active,
    unreached,
    'presumed-left': async () => {
      const [arrived, again] = [parsePlainDate(later(today, -10)), parsePlainDate(later(today, -1))]
      await house.setDay(arrived)
      const resident = valueOf(await visit(await register(arrived), 'true', arrived))
      const once = valueOf(await patrol(resident, 'absent', arrived))
      await house.setDay(again)
      const twice = valueOf(await patrol(once, 'absent', again))
      await house.setDay(today)
      return twice
    },
    ended: async () => {
      const held = await active()
      return valueOf(
        await clerk.call('recordDeparture', {
          params: params(held),
          body: { ...step(held), leftOn: on, destination: '长沙', reportedBy: 'person' },
        }),
      )
    },
    'cancelled-untrue': () => cancelled('counter'),
    'cancelled-unreached': async () => afterDays(await unreached(), later(today, 11)),
    'declaration-rejected': () => cancelled('online'),
  }

  const senders: Record<RegistrationEvent, ((held: Held) => Promise<Answer>) | undefined> = {
    // These begin a registration; on one that exists they have no address.
    'declare-at-window': undefined,
    'declare-online': undefined,
    'dispatch-visit': undefined,
    'lapse-unreached': undefined,
    'lapse-presumed-left': undefined,
    'accept-and-enter': (held) =>
      clerk.call('enterDeclaration', { params: params(held), body: { ...step(held), form: formOf(today) } }),
    'confirm-by-landlord': (held) =>
      coordinator.call('recordLandlordConfirmation', {
        params: params(held),
        body: { ...step(held), confirmedBy: '房东' },
      }),
    'visit-true': (held) => visit(held, 'true'),
    'visit-untrue': (held) => visit(held, 'untrue'),
    'visit-missed': (held) => visit(held, 'missed'),
    'confirm-untrue': (held) =>
      second.call('giveSecondOpinion', { params: params(held), body: { ...step(held), agrees: true } }),
    'contest-untrue': (held) =>
      second.call('giveSecondOpinion', { params: params(held), body: { ...step(held), agrees: false } }),
    'make-contact': (held) =>
      clerk.call('recordContact', { params: params(held), body: { ...step(held), note: '来电' } }),
    'patrol-present': (held) => patrol(held, 'present'),
    'patrol-absent': (held) => patrol(held, 'absent'),
    'answer-still-here': (held) =>
      coordinator.call('recordStillHere', {
        params: params(held),
        body: { ...step(held), visit: { outcome: 'true', visitedOn: on, identitySeen: true } },
      }),
    amend: (held) =>
      clerk.call('amendRegistration', {
        params: params(held),
        body: { ...step(held), reportedBy: 'person', changes: { employerName: '佛山市某陶瓷厂' } },
      }),
    'move-residence': (held) =>
      clerk.call('moveResidence', {
        params: params(held),
        body: { ...step(held), home: { dwellingId }, movedOn: on },
      }),
    depart: (held) =>
      clerk.call('recordDeparture', {
        params: params(held),
        body: { ...step(held), leftOn: on, reportedBy: 'person' },
      }),
    'report-departure': (held) =>
      clerk.call('recordDeparture', {
        params: params(held),
        body: { ...step(held), leftOn: on, reportedBy: 'landlord' },
      }),
    'declare-departure': async (held) =>
      (await own(held)).call('declareOwnDeparture', {
        params: params(held),
        body: { ...step(held), leftOn: on, destination: '长沙' },
      }),
    'take-back-departure': async (held) =>
      (await own(held)).call('takeBackOwnDeparture', { params: params(held), body: step(held) }),
    'end-by-record': (held) =>
      clerk.call('endByRecord', {
        params: params(held),
        body: { ...step(held), reason: 'hukou-converted', on, document: '公函2016-1' },
      }),
    reopen: (held) =>
      clerk.call('objectToCancellation', {
        params: params(held),
        body: { ...step(held), statement: '本人一直居住于此' },
      }),
  }

  return {
    today,
    async make(state, variant) {
      const held = await reread(await makers[state](variant))
      if (held.state !== state) throw new Error(`A registration for ${state} came out as ${held.state}`)
      return held
    },
    send: async (event, held) => senders[event]?.(held),
    stateOf: async (registrationId) =>
      valueOf(await coordinator.call('getRegistration', { params: params({ registrationId }) })).state,
  }
}

const formOf = (on: string) => declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, on).form

/** `n` natural days after a day. */
export function later(on: string, n: number): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
}
