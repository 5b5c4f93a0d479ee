import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fieldFaults } from './message/field-fault.ts'
import { applicationAgent } from './routes/application.ts'
import { addressForm, lines, materialForm, personForm, residenceForm, text } from './shape.ts'

const faultsOf = (schema: typeof personForm, value: unknown) => {
  const parsed = schema.safeParse(value)
  return parsed.success ? [] : fieldFaults(parsed.error.issues).map(({ path, zh }) => `${path} ${zh}`)
}
const person = {
  name: '唐国强',
  sex: '1',
  ethnicity: '01',
  birthOn: '1981-04-04',
  idNumber: '430524198104040019',
  hukouDivision: '430524',
  hukouDetail: '湖南省隆回县桃洪镇文仙村',
}
const WORDS = '含有制表符、换向符等看不见的字符，请删除后重新填写'

describe('text that is typed', () => {
  it('a tab, a line end, a null, a turn of direction or half a character within a line is refused in words; the same line without it is taken', () => {
    assert.deepEqual(faultsOf(personForm, person), [])
    for (const control of ['\t', '\n', '\u0000', '\u007f', '\u0085', '\u202e', '\u2066', '\u200f', '\ud800'])
      assert.deepEqual(faultsOf(personForm, { ...person, hukouDetail: `湖南省${control}隆回县` }), [
        `hukouDetail ${WORDS}`,
      ])
  })
  it('blanks at the ends are taken off, and a name is composed', () => {
    assert.equal(text(50).parse(' 张三\t'), '张三')
    assert.equal(text(50).parse('Jose\u0301'), 'Jos\u00e9')
  })
  it('several lines may end in line ends and hold no other control character', () => {
    assert.equal(lines(50).parse('一\r\n二'), '一\r\n二')
    assert.equal(lines(50).safeParse('一\t二').success, false)
  })
  it('every text of the forms is such a text', () => {
    const forms = { personForm, residenceForm, addressForm, materialForm, applicationAgent }
    for (const [form, { shape }] of Object.entries(forms))
      for (const [field, schema] of Object.entries(shape)) {
        const taken = schema.safeParse('a\tb')
        assert.equal(taken.success, false, `${form}.${field}`)
      }
  })
})
