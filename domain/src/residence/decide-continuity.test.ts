import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { decideContinuity } from './decide-continuity.ts'

const arrival = (registeredOn: string) => ({ registeredOn: day(registeredOn), declaredAs: 'arrival' as const })
const change = (registeredOn: string, movedInOn: string) => ({
  registeredOn: day(registeredOn),
  declaredAs: 'change' as const,
  movedInOn: day(movedInOn),
})

describe('decideContinuity', () => {
  for (const [title, ended, next, pack, continues] of [
    ['FG-2015:二.三(2) 间隔三天', '2016-03-10', arrival('2016-03-13'), FOSHAN, true],
    ['FG-2015:二.三(2) 间隔四天', '2016-03-10', arrival('2016-03-14'), FOSHAN, false],
    ['新登记早于注销，没有间隔', '2016-03-10', arrival('2016-03-08'), FOSHAN, true],
    ['FM-2014:19 变更第三个工作日', '2017-01-26', change('2017-02-06', '2017-01-26'), FOSHAN, true],
    ['FM-2014:19 变更第四个工作日', '2017-01-26', change('2017-02-07', '2017-01-26'), FOSHAN, false],
    ['同样日期，注销后另行申报不算变更', '2017-01-26', arrival('2017-02-06'), FOSHAN, false],
    ['及时变更，离开三天后搬入', '2016-03-10', change('2016-03-16', '2016-03-13'), FOSHAN, true],
    ['及时变更，离开四天后搬入', '2016-03-10', change('2016-03-17', '2016-03-14'), FOSHAN, false],
    ['LH-2017-36:四.处罚 临河变更第三日', '2017-06-05', change('2017-06-08', '2017-06-05'), LINHE, true],
    ['LH-2017-36:四.处罚 临河变更第四日', '2017-06-05', change('2017-06-09', '2017-06-05'), LINHE, false],
    ['临河隔一天搬入，即使及时变更也断', '2017-06-05', change('2017-06-08', '2017-06-06'), LINHE, false],
  ] as const) {
    it(title, () => assert.equal(decideContinuity(day(ended), next, pack, CALENDAR).continues, continues))
  }
  it('a city may choose that an on-time change keeps nothing', () => {
    const { continuity } = FOSHAN
    const strict = {
      ...FOSHAN,
      continuity: { ...continuity, onTimeChangeKeeps: { ...continuity.onTimeChangeKeeps, value: false } },
    }
    assert.equal(
      decideContinuity(day('2017-01-26'), change('2017-02-06', '2017-01-26'), strict, CALENDAR).continues,
      false,
    )
  })
})
