import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Problem } from '@anju/contract/problem.ts'
import { fieldMessages, fieldOfPath, problemLines } from './problem-view.ts'
import { refusalFields } from './refusal-field.ts'

const refusal = (code: string, facts: object) => ({ code, law: 'CN-663:9', facts, zh: `中 ${code}`, en: `en ${code}` })
const refused = (...refusals: object[]) => ({ type: 'refused', status: 422, title: '', refusals }) as unknown as Problem

describe('problem document on a screen', () => {
  it('says every reason in order, in the language asked for', () => {
    const problem = refused(refusal('form.field-missing', { field: 'name' }), refusal('person.not-target', {}))
    assert.deepEqual(
      problemLines(problem, 'zh').map(({ text }) => text),
      ['中 form.field-missing', '中 person.not-target'],
    )
    assert.equal(problemLines(problem, 'en')[0]?.text, 'en form.field-missing')
  })
  it('puts each message at its field, two at the same field together', () => {
    const problem = refused(
      refusal('id-number.check-digit-wrong', {}),
      refusal('registration.already-active', {}),
      refusal('form.field-missing', { field: 'education' }),
    )
    const messages = fieldMessages(problem, 'zh')
    assert.equal(messages.get('idNumber')?.length, 2)
    assert.equal(messages.get('education')?.length, 1)
  })
  it('malformed requests speak field by field', () => {
    const problem = {
      type: 'malformed',
      status: 400,
      title: '',
      fields: [{ path: 'body.person.name', zh: '太长', en: 'too long' }],
    }
    assert.deepEqual([...fieldMessages(problem as Problem, 'en')], [['name', ['too long']]])
  })
  it('no problem, no messages', () => assert.equal(fieldMessages(undefined, 'zh').size, 0))
})

describe('field of a path', () => {
  for (const [path, field] of [
    ['person.idNumber', 'idNumber'],
    ['/body/home/address/door', 'door'],
    ['body.form.family[0].idNumber', 'family.0.idNumber'],
    ['', ''],
  ] as const) {
    it(`${path} → ${field}`, () => assert.equal(fieldOfPath(path), field))
  }
})

describe('fields a refusal speaks about', () => {
  it('a family row names its row and its fields', () => {
    const row = { code: 'form.family-row-incomplete', facts: { row: 1, fields: ['name'] } } as never
    assert.deepEqual(refusalFields(row), ['family.1.name'])
  })
  it('several fields at once', () => {
    const agent = { code: 'form.agent-incomplete', facts: { fields: ['agentName', 'agentPhone'] } } as never
    assert.deepEqual(refusalFields(agent), ['agentName', 'agentPhone'])
  })
  it('the matter as a whole has none', () => {
    assert.deepEqual(refusalFields({ code: 'channel.not-offered', facts: {} } as never), [])
  })
})
