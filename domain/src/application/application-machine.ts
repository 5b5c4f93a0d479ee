import type { Transition } from '../kernel/state-machine.ts'

/** Stored states of a permit application (居住证申办). "Not yet" is an answer, not a state. */
export const APPLICATION_STATES = [
  'submitted',
  'returned',
  'accepted',
  'verified',
  'verify-failed',
  'approved',
  'exported',
  'at-police',
  'quality-rejected',
  'produced',
  'in-transit',
  'lost-in-transit',
  'at-station',
  'notified',
  'issued',
  'unclaimed',
  'refused',
  'withdrawn',
  'stopped',
] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]

export const APPLICATION_EVENTS = [
  'apply',
  'accept',
  'return-incomplete',
  'supplement',
  'verify-true',
  'verify-false',
  'verify-missed',
  'approve',
  'refuse',
  'return-documents',
  'export',
  'acknowledge',
  'reject-quality',
  'correct',
  'produce',
  'remake',
  'dispatch',
  'receive',
  'report-loss',
  'notify',
  'hand-over',
  'lapse-uncollected',
  'withdraw',
  'stop',
] as const
export type ApplicationEvent = (typeof APPLICATION_EVENTS)[number]

export type ApplicationGuard =
  /** The city's path has a visit of its own for each application. */
  | 'with-visit'
  | 'without-visit'
  /** Production lies across the network boundary. */
  | 'with-boundary'
  | 'without-boundary'
  /** Finished cards travel to another office. */
  | 'with-dispatch'
  | 'without-dispatch'
  | 'complete'
  | 'incomplete'
  | 'visited-before'
  | 'not-visited-before'

type Row = Transition<ApplicationState, ApplicationEvent, ApplicationGuard>

const WITHDRAWABLE = [
  'submitted',
  'returned',
  'accepted',
  'verified',
  'verify-failed',
  'approved',
  'exported',
  'at-police',
  'quality-rejected',
] as const
const STOPPABLE = [
  ...WITHDRAWABLE,
  'produced',
  'in-transit',
  'lost-in-transit',
  'at-station',
  'notified',
  'unclaimed',
] as const
const DOCUMENTS_TO_RETURN = ['returned', 'refused', 'withdrawn', 'stopped'] as const

/** 附件3 流动人口申办居住证流程图 and 临政办发〔2017〕36号 三(二); the order of the printed chart's boxes is a reading (I-018). */
export const APPLICATION_TRANSITIONS: readonly Row[] = [
  { from: null, event: 'apply', to: 'submitted', by: 'accept', law: 'CN-663:9' },
  { from: 'submitted', event: 'return-incomplete', to: 'returned', by: 'accept', law: 'CN-663:9' },
  { from: 'submitted', event: 'accept', to: 'accepted', by: 'accept', law: 'FS-2016-14:附件3.受理' },
  { from: 'returned', event: 'supplement', to: 'returned', when: ['incomplete'], by: 'accept', law: 'CN-663:9' },
  {
    from: 'returned',
    event: 'supplement',
    to: 'accepted',
    when: ['complete', 'not-visited-before'],
    by: 'accept',
    law: 'FS-2016-14:附件3.受理',
  },
  {
    from: 'returned',
    event: 'supplement',
    to: 'verified',
    when: ['complete', 'visited-before'],
    by: 'accept',
    law: 'FS-2016-14:附件3.受理',
  },
  {
    from: 'accepted',
    event: 'verify-true',
    to: 'verified',
    when: ['with-visit'],
    by: 'verify',
    law: 'FS-2016-14:附件3.核实',
  },
  {
    from: 'accepted',
    event: 'verify-false',
    to: 'verify-failed',
    when: ['with-visit'],
    by: 'verify',
    law: 'FS-2016-14:附件3.核实',
  },
  {
    from: 'accepted',
    event: 'verify-missed',
    to: 'accepted',
    when: ['with-visit'],
    by: 'verify',
    law: 'FS-2016-14:附件3.核实',
  },
  { from: 'verify-failed', event: 'refuse', to: 'refused', by: 'review', law: 'FS-2016-14:附件3.退回' },
  { from: 'verify-failed', event: 'return-incomplete', to: 'returned', by: 'review', law: 'FS-2016-14:附件3.退回' },
  { from: 'verified', event: 'approve', to: 'approved', by: 'review', law: 'FS-2016-14:附件3.审核' },
  { from: 'verified', event: 'refuse', to: 'refused', by: 'review', law: 'FS-2016-14:附件3.退回' },
  { from: 'verified', event: 'return-incomplete', to: 'returned', by: 'review', law: 'FS-2016-14:附件3.退回' },
  {
    from: 'accepted',
    event: 'approve',
    to: 'approved',
    when: ['without-visit'],
    by: 'review',
    law: 'LH-2017-36:三.二',
  },
  { from: 'accepted', event: 'refuse', to: 'refused', when: ['without-visit'], by: 'review', law: 'LH-2017-36:三.二' },
  {
    from: 'accepted',
    event: 'return-incomplete',
    to: 'returned',
    when: ['without-visit'],
    by: 'review',
    law: 'LH-2017-36:三.二',
  },
  {
    from: 'approved',
    event: 'export',
    to: 'exported',
    when: ['with-boundary'],
    by: 'system',
    law: 'FS-2016-14:附件3.边界',
  },
  {
    from: 'exported',
    event: 'acknowledge',
    to: 'at-police',
    when: ['with-boundary'],
    by: 'police',
    law: 'FS-2016-14:附件3.边界',
  },
  {
    from: 'at-police',
    event: 'reject-quality',
    to: 'quality-rejected',
    when: ['with-boundary'],
    by: 'police',
    law: 'FS-2016-14:附件3.制证',
  },
  {
    from: 'quality-rejected',
    event: 'correct',
    to: 'approved',
    when: ['with-boundary'],
    by: 'correct',
    law: 'FS-2016-14:附件3.制证',
  },
  {
    from: 'at-police',
    event: 'produce',
    to: 'produced',
    when: ['with-boundary'],
    by: 'police',
    law: 'FS-2016-14:附件3.制证',
  },
  {
    from: 'approved',
    event: 'produce',
    to: 'produced',
    when: ['without-boundary'],
    by: 'produce',
    law: 'LH-2017-36:三',
  },
  {
    from: 'produced',
    event: 'remake',
    to: 'produced',
    when: ['with-boundary'],
    by: 'police',
    law: 'FS-2016-14:附件3.制证',
  },
  {
    from: 'produced',
    event: 'remake',
    to: 'produced',
    when: ['without-boundary'],
    by: 'produce',
    law: 'LH-2017-36:三',
  },
  {
    from: 'produced',
    event: 'dispatch',
    to: 'in-transit',
    when: ['with-dispatch'],
    by: 'police',
    law: 'FS-2016-14:附件3.制证',
  },
  {
    from: 'in-transit',
    event: 'receive',
    to: 'at-station',
    when: ['with-dispatch'],
    by: 'receive',
    law: 'FS-2016-14:附件3.领回',
  },
  {
    from: 'in-transit',
    event: 'report-loss',
    to: 'lost-in-transit',
    when: ['with-dispatch'],
    by: 'receive',
    law: 'FS-2016-14:三.三',
  },
  {
    from: 'lost-in-transit',
    event: 'produce',
    to: 'produced',
    when: ['with-boundary'],
    by: 'police',
    law: 'FS-2016-14:附件3.制证',
  },
  {
    from: 'at-station',
    event: 'notify',
    to: 'notified',
    when: ['with-dispatch'],
    by: 'notify',
    law: 'FS-2016-14:附件3.通知发放',
  },
  {
    from: 'produced',
    event: 'notify',
    to: 'notified',
    when: ['without-dispatch'],
    by: 'notify',
    law: 'LH-2017-36:三.二',
  },
  { from: 'notified', event: 'hand-over', to: 'issued', by: 'hand-over', law: 'FS-2016-14:附件3.通知发放' },
  { from: 'notified', event: 'lapse-uncollected', to: 'unclaimed', by: 'system', law: 'CN-663:8' },
  { from: 'unclaimed', event: 'hand-over', to: 'issued', by: 'hand-over', law: 'FS-2016-14:附件3.通知发放' },
  ...WITHDRAWABLE.map((from): Row => ({ from, event: 'withdraw', to: 'withdrawn', by: 'withdraw', law: 'CN-663:9' })),
  ...STOPPABLE.map((from): Row => ({ from, event: 'stop', to: 'stopped', by: 'review', law: 'CN-663:2' })),
  ...DOCUMENTS_TO_RETURN.map((from): Row => ({
    from,
    event: 'return-documents',
    to: from,
    by: 'accept',
    law: 'FS-2016-14:附件3.退回',
  })),
]

/** States after which nothing more happens to the case itself. */
export const CLOSED_APPLICATION_STATES: readonly ApplicationState[] = ['issued', 'refused', 'withdrawn', 'stopped']
