import type { Transition } from '../kernel/state-machine.ts'

/** Stored states of a residence registration (居住登记). What follows from dates alone is derived, never stored. */
export const REGISTRATION_STATES = [
  'declared-window',
  'declared-online',
  'visit-planned',
  'recorded',
  'visited',
  'active',
  'unreached',
  'presumed-left',
  'ended',
  'cancelled-untrue',
  'cancelled-unreached',
  'declaration-rejected',
] as const
export type RegistrationState = (typeof REGISTRATION_STATES)[number]

export const REGISTRATION_EVENTS = [
  'declare-at-window',
  'declare-online',
  'accept-and-enter',
  'dispatch-visit',
  'confirm-by-landlord',
  'visit-true',
  'visit-untrue',
  'visit-missed',
  'confirm-untrue',
  'contest-untrue',
  'make-contact',
  'lapse-unreached',
  'patrol-present',
  'patrol-absent',
  'answer-still-here',
  'lapse-presumed-left',
  'amend',
  'move-residence',
  'depart',
  'report-departure',
  'declare-departure',
  'take-back-departure',
  'end-by-record',
  'reopen',
] as const
export type RegistrationEvent = (typeof REGISTRATION_EVENTS)[number]

/** Circumstances that tell rows with the same state and event apart. Each has its opposite, so the table stays a list. */
export type RegistrationGuard =
  | 'verified-by-visit'
  | 'not-verified-by-visit'
  /** 登记日期 is set: the registration is in the register. */
  | 'entered'
  | 'not-entered'
  | 'attempts-left'
  | 'attempts-spent'
  | 'found-true'
  | 'found-untrue'
  | 'absent-once-before'
  | 'not-absent-before'

type Row = Transition<RegistrationState, RegistrationEvent, RegistrationGuard>

/**
 * The ends that follow from a fact and wait for no visit: a move, a departure, what another authority recorded. Only of what stands in the
 * register: a declaration that no office has entered has nothing to end. The visit that was planned falls away with the state (I-212).
 */
function endsByFact(from: RegistrationState): readonly Row[] {
  const when = ['entered'] as const
  return [
    { from, event: 'move-residence', to: 'ended', when, by: 'keep-registration', law: 'FM-2014:19' },
    { from, event: 'depart', to: 'ended', when, by: 'keep-registration', law: 'FM-2014:19' },
    { from, event: 'declare-departure', to: 'ended', when, by: 'resident', law: 'FM-2014:19' },
    { from, event: 'end-by-record', to: 'ended', when, by: 'keep-registration', law: 'CN-663:7' },
  ]
}

/** An end that is undone: where the city verifies by visit somebody comes again; where it does not, whoever undoes it has decided. */
function comesBack(
  from: RegistrationState,
  event: 'reopen' | 'take-back-departure',
  by: 'keep-registration' | 'resident',
): readonly Row[] {
  return [
    { from, event, to: 'visit-planned', when: ['verified-by-visit'], by, law: 'FS-2016-14:附件2.上门核实' },
    { from, event, to: 'active', when: ['not-verified-by-visit'], by, law: 'LH-2017-36:四' },
  ]
}

/**
 * 附件2 流动人口申报居住登记信息流程图: at the window the entry comes first and the visit after it; online the officer goes
 * first and the entry follows. The arrows of the printed chart are lost; this order is a reading (I-018).
 */
export const REGISTRATION_TRANSITIONS: readonly Row[] = [
  { from: null, event: 'declare-at-window', to: 'declared-window', by: 'register', law: 'FS-2016-14:附件2.方式1' },
  {
    from: 'declared-window',
    event: 'accept-and-enter',
    to: 'recorded',
    when: ['verified-by-visit'],
    by: 'register',
    law: 'FS-2016-14:附件2.受理录入',
  },
  {
    from: 'declared-window',
    event: 'accept-and-enter',
    to: 'active',
    when: ['not-verified-by-visit'],
    by: 'register',
    law: 'LH-2017-36:四',
  },
  { from: null, event: 'declare-online', to: 'declared-online', by: 'resident', law: 'FS-2016-14:附件2.方式2' },
  {
    from: 'declared-online',
    event: 'dispatch-visit',
    to: 'visit-planned',
    by: 'system',
    law: 'FS-2016-14:附件2.下达指令',
  },
  { from: 'declared-online', event: 'confirm-by-landlord', to: 'declared-online', by: 'visit', law: 'CN-663:8' },
  { from: 'visit-planned', event: 'confirm-by-landlord', to: 'visit-planned', by: 'visit', law: 'CN-663:8' },
  {
    from: 'recorded',
    event: 'visit-true',
    to: 'active',
    when: ['entered'],
    by: 'visit',
    law: 'FS-2016-14:附件2.属实',
  },
  {
    from: 'visit-planned',
    event: 'visit-true',
    to: 'active',
    when: ['entered'],
    by: 'visit',
    law: 'FS-2016-14:附件2.属实',
  },
  {
    from: 'visit-planned',
    event: 'visit-true',
    to: 'visited',
    when: ['not-entered'],
    by: 'visit',
    law: 'FS-2016-14:附件2.走访核实',
  },
  { from: 'recorded', event: 'visit-untrue', to: 'visited', by: 'visit', law: 'FS-2016-14:附件2.不属实' },
  { from: 'visit-planned', event: 'visit-untrue', to: 'visited', by: 'visit', law: 'FS-2016-14:附件2.不属实' },
  {
    from: 'recorded',
    event: 'visit-missed',
    to: 'visit-planned',
    when: ['attempts-left'],
    by: 'visit',
    law: 'FS-2016-14:附件2.上门核实',
  },
  {
    from: 'recorded',
    event: 'visit-missed',
    to: 'unreached',
    when: ['attempts-spent'],
    by: 'visit',
    law: 'FS-2016-14:附件2.上门核实',
  },
  {
    from: 'visit-planned',
    event: 'visit-missed',
    to: 'visit-planned',
    when: ['attempts-left'],
    by: 'visit',
    law: 'FS-2016-14:附件2.上门核实',
  },
  {
    from: 'visit-planned',
    event: 'visit-missed',
    to: 'unreached',
    when: ['attempts-spent'],
    by: 'visit',
    law: 'FS-2016-14:附件2.上门核实',
  },
  {
    from: 'visited',
    event: 'accept-and-enter',
    to: 'active',
    when: ['found-true', 'not-entered'],
    by: 'register',
    law: 'FS-2016-14:附件2.受理录入',
  },
  {
    from: 'visited',
    event: 'confirm-untrue',
    to: 'cancelled-untrue',
    when: ['found-untrue', 'entered'],
    by: 'confirm-untrue',
    law: 'FS-2016-14:附件2.注销告知',
  },
  {
    from: 'visited',
    event: 'confirm-untrue',
    to: 'declaration-rejected',
    when: ['found-untrue', 'not-entered'],
    by: 'confirm-untrue',
    law: 'FS-2016-14:附件2.不属实',
  },
  {
    from: 'visited',
    event: 'contest-untrue',
    to: 'visit-planned',
    when: ['found-untrue'],
    by: 'confirm-untrue',
    law: 'FS-2016-14:附件2.走访核实',
  },
  {
    from: 'unreached',
    event: 'make-contact',
    to: 'visit-planned',
    by: 'keep-registration',
    law: 'FS-2016-14:附件2.预约',
  },
  {
    from: 'unreached',
    event: 'lapse-unreached',
    to: 'cancelled-unreached',
    by: 'system',
    law: 'FS-2016-14:附件2.注销告知',
  },
  { from: 'active', event: 'patrol-present', to: 'active', by: 'visit', law: 'FS-2016-14:附件2.巡查走访' },
  {
    from: 'active',
    event: 'patrol-absent',
    to: 'active',
    when: ['not-absent-before'],
    by: 'visit',
    law: 'FS-2016-14:附件2.巡查走访',
  },
  {
    from: 'active',
    event: 'patrol-absent',
    to: 'presumed-left',
    when: ['absent-once-before'],
    by: 'visit',
    law: 'FS-2016-14:附件2.巡查走访',
  },
  { from: 'presumed-left', event: 'answer-still-here', to: 'active', by: 'visit', law: 'FS-2016-14:附件2.巡查走访' },
  {
    from: 'presumed-left',
    event: 'lapse-presumed-left',
    to: 'ended',
    by: 'system',
    law: 'FS-2016-14:附件2.巡查走访',
  },
  { from: 'recorded', event: 'amend', to: 'recorded', by: 'keep-registration', law: 'FM-2014:19' },
  {
    from: 'visit-planned',
    event: 'amend',
    to: 'visit-planned',
    when: ['entered'],
    by: 'keep-registration',
    law: 'FM-2014:19',
  },
  { from: 'active', event: 'amend', to: 'active', by: 'keep-registration', law: 'FM-2014:19' },
  { from: 'active', event: 'report-departure', to: 'active', by: 'keep-registration', law: 'CN-663:8' },
  ...(['active', 'recorded', 'visit-planned', 'unreached', 'presumed-left'] as const).flatMap(endsByFact),
  ...(['ended', 'cancelled-untrue', 'cancelled-unreached'] as const).flatMap((from) =>
    comesBack(from, 'reopen', 'keep-registration'),
  ),
  ...comesBack('ended', 'take-back-departure', 'resident'),
]

/** States of a home that somebody lives in, as soon as an office has entered it: a visit that is outstanding or in doubt changes nothing yet. */
export const LIVED_IN_STATES: readonly RegistrationState[] = ['visit-planned', 'recorded', 'visited', 'active']

/** States in which the matter is open: a second registration of the same person is refused. */
export const OPEN_REGISTRATION_STATES: readonly RegistrationState[] = [
  'declared-window',
  'declared-online',
  'visit-planned',
  'recorded',
  'visited',
  'active',
  'unreached',
  'presumed-left',
]
