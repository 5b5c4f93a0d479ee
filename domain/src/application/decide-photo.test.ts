import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { decidePhoto, type Photo } from './decide-photo.ts'

const limited = {
  ...FOSHAN.photo,
  chipMaxAgeYears: { ...FOSHAN.photo.chipMaxAgeYears, value: 10 },
  chipIssuedFromAge: { ...FOSHAN.photo.chipIssuedFromAge, value: 16 },
}
const chip = (cardIssuedOn: string, birthDate = '1980-01-01'): Photo => ({
  source: 'chip',
  cardIssuedOn: day(cardIssuedOn),
  birthDate: day(birthDate),
})
const codes = (photo: Photo | undefined, policy = FOSHAN.photo) => {
  const decision = decidePhoto(photo, day('2016-07-05'), policy)
  return decision.ok ? [] : decision.refusals.map(({ code }) => code)
}

describe('decidePhoto', () => {
  it('no photo', () => assert.deepEqual(codes(undefined), ['application.photo-missing']))
  it('FS-2016-14:二.四 芯片相片不论年限', () => assert.deepEqual(codes(chip('2004-06-01')), []))
  it('限十年：满十年当日可用，过一日不可', () => {
    assert.deepEqual(codes(chip('2006-07-05'), limited), [])
    assert.deepEqual(codes(chip('2006-07-04'), limited), ['photo.chip-too-old'])
  })
  it('限十六岁后发证：十六岁生日当日所发可用，前一日不可', () => {
    assert.deepEqual(codes(chip('2015-06-01', '1999-06-01'), limited), [])
    assert.deepEqual(codes(chip('2015-05-31', '1999-06-01'), limited), ['photo.chip-issued-too-young'])
  })
  it('both limits are told at once', () => {
    assert.deepEqual(codes(chip('2006-01-01', '1999-06-01'), limited), [
      'photo.chip-too-old',
      'photo.chip-issued-too-young',
    ])
  })
  it('a paper photo serves where the city takes one', () => {
    assert.deepEqual(codes({ source: 'print' }), ['photo.source-not-offered'])
    assert.deepEqual(codes({ source: 'print' }, LINHE.photo), [])
  })
})
