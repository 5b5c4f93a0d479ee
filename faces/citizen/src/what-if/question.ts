import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import { MOVE_SCOPES } from '@anju/domain/permit/move-scope.ts'
import { CHANNELS } from '@anju/domain/policy/workflow-policy.ts'
import { LIFE_EVENT_KINDS, type LifeEventKind } from '@anju/domain/what-if/life-event.ts'

/** One line of the form: what happened, on which day, and the one thing that some events ask besides. */
export type Line = {
  readonly what: LifeEventKind
  /** Empty until a day is chosen. */
  readonly on: string
  /** The channel of a registration, or how far a move goes; empty for the rest. */
  readonly choice: string
  /** The day a registration was sent in, or the last day printed on an old permit; empty when there is none. */
  readonly otherOn: string
}

/** The whole question. It stands in the address line, days and nothing else, so it can be kept, sent on and printed. */
export type Question = {
  /** Empty: the registry's own day. */
  readonly asOf: string
  readonly happened: readonly Line[]
  readonly planned: readonly Line[]
}

/** The events as the form lists them: in the order in which they come in a life. */
export const SHOWN_KINDS = [
  'arrived',
  'registered',
  'moved',
  'signed-off',
  'left',
  'applied',
  'permit-issued',
  'endorsed',
  'card-lost',
  'card-reissued',
  'became-local',
] as const satisfies readonly LifeEventKind[]

export const CHOICES: Readonly<Partial<Record<LifeEventKind, readonly string[]>>> = {
  registered: CHANNELS,
  moved: MOVE_SCOPES,
}

/** What the second day of a line is, where it has one. */
export const OTHER_DAYS: Readonly<Partial<Record<LifeEventKind, 'submittedOn' | 'printedExpiryOn'>>> = {
  registered: 'submittedOn',
  'permit-issued': 'printedExpiryOn',
}

export function newLine(what: LifeEventKind, on = ''): Line {
  return { what, on, choice: CHOICES[what]?.[0] ?? '', otherOn: '' }
}

/** What the page shows before anybody has said anything. */
export const BLANK: Question = { asOf: '', happened: [newLine('arrived'), newLine('registered')], planned: [] }

/** Reads the question out of an address line. What cannot be read is left out; a page never fails over a mangled link. */
export function parseQuestion(search: string): Question {
  const parameters = new URLSearchParams(search)
  const happened = parameters.getAll('did').flatMap(parseLine)
  const asOf = parameters.get('on') ?? ''
  return {
    asOf: findPlainDate(asOf) === undefined ? '' : asOf,
    happened: happened.length === 0 ? BLANK.happened : happened,
    planned: parameters.getAll('will').flatMap(parseLine),
  }
}

function parseLine(text: string): readonly Line[] {
  const [kind, on = '', ...rest] = text.split('.')
  const what = LIFE_EVENT_KINDS.find((known) => known === kind)
  if (what === undefined || findPlainDate(on) === undefined) return []
  const choice = rest.find((part) => CHOICES[what]?.includes(part) === true)
  const otherOn = OTHER_DAYS[what] === undefined ? undefined : rest.find((part) => findPlainDate(part) !== undefined)
  return [{ ...newLine(what, on), ...(choice === undefined ? {} : { choice }), otherOn: otherOn ?? '' }]
}

/** The address line of a question: `?on=2016-03-01&did=arrived.2016-01-04&did=registered.2016-01-05.counter`. */
export function searchOf({ asOf, happened, planned }: Question): string {
  const pairs = [
    ...(asOf === '' ? [] : [`on=${asOf}`]),
    ...happened.filter(isDated).map((line) => `did=${lineText(line)}`),
    ...planned.filter(isDated).map((line) => `will=${lineText(line)}`),
  ]
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function lineText({ what, on, choice, otherOn }: Line): string {
  return [what, on, choice, otherOn].filter((part) => part !== '').join('.')
}

export const isDated = ({ on }: Line): boolean => findPlainDate(on) !== undefined

/** Whether there is anything to ask the registry about. */
export function isAskable({ happened, planned }: Question): boolean {
  return [...happened, ...planned].some(isDated) && happened.some(isDated)
}

type Asked = BodySent<Routes['askWhatIf']>
type AskedEvent = Asked['events'][number]

/** The question as the registry takes it: lines without a day are left out. */
export function askedOf({ asOf, happened, planned }: Question): Asked {
  const did = happened.filter(isDated)
  const will = planned.filter(isDated)
  return {
    ...(asOf === '' ? {} : { asOf }),
    events: did.map(eventOf),
    ...(will.length === 0 ? {} : { otherwise: [...did, ...will].map(eventOf) }),
  }
}

function eventOf({ what, on, choice, otherOn }: Line): AskedEvent {
  const other = OTHER_DAYS[what]
  const event = {
    what,
    on,
    ...(what === 'registered' ? { channel: choice } : {}),
    ...(what === 'moved' ? { to: choice } : {}),
    ...(other === undefined || otherOn === '' ? {} : { [other]: otherOn }),
  }
  // The lists of choices above are those of the contract; which parts belong to which event is checked there.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return event as AskedEvent
}
