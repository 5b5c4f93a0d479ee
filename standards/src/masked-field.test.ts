import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { maskAddress } from './mask-address.ts'
import { keepMasked, maskFields } from './masked-field.ts'

describe('号码和户籍地址只留可辨认的部分', () => {
  it('an address keeps its county and nothing below', () => {
    for (const [address, masked] of [
      ['湖南省邵阳市隆回县桃洪镇文仙村五组', '湖南省邵阳市隆回县****'],
      ['湖南省隆回县桃洪镇文仙村', '湖南省隆回县****'],
      ['广西壮族自治区南宁市青秀区中山路1号', '广西壮族自治区南宁市青秀区****'],
      ['内蒙古乌拉特中旗海流图镇', '内蒙古乌拉特中旗****'],
      ['北京市朝阳区建国路1号', '北京市朝阳区****'],
      ['桃洪镇文仙村', '桃洪****'],
      ['广东省佛山市禅城区', '广东省佛山市禅城区'],
      ['', ''],
    ] as const)
      assert.equal(maskAddress(address), masked, address)
  })

  it('masks by the name of the field, however deep; other fields stay', () => {
    assert.deepEqual(
      maskFields({
        name: '张',
        form: { family: [{ name: '王', idNumber: '440699198805203023' }], agentPhone: '13800000999' },
      }),
      { name: '张', form: { family: [{ name: '王', idNumber: '440***********3023' }], agentPhone: '138****0999' } },
    )
  })

  it('what comes back as the mask stays what is kept; what was typed goes in', () => {
    const kept = {
      hukouDetail: '湖南省隆回县桃洪镇',
      family: [
        { name: '王', idNumber: '440699198805203023' },
        { name: '李', idNumber: '' },
      ],
    }
    const shown = maskFields(kept) as typeof kept
    assert.deepEqual(keepMasked(shown, kept), kept)
    const typed = { ...shown, hukouDetail: '湖南省隆回县荷香桥镇' }
    assert.equal(keepMasked(typed, kept).hukouDetail, typed.hukouDetail)
    // Rows may change places; another person's mask is not anybody's number.
    assert.deepEqual(keepMasked({ family: [...shown.family].toReversed() }, kept).family, [...kept.family].toReversed())
    const other = { family: [{ name: '王', idNumber: '110***********3023' }] }
    assert.deepEqual(keepMasked(other, kept), other)
  })
})
