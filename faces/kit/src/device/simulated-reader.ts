import type { CardRead, CardReader } from './card-reader.ts'

/** Test people: the division 440699 is assigned to no place, so the numbers are right in form and belong to nobody. */
const SAMPLES: readonly CardRead[] = [
  {
    name: '张小梅',
    sexCode: '2',
    ethnicityCode: '01',
    bornOn: '1992-02-29',
    idNumber: '440699199202290024',
    addressText: '湖南省平江县城关镇测试路1号',
  },
  {
    name: '阿依古丽·买买提',
    sexCode: '2',
    ethnicityCode: '05',
    bornOn: '1988-06-15',
    idNumber: '440699198806150028',
    addressText: '新疆维吾尔自治区疏附县测试路2号',
  },
  {
    name: '李建国',
    sexCode: '1',
    ethnicityCode: '01',
    bornOn: '1957-03-15',
    idNumber: '150899195703150015',
    addressText: '内蒙古自治区包头市测试路3号',
  },
]

/** A reader without a device, for demonstration and tests. It never pretends to be one: its name says what it is. */
export const SIMULATED_READER: CardReader = {
  name: '模拟读卡器',
  simulated: true,
  samples: SAMPLES,
  read: async (sample) => {
    if (sample === undefined) throw new Error('Pick one of the test cards')
    return sample
  },
}
