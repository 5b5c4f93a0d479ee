import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN } from '../../test/held-law.ts'
import { receiptStanding } from './receipt-standing.ts'
import { registeredOn } from './registered-on.ts'

const { dateBasis } = FOSHAN.registration
const dates = { submittedOn: day('2016-01-05'), enteredOn: day('2016-01-08') }

describe('registeredOn', () => {
  it('FS-2016-14:附件2.方式2 网络申报以录入日为准', () => {
    assert.equal(registeredOn({ channel: 'online', ...dates }, dateBasis).registeredOn, '2016-01-08')
  })
  it('the switch to the day of submission is one word in the pack', () => {
    const switched = { ...dateBasis, online: { ...dateBasis.online, value: 'submission' as const } }
    assert.equal(registeredOn({ channel: 'online', ...dates }, switched).registeredOn, '2016-01-05')
    assert.equal(registeredOn({ channel: 'counter', ...dates }, switched).registeredOn, '2016-01-08')
  })
})

describe('receiptStanding', () => {
  const subject = { receiptNumber: '7', registeredOn: day('2016-01-05') }
  it('补打号码不变', () => assert.deepEqual(receiptStanding(subject), receiptStanding({ ...subject })))
  it('FS-2016-14:附件2.注销告知 作废的回执说明日期和理由', () => {
    const standing = receiptStanding({ ...subject, cancelled: { on: day('2016-01-08'), reason: '核实不属实' } })
    assert.deepEqual(standing, { valid: false, receiptNumber: '7', cancelledOn: '2016-01-08', reason: '核实不属实' })
  })
})
