import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { inventedIdNumber } from '@anju/dev/cast.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { enterOffices } from './enter-offices.ts'

let registry: TestRegistry
const folder = mkdtempSync(join(tmpdir(), 'anju-offices-'))
before(async () => {
  registry = await openTestRegistry()
})
after(async () => {
  rmSync(folder, { recursive: true })
  await registry.close()
})

const GOOD = `
offices:
  - { code: '801', kind: police-station, zh: 城东派出所, en: East station, divisionPrefix: '150802001' }
  - { code: '802', kind: district-police-hall, zh: 户籍大厅, en: Household hall, divisionPrefix: '150802' }
`
let files = 0
async function enter(text: string, city = 'linhe'): Promise<string> {
  files += 1
  const file = join(folder, `${files}.yaml`)
  writeFileSync(file, text)
  const said: string[] = []
  const { packs } = registry.deps
  await enterOffices({ ownerUrl: registry.database.url, city, file, packs }, (line) => said.push(line))
  return said.join('\n')
}
const count = async (from: string) =>
  Number((await registry.asOwner(`select count(*)::int as n from shared.${from}`))[0]?.['n'])

describe('enter-offices 机构', () => {
  it('enters offices; the same file again changes nothing', async () => {
    assert.equal(await enter(GOOD), 'linhe: 2 offices entered; what was there stays')
    assert.equal(await enter(GOOD), 'linhe: 0 offices entered; what was there stays')
    assert.equal(await count(`office where city = 'linhe' and code in ('801', '802')`), 2)
  })

  it('makes no account: a file with officials is refused, says who makes them, and enters nothing of it', async () => {
    const accounts = await count('official')
    const posts = await count('post')
    const idNumber = inventedIdNumber('linhe', '1980-01-01', 777)
    const official = `
officials:
  - name: 王建军
    idNumber: '${idNumber}'
    posts:
      - { role: registrar, office: '803', divisionPrefix: '150802001', from: 2017-05-01 }
`
    await assert.rejects(enter(GOOD.replace("'801'", "'803'") + official), (error: Error) => {
      assert.match(error.message, /first-administrators/)
      assert.match(error.message, /proposed by the system administrator.*approved by the security administrator/)
      return true
    })
    assert.deepEqual([await count('official'), await count('post')], [accounts, posts])
    assert.equal(await count(`office where code = '803'`), 0)
  })

  it('says everything that is wrong at once, and writes nothing', async () => {
    const wrong = GOOD.replace('kind: police-station', 'kind: service-station')
      .replace("divisionPrefix: '150802001'", "divisionPrefix: '4406'")
      .replace("code: '802'", "code: '801'")
    await assert.rejects(enter(wrong.replaceAll("'801'", "'805'")), (error: Error) => {
      for (const told of [
        /office 805: no pack knows the kind service-station/,
        /the divisions 4406 lie outside the city's 150802/,
        /two offices have the code 805/,
      ])
        assert.match(error.message, told)
      return true
    })
    assert.equal(await count(`office where code = '805'`), 0)
  })

  it('a city that is not there, a file of another shape', async () => {
    await assert.rejects(enter(GOOD, 'atlantis'), /There is no city atlantis: add-city comes first/)
    await assert.rejects(enter('offices: []'), /offices/)
    await assert.rejects(enter(GOOD.replace('code:', 'number:')), /number/)
  })
})
