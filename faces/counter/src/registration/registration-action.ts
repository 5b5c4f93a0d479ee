import { UNTRUE_REASONS, VISIT_OUTCOMES } from '@anju/contract/routes/registration.ts'
import { type Action, action, type ActionField } from '../action/action.ts'
import { tableChoices } from '../action/table-choice.ts'
import { choiceValue, flagValue, numberValue, optionalChoice, textValue, type Values } from '../action/values.ts'
import { materialsSent } from '../material/material-draft.ts'
import { amendmentSent } from './amendment-draft.ts'
import { homeSent, residenceFormSent } from './declaration-draft.ts'

type Outcome = (typeof VISIT_OUTCOMES)[number]

const NOTE = { kind: 'long', name: 'note' } as const

/** What an officer brings back from the door; the area is asked for where somebody lives there. */
export function visitFields(outcome: Outcome): readonly ActionField[] {
  const seen: readonly ActionField[] = [
    { kind: 'number', name: 'areaM2' },
    { kind: 'flag', name: 'identitySeen' },
  ]
  return [
    { kind: 'day', name: 'visitedOn', starred: true },
    ...(outcome === 'untrue'
      ? [
          {
            kind: 'choice',
            name: 'untrueReason',
            starred: true,
            list: tableChoices('untrue-reason', UNTRUE_REASONS),
          } as const,
        ]
      : []),
    ...(outcome === 'true' ? seen : []),
    { kind: 'photo', name: 'doorPlatePhoto' },
    { kind: 'position', name: 'position' },
    NOTE,
  ]
}

export function visitSent(values: Values, outcome: Outcome) {
  return {
    outcome,
    visitedOn: textValue(values, 'visitedOn'),
    areaM2: numberValue(values, 'areaM2'),
    untrueReason: outcome === 'untrue' ? optionalChoice(values, 'untrueReason', UNTRUE_REASONS) : null,
    note: textValue(values, 'note'),
    doorPlatePhoto: values.images['doorPlatePhoto']?.blobId ?? null,
    identitySeen: flagValue(values, 'identitySeen'),
    position: values.position,
  }
}

const visit = (outcome: Outcome) =>
  action('recordVisit', visitFields(outcome), (values) => ({ visit: visitSent(values, outcome) }))
const opinion = (agrees: boolean) =>
  action('giveSecondOpinion', [NOTE], (values) => ({ agrees, note: textValue(values, 'note') }))
const patrol = (outcome: 'present' | 'absent') =>
  action(
    'recordPatrol',
    [
      { kind: 'day', name: 'patrolledOn', starred: true },
      ...(outcome === 'absent' ? [{ kind: 'flag', name: 'called' } as const] : []),
    ],
    (values) => ({ outcome, patrolledOn: textValue(values, 'patrolledOn'), called: flagValue(values, 'called') }),
  )
const REPORTERS = ['landlord', 'employer'] as const
const END_REASONS = ['hukou-converted', 'died'] as const
const DEPARTURE: readonly ActionField[] = [
  { kind: 'day', name: 'leftOn', starred: true },
  { kind: 'text', name: 'destination' },
]

/** The events of annex 2 that a person brings about on a registration that exists, each as a form. */
export const REGISTRATION_ACTIONS: Readonly<Record<string, Action>> = {
  'accept-and-enter': action(
    'enterDeclaration',
    [
      { kind: 'materials', name: 'materials' },
      { kind: 'declaration', name: 'declaration' },
    ],
    (values) => ({
      materials: materialsSent(values.materials),
      ...correctionSent(values.declaration),
    }),
  ),
  'visit-true': visit('true'),
  'visit-untrue': visit('untrue'),
  'visit-missed': visit('missed'),
  'confirm-untrue': opinion(true),
  'contest-untrue': opinion(false),
  'confirm-by-landlord': action(
    'recordLandlordConfirmation',
    [{ kind: 'text', name: 'confirmedBy', starred: true }],
    (values) => ({ confirmedBy: textValue(values, 'confirmedBy') }),
  ),
  'make-contact': action('recordContact', [NOTE], (values) => ({ note: textValue(values, 'note') })),
  'patrol-present': patrol('present'),
  'patrol-absent': patrol('absent'),
  'answer-still-here': action('recordStillHere', visitFields('true'), (values) => ({
    visit: visitSent(values, 'true'),
  })),
  amend: action(
    'amendRegistration',
    [
      { kind: 'amendment', name: 'amendment' },
      { kind: 'materials', name: 'materials' },
    ],
    (values) => ({
      ...(values.amendment === undefined
        ? { reportedBy: 'person' as const, changes: {} }
        : amendmentSent(values.amendment)),
      materials: materialsSent(values.materials),
    }),
  ),
  'move-residence': action(
    'moveResidence',
    [
      { kind: 'day', name: 'movedOn', starred: true },
      { kind: 'home', name: 'home' },
      { kind: 'materials', name: 'materials' },
      { kind: 'amendment-beside', name: 'amendment' },
    ],
    (values) => ({
      movedOn: textValue(values, 'movedOn'),
      home: homeSent(values.home),
      materials: materialsSent(values.materials),
      amendment: values.amendment === undefined ? null : amendmentSent(values.amendment),
    }),
  ),
  depart: action('recordDeparture', DEPARTURE, (values) => ({
    leftOn: textValue(values, 'leftOn'),
    destination: textValue(values, 'destination'),
    reportedBy: 'person' as const,
  })),
  'report-departure': action(
    'recordDeparture',
    [{ kind: 'choice', name: 'reportedBy', starred: true, list: tableChoices('reporter', REPORTERS) }, ...DEPARTURE],
    (values) => ({
      leftOn: textValue(values, 'leftOn'),
      destination: textValue(values, 'destination'),
      reportedBy: choiceValue(values, 'reportedBy', REPORTERS),
    }),
  ),
  'end-by-record': action(
    'endByRecord',
    [
      { kind: 'choice', name: 'reason', starred: true, list: tableChoices('end-reason', END_REASONS) },
      { kind: 'day', name: 'on', starred: true },
      { kind: 'text', name: 'document', starred: true },
    ],
    (values) => ({
      reason: choiceValue(values, 'reason', END_REASONS),
      on: textValue(values, 'on'),
      document: textValue(values, 'document'),
    }),
  ),
  reopen: action('objectToCancellation', [{ kind: 'long', name: 'statement', starred: true }], (values) => ({
    statement: textValue(values, 'statement'),
  })),
}

/** The form is sent again only when the clerk mended it. */
function correctionSent(declaration: Values['declaration']) {
  return declaration === undefined ? {} : { form: residenceFormSent(declaration) }
}
