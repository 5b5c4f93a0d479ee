import { type Action, action, type ActionField } from '../action/action.ts'
import { tableChoices } from '../action/table-choice.ts'
import { choiceValue, textValue } from '../action/values.ts'
import { COUNTER_WORDS } from '../counter-words.ts'
import { materialsSent } from '../material/material-draft.ts'
import { visitFields, visitSent } from '../registration/registration-action.ts'

const visit = (outcome: 'true' | 'untrue' | 'missed') =>
  action('verifyApplication', visitFields(outcome), (values) => ({ visit: visitSent(values, outcome) }))
const NOTE = { kind: 'long', name: 'note' } as const
const STOCK_NO: ActionField = { kind: 'text', name: 'stockNo', starred: true }
const RECIPIENTS = ['applicant', 'agent'] as const
const RECIPIENT_BOXES = RECIPIENTS.map((code) => ({
  code,
  zh: COUNTER_WORDS.zh[`choice.recipient.${code}`],
  en: COUNTER_WORDS.en[`choice.recipient.${code}`],
}))
const STOP_REASONS = ['died', 'hukou-converted', 'registration-ended'] as const

/** The events of annex 3 that a person brings about on an application that exists, each as a form. */
export const APPLICATION_ACTIONS: Readonly<Record<string, Action>> = {
  accept: action('acceptApplication', [], () => ({})),
  'return-incomplete': action(
    'giveDeficiencyNotice',
    [{ kind: 'items', name: 'items' }, NOTE, { kind: 'long', name: 'supervisorReason' }],
    (values) => ({
      items: [...values.items],
      note: textValue(values, 'note'),
      supervisorReason: textValue(values, 'supervisorReason'),
    }),
  ),
  supplement: action('supplementApplication', [{ kind: 'materials', name: 'materials' }], (values) => ({
    materials: materialsSent(values.materials),
  })),
  'verify-true': visit('true'),
  'verify-false': visit('untrue'),
  'verify-missed': visit('missed'),
  approve: action('approveApplication', [{ kind: 'long', name: 'occupancyReason' }], (values) => ({
    occupancyReason: textValue(values, 'occupancyReason'),
  })),
  refuse: action('refuseApplication', [{ kind: 'reasons', name: 'reasons' }], (values) => ({
    reasons: [...values.reasons],
  })),
  'return-documents': action(
    'returnDocuments',
    [
      { kind: 'papers', name: 'materialIds' },
      { kind: 'text', name: 'receivedBy', starred: true },
    ],
    (values) => ({
      materialIds: [...values.papers],
      receivedBy: textValue(values, 'receivedBy'),
    }),
  ),
  correct: action(
    'correctApplication',
    [
      { kind: 'text', name: 'name' },
      { kind: 'photo', name: 'photo' },
      { ...NOTE, starred: true },
    ],
    (values) => {
      const name = textValue(values, 'name')
      const photo = values.images['photo']
      return {
        ...(name === '' ? {} : { name }),
        ...(photo === undefined ? {} : { photoBlobId: photo.blobId }),
        note: textValue(values, 'note'),
      }
    },
  ),
  produce: action('producePermit', [STOCK_NO], (values) => ({ stockNo: textValue(values, 'stockNo') })),
  remake: action('remakeCard', [STOCK_NO, { kind: 'long', name: 'reason', starred: true }], (values) => ({
    stockNo: textValue(values, 'stockNo'),
    reason: textValue(values, 'reason'),
  })),
  receive: action('receiveCard', [STOCK_NO], (values) => ({ stockNo: textValue(values, 'stockNo') })),
  'report-loss': action('reportLoss', [NOTE], (values) => ({ note: textValue(values, 'note') })),
  notify: action('notifyReady', [], () => ({})),
  'hand-over': action(
    'handOver',
    [
      { kind: 'choice', name: 'recipient', starred: true, list: RECIPIENT_BOXES },
      { kind: 'text', name: 'recipientIdNumber', starred: true },
      { kind: 'photo', name: 'recipientPortrait' },
    ],
    (values) => ({
      recipient: choiceValue(values, 'recipient', RECIPIENTS),
      recipientIdNumber: textValue(values, 'recipientIdNumber').toUpperCase(),
      recipientPortrait: values.images['recipientPortrait']?.blobId ?? null,
    }),
  ),
  withdraw: action('withdrawApplication', [{ kind: 'long', name: 'reason' }], (values) => ({
    reason: textValue(values, 'reason'),
  })),
  stop: action(
    'stopApplication',
    [
      { kind: 'choice', name: 'reason', starred: true, list: tableChoices('end-reason', STOP_REASONS) },
      { kind: 'text', name: 'document' },
    ],
    (values) => ({
      reason: choiceValue(values, 'reason', STOP_REASONS),
      document: textValue(values, 'document'),
    }),
  ),
}
