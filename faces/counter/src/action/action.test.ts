import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ROUTES } from '@anju/contract/route-table.ts'
import { APPLICATION_TRANSITIONS } from '@anju/domain/application/application-machine.ts'
import { REGISTRATION_TRANSITIONS } from '@anju/domain/registration/registration-machine.ts'
import { APPLICATION_ACTIONS } from '../application/application-action.ts'
import { REGISTRATION_ACTIONS } from '../registration/registration-action.ts'
import { noticeChoice } from '../application/notice-choice.ts'
import { COUNTER_WORDS } from '../counter-words.ts'
import type { Action } from './action.ts'
import { EMPTY_HOME } from '../registration/declaration-draft.ts'
import { newMaterial } from '../material/material-draft.ts'
import { initialValues } from './initial-values.ts'
import type { Values } from './values.ts'

const ID = '018f0000-0000-7000-8000-000000000001'
const ON = '2016-07-05'
const ABOUT = {
  notice: { missing: ['photo', 'rental-filing-certificate'], onFile: ['lease'] },
  materials: [],
  home: EMPTY_HOME,
}
/** Events that begin a case, and those of residents, stand as buttons on the queue, on the file of a registration, and on the resident's page. */
const BEGUN_ELSEWHERE = ['declare-at-window', 'declare-online', 'declare-departure', 'take-back-departure', 'apply']

const machines = [
  ['annex 2', REGISTRATION_TRANSITIONS, REGISTRATION_ACTIONS],
  ['annex 3', APPLICATION_TRANSITIONS, APPLICATION_ACTIONS],
] as const

for (const [annex, transitions, actions] of machines) {
  const rows: readonly { event: string; by: string }[] = transitions
  const byPeople = new Set(rows.filter(({ by }) => by !== 'system' && by !== 'police').map(({ event }) => event))
  describe(`${annex}: every event of a person has its form`, () => {
    for (const event of byPeople) {
      if (!BEGUN_ELSEWHERE.includes(event)) it(event, () => assert.ok(actions[event], `no form for ${event}`))
    }
    it('and no form stands for an event that the machine does not know', () => {
      assert.deepEqual(
        Object.keys(actions).filter((event) => !byPeople.has(event)),
        [],
      )
    })
  })
  describe(`${annex}: what a filled-in form sends is what the contract takes`, () => {
    for (const [event, action] of Object.entries(actions)) {
      it(event, () => {
        const body = { ...action.body(filledIn(action)), intentId: ID, expectedVersion: 3 }
        const parsed = ROUTES[action.route].body.safeParse(body)
        assert.equal(parsed.success, true, JSON.stringify(parsed.error?.issues))
      })
    }
  })
  describe(`${annex}: every field has its label`, () => {
    for (const [event, action] of Object.entries(actions)) {
      it(event, () => {
        for (const field of action.fields) assert.ok(`action.field.${field.name}` in COUNTER_WORDS.zh, field.name)
      })
    }
  })
}

/** The form as it opens, with something in each field. */
function filledIn(action: Action): Values {
  const texts = action.fields.map((field) => {
    if ('list' in field) return [field.name, field.list.at(-1)?.code ?? '']
    return [field.name, field.kind === 'number' ? '18.5' : field.kind === 'day' ? ON : '440699199202290024']
  })
  return {
    ...initialValues(action, ON, ABOUT),
    texts: Object.fromEntries(texts),
    home: { ...EMPTY_HOME, divisionCode: '440604011001', lane: '张槎三路', door: '12号' },
    materials: [newMaterial('lease')],
    papers: [ID],
    reasons: [{ code: 'untrue', note: '查无此人' }],
  }
}

const step = (event: string, refusals: object[]) => ({
  event,
  by: 'accept',
  law: '',
  dueOn: null,
  allowed: false,
  refusals,
})

describe('the one notice', () => {
  it('told once is told everything: it opens with every missing item ticked', () => {
    const notice = APPLICATION_ACTIONS['return-incomplete']
    assert.ok(notice)
    assert.deepEqual(initialValues(notice, ON, ABOUT).items, ['photo', 'rental-filing-certificate'])
  })
  it('what is missing is what the registry said with the steps that cannot be taken', () => {
    const file = {
      next: [
        step('accept', [{ code: 'application.materials-missing', law: '', facts: { missing: ['photo'] } }]),
        step('withdraw', [{ code: 'access.post-lacks-authority', law: '', facts: {} }]),
      ] as never,
      materials: [
        { kind: 'lease', returnedOn: null },
        { kind: 'title-deed', returnedOn: '2016-07-06' },
        { kind: 'applicant-portrait', returnedOn: null },
      ],
      checklist: [{ alternatives: [{ kind: 'lease' }, { kind: 'title-deed' }] }],
    }
    assert.deepEqual(noticeChoice(file), { missing: ['photo'], onFile: ['lease'] })
  })
})
