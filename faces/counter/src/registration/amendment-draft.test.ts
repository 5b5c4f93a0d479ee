import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { amendmentSent, beginAmendment, changesOf, onto } from './amendment-draft.ts'
import { draftOfFile } from './draft-of-form.ts'

const file = (form: Readonly<Record<string, unknown>>, mobileMasked = '138****8000') =>
  draftOfFile({ form: { employment: '1', employerName: '旧厂', marital: '10', ...form }, person: { mobileMasked } })

describe('变更登记的草稿', () => {
  const begun = beginAmendment(file({}))
  const typed = { ...begun, draft: { ...begun.draft, values: { ...begun.draft.values, employerName: '新厂' } } }

  it('只送出改动的内容', () => {
    assert.deepEqual(amendmentSent(typed).changes, { employerName: '新厂' })
    assert.deepEqual(amendmentSent(begun).changes, {})
  })

  it('别人在此期间改了别的：以现登记为准，自己填的不丢，别人改的不会被改回去', () => {
    const now = onto(file({ marital: '20' }, '139****9003'), typed)
    assert.deepEqual(changesOf(now), [{ field: 'employerName', before: '旧厂', after: '新厂' }])
    assert.equal(now.draft.values['marital'], '20')
    assert.equal(now.draft.values['mobile'], '139****9003')
  })

  it('别人改的是同一项：并列显示别人改的和自己填的；改得一样的，不再是变更', () => {
    assert.deepEqual(changesOf(onto(file({ employerName: '别厂' }), typed)), [
      { field: 'employerName', before: '别厂', after: '新厂' },
    ])
    assert.deepEqual(changesOf(onto(file({ employerName: '新厂' }), typed)), [])
  })
})
