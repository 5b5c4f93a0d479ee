import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { FormFacts, PaperFacts } from '../usecases/paper-facts.ts'
import { openPaperPress } from './paper-press.ts'

const press = openPaperPress()
const PHOTO = 'photo'
/** One transparent pixel: the smallest PNG there is. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

function formFacts(values: FormFacts['values'] = {}): Extract<PaperFacts, { kind: 'form' }> {
  return {
    kind: 'form',
    jurisdiction: 'foshan',
    office: '张槎街道流管服务站',
    printedOn: '2016-07-05',
    values: { name: '张国强', idNumber: '44069919880303511X', sex: '1', employment: '3', ...values },
    place: { district: '禅城区', town: '张槎街道', policeStation: '', committee: '大富村委会' },
    hukou: { province: '湖南', city: '邵阳', county: '隆回', detail: '湖南省隆回县桃洪镇文仙村' },
    photo: PHOTO,
    applicantCopies: [],
    agentCopies: [],
    permitIssuedOn: undefined,
    finding: 'true',
    verifier: { name: '黄志豪', on: '2016-01-08' },
    accepter: '陈伟',
    reviewer: undefined,
  }
}
const pdfOf = (facts: PaperFacts, images = new Map([[PHOTO, PIXEL]])) =>
  press.set(press.compose(facts).content, facts.kind === 'form' ? images : new Map())
const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
const family = (n: number) =>
  Array.from({ length: n }, () => ({ name: '李丽', relation: '10', idNumber: '', together: true }))

describe('the press', () => {
  it('同样的内容，打印出同样的字节：the same words give the same bytes, other words others', async () => {
    const once = await pdfOf(formFacts())
    assert.equal(once.subarray(0, 5).toString('latin1'), '%PDF-')
    assert.deepEqual(sm3(await pdfOf(formFacts())), sm3(once))
    assert.notDeepEqual(sm3(await pdfOf(formFacts({ name: '张国弱' }))), sm3(once))
  })

  it('a second press, as another process has, gives them too', async () => {
    const other = openPaperPress()
    const { content } = press.compose(formFacts())
    const images = new Map([[PHOTO, PIXEL]])
    assert.deepEqual(sm3(await other.set(content, images)), sm3(await press.set(content, images)))
  })

  it('附件1 has two pages; a continuation sheet from the fifth member of the family on', async () => {
    assert.equal(pages(await pdfOf(formFacts({ family: family(4) }))), 2)
    assert.equal(pages(await pdfOf(formFacts({ family: family(5) }))), 3)
    assert.equal(pages(await press.blankForm('foshan', '2016-03-01')), 2)
  })

  it('the longest names leave the form its two pages and the continuation sheet its lines', async () => {
    const name = '阿卜杜热合曼·麦麦提艾力·买买提依明·吐尔逊江·阿不都克里木'
    const long = name.repeat(2).slice(0, 50)
    const values = {
      name: long,
      agency: true,
      agentName: long,
      employerName: long,
      employerAddress: long.repeat(2),
      remark: long,
    }
    const facts = formFacts({ ...values, family: family(4).map((row) => ({ ...row, name: long, relation: '40' })) })
    assert.equal(pages(await pdfOf(facts)), 2)
    const { content } = press.compose(facts)
    const before = await press.set({ ...(content as object), template: 'form-1' }, new Map([[PHOTO, PIXEL]]))
    assert.equal(pages(before), 3, 'the template before it broke the page')
  })

  it('a form that was printed before is printed again to the same bytes', async () => {
    const { content } = press.compose(formFacts({ family: family(5) }))
    const printed = await press.set({ ...(content as object), template: 'form-1' }, new Map([[PHOTO, PIXEL]]))
    assert.equal(sm3(printed).toString('hex'), 'aa72d218320d374c25d347f5f00ea63dc0381317cda90eb78814a6704a2b56cd')
    assert.notDeepEqual(sm3(await press.set(content, new Map([[PHOTO, PIXEL]]))), sm3(printed))
  })

  it('every list of the form stands as boxes of which at most one is ticked; a waived field is blank', () => {
    const { content } = press.compose(formFacts({ marital: '22', sons: 0 }))
    const form = content as Record<string, unknown>
    assert.deepEqual(form['marital'], [
      { zh: '未婚', ticked: false },
      { zh: '已婚', ticked: true },
      { zh: '其他', ticked: false },
    ])
    assert.equal(form['sons'], '0')
    assert.equal(form['daughters'], '')
    assert.equal(form['employerName'], '')
  })

  it('rare characters are set: extension B to F from the second typeface, 〓 and the code point where none has it', async () => {
    const rare = await pdfOf(formFacts({ name: '张\u{2000B}\u{2B740}\u3400' }))
    assert.ok(rare.includes('HanaMin'), 'the second typeface is in the file')
    const none = await pdfOf(formFacts({ name: '张\u{30000}' }))
    const plain = await pdfOf(formFacts({ name: '张〓' }))
    assert.notDeepEqual(sm3(none), sm3(plain), 'the page says which character it was')
  })

  it('what was keyed in is text, never a command of the typesetter', async () => {
    const name = '#read("/etc/passwd") $x$ *粗* @ref <label> \\ ]'
    assert.equal(pages(await pdfOf(formFacts({ name, remark: name }))), 2)
  })

  it('a jurisdiction without a form of its own has the general one', async () => {
    const general = press.compose({ ...formFacts(), jurisdiction: 'hangzhou' }).content as Record<string, unknown>
    assert.equal(general['title'], '居住登记表')
  })

  it('an adverse paper names reason, clause and each remedy with its day', () => {
    const { content } = press.compose({
      kind: 'cancellation',
      jurisdiction: 'foshan',
      office: '张槎街道流管服务站',
      printedOn: '2016-03-01',
      name: '张国强',
      idNumberMasked: '4406***********11X',
      address: '塱宝西路60号',
      receiptNo: '440604101201601050001',
      registeredOn: '2016-01-05',
      endedOn: '2016-03-01',
      reason: 'untrue',
      law: 'FS-2016-14:附件2.注销告知',
      visits: true,
      objectUntil: '2016-03-16',
      objectLaw: 'FS-2016-14:附件2.注销告知',
      remedies: [
        { kind: 'review', until: '2016-04-30', law: 'ARL-2009:9' },
        { kind: 'lawsuit', until: '2016-09-01', law: 'APL-2014:46' },
      ] as never,
      signer: '何丽娟',
    })
    const words = JSON.stringify(content)
    for (const part of ['2016年3月16日', '行政复议法 第9条', '行政诉讼法 第46条', '佛府办函〔2016〕14号'])
      assert.ok(words.includes(part), part)
  })

  it('letters about a permit from elsewhere: one page with rare characters and long addresses; only the refusal tells the remedies', async () => {
    const shared = {
      jurisdiction: 'linhe',
      office: '巴彦淖尔市公安局临河区分局户籍服务大厅',
      printedOn: '2018-03-02',
      name: '\u{20BB7}䶮\u{2B740}',
      idNumberMasked: '1508***********11X',
      address:
        '内蒙古自治区巴彦淖尔市临河区先锋街道金沙社区居民委员会胜利北路与新华西街交叉口向北三百米路东12号楼3单元1502室',
      toOffice: '巴彦淖尔市公安局五原县分局隆兴昌镇中心派出所户籍室',
      permitNo: '15082100001234',
      issuedOn: '2017-06-01',
      endorsedOn: ['2017-07-10', '2018-01-10'],
      printedExpiryOn: null as string | null,
      oldAddress: '内蒙古自治区巴彦淖尔市五原县隆兴昌镇葵花大道与义和路交叉口西南角7号楼2单元903室（房主䶮先生）',
      answerDueOn: '2018-03-23',
      decidedOn: '2018-03-02',
      law: 'LH-2017-36:三.二(3)',
      reasons: [{ key: 'transfer.refused', law: 'LH-2017-36:三.二(3)', facts: { reason: '复函称签发给他人' } }],
      remedies: [{ kind: 'review', until: '2018-05-01', law: 'ARL-2009:9' }],
      signer: '何丽娟',
    }
    const words = async (kind: 'permit-inquiry' | 'address-told' | 'transfer-refusal') => {
      const facts = { ...shared, kind } as never
      const pdf = await pdfOf(facts)
      assert.equal(pages(pdf), 1, kind)
      assert.ok(pdf.includes('HanaMin'), 'the second typeface is in the file')
      return JSON.stringify(press.compose(facts).content)
    }
    const inquiry = await words('permit-inquiry')
    for (const part of [
      '居住证核查函',
      '2018年3月23日',
      '2017年7月10日、2018年1月10日',
      shared.oldAddress,
      shared.address,
    ])
      assert.ok(inquiry.includes(part), part)
    assert.ok(!inquiry.includes('证面有效期'), 'a permit of today has none')
    shared.printedExpiryOn = '2018-05-31'
    const told = await words('address-told')
    assert.ok(told.includes('证面有效期') && told.includes('2018年5月31日'))
    assert.ok(told.includes('居住地址变更通报函') && !told.includes('您的权利'))
    const refused = await words('transfer-refusal')
    for (const part of ['复函称签发给他人', '您的权利', '2018年5月1日', '行政复议法 第9条', '另行申领居住证'])
      assert.ok(refused.includes(part), part)
  })

  it('the templates are the ones that papers name', () => {
    for (const template of ['form-1', 'form-2', 'sheet-1', 'sheet-2'])
      assert.ok(readFileSync(new URL(`../../paper/${template}.typ`, import.meta.url)).length > 0)
  })
})
