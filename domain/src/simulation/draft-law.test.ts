import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { changedValues, withDraft, withoutDraft } from './draft-law.ts'

const draft = {
  ...FOSHAN,
  id: 'foshan/2027-01-01',
  inForceFrom: day('2027-01-01'),
  addressChange: { ...FOSHAN.addressChange, sameCity: { ...FOSHAN.addressChange.sameCity, value: 'reset' as const } },
}

describe('a draft among the packs', () => {
  it('that lies there already is compared with the law before it, not with itself', () => {
    const held = [FOSHAN, LINHE, draft]
    assert.deepEqual(
      withoutDraft(held, draft).map(({ id }) => id),
      [FOSHAN.id, LINHE.id],
    )
    assert.deepEqual(
      changedValues(held, draft).map(({ key, before, after }) => [key, before, after]),
      [['addressChange.sameCity', '"keep"', '"reset"']],
    )
  })
  it('from its first day both stand; as if always, it stands in place of the one before', () => {
    const days = (reach: 'always' | 'from-first-day') =>
      withDraft([FOSHAN, LINHE], draft, reach).map(({ id, inForceFrom }) => `${id} ${inForceFrom}`)
    assert.deepEqual(days('from-first-day'), [
      'foshan/2016-01-01 2016-01-01',
      'linhe/2017-04-24 2017-04-24',
      'foshan/2027-01-01 2027-01-01',
    ])
    assert.deepEqual(days('always'), ['linhe/2017-04-24 2017-04-24', 'foshan/2027-01-01 2016-01-01'])
  })
})
