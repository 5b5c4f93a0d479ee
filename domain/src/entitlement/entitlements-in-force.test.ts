import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { FOSHAN, LINHE, NATIONAL, PACKS } from '../../test/held-law.ts'
import { entitlementsInForce } from './entitlements-in-force.ts'

const national = NATIONAL.entitlements
const itemKeys = national.classes.value.flatMap((one) => one.items.map(({ key }) => `${one.key}.${key}`))

describe('entitlementsInForce', () => {
  it('CN-663:12, CN-663:13 三项权利、六项服务、七项便利', () => {
    assert.deepEqual(
      national.classes.value.map(({ key, items }) => [key, items.length]),
      [
        ['rights', 3],
        ['services', 6],
        ['conveniences', 7],
      ],
    )
  })
  it('LH-2017-36:四.享有 十二类，依文件次序', () => {
    assert.deepEqual(
      LINHE.entitlements.classes.value.map(({ law }) => law),
      '一 二 三 四 五 六 七 八 九 十 十一 十二'.split(' ').map((number) => `LH-2017-36:四.${number}`),
    )
  })
  it('佛山文件没有列举，国家清单照原样', () => {
    assert.deepEqual(
      entitlementsInForce(national, FOSHAN.entitlements).list.map(({ key }) => key),
      itemKeys,
    )
  })
  for (const { id, entitlements } of PACKS) {
    const { list } = entitlementsInForce(national, entitlements)
    const carriedOut = entitlements.classes.value.flatMap(({ items }) => items.flatMap((item) => item.carriesOut))
    it(`${id} has each key once`, () => assert.equal(new Set(list.map(({ key }) => key)).size, list.length))
    it(`${id} carries out only what the regulation has, and nothing twice`, () => {
      assert.deepEqual(
        carriedOut.filter((key) => !itemKeys.includes(key)),
        [],
      )
      assert.equal(new Set(carriedOut).size, carriedOut.length)
    })
    it(`CN-663:14 ${id} loses nothing of the national list`, () => {
      const told = new Set([...list.map(({ key }) => key), ...carriedOut])
      assert.deepEqual(
        itemKeys.filter((key) => !told.has(key)),
        [],
      )
    })
  }
})
