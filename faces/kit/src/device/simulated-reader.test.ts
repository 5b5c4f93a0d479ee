import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fittedSize } from './image-file.ts'
import { SIMULATED_READER } from './simulated-reader.ts'

it('says that it is simulated', () => {
  assert.equal(SIMULATED_READER.simulated, true)
  assert.match(SIMULATED_READER.name, /模拟/)
})

for (const card of SIMULATED_READER.samples) {
  it(`test card ${card.idNumber} belongs to nobody and agrees with itself`, () => {
    assert.match(card.idNumber, /^(440699|150899)/)
    assert.equal(card.idNumber.slice(6, 14), card.bornOn.replaceAll('-', ''))
    assert.equal(Number(card.idNumber[16]) % 2 === 1 ? '1' : '2', card.sexCode)
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    const sum = weights.reduce((total, weight, at) => total + weight * Number(card.idNumber[at]), 0)
    assert.equal(card.idNumber[17], '10X98765432'[sum % 11])
  })
}

it('reads nothing without a card', async () => {
  await assert.rejects(SIMULATED_READER.read())
})

it('an image is made smaller, never larger, and keeps its shape', () => {
  assert.deepEqual(fittedSize(4000, 3000, 1600), { width: 1600, height: 1200 })
  assert.deepEqual(fittedSize(640, 480, 1600), { width: 640, height: 480 })
})
