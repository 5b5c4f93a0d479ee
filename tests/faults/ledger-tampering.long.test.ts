import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { detectEach } from '@anju/tests/detect-tampering.ts'
import { TAMPERINGS } from '@anju/tests/ledger-tamper.ts'
import { SEAL_TAMPERINGS } from '@anju/tests/seal-tamper.ts'
import { openTamperedCity, type TamperedCity } from '@anju/tests/tampered-city.ts'

const SEED = Number(process.env['ANJU_TAMPER_SEED'] ?? Date.now() % 1_000_000)
const PLACEMENTS = 50

let bent: TamperedCity
before(async () => {
  bent = await openTamperedCity()
})
after(() => bent.close())

describe('a superuser bends the ledger six hundred times 超级用户篡改台账', () => {
  let detected = 0
  for (const [n, [name, tamper]] of Object.entries(TAMPERINGS).entries()) {
    it(`${name}: ${PLACEMENTS} of ${PLACEMENTS}`, async (t) => {
      t.diagnostic(`seed ${SEED + n}`)
      detected += await detectEach(bent, tamper, { seed: SEED + n, placements: PLACEMENTS })
    })
  }
  let sealed = 0
  for (const [n, [name, tamper]] of Object.entries(SEAL_TAMPERINGS).entries()) {
    it(`rows by which somebody decides, ${name}: ${PLACEMENTS} of ${PLACEMENTS}`, async () => {
      sealed += await detectEach(bent, tamper, { seed: SEED + n, placements: PLACEMENTS })
    })
  }
  it('600 of 600, and no alarm when all is undone', async (t) => {
    t.diagnostic(`${detected} of ${PLACEMENTS * Object.keys(TAMPERINGS).length} detected and located`)
    assert.equal(detected, 600)
    assert.equal(sealed, PLACEMENTS * Object.keys(SEAL_TAMPERINGS).length)
    assert.deepEqual((await bent.verify()).findings, [])
  })
})
