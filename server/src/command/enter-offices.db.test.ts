import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { inventedIdNumber, OFFICIALS } from '@anju/dev/cast.ts'
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

const ID_NUMBER = inventedIdNumber('linhe', '1980-01-01', 777)
const GOOD = `
offices:
  - { code: '801', kind: police-station, zh: 城东派出所, en: East station, divisionPrefix: '150802001' }
  - { code: '802', kind: district-police-hall, zh: 户籍大厅, en: Household hall, divisionPrefix: '150802' }
officials:
  - name: 王建军
    idNumber: '${ID_NUMBER}'
    posts:
      - { role: registrar, office: '801', divisionPrefix: '150802001', from: 2017-05-01 }
      - { role: hall-clerk, office: '802', divisionPrefix: '150802', from: 2027-01-01 }
`
let files = 0
async function enter(text: string, city = 'linhe'): Promise<string> {
  files += 1
  const file = join(folder, `${files}.yaml`)
  writeFileSync(file, text)
  const said: string[] = []
  const { packs, crypto } = registry.deps
  await enterOffices({ ownerUrl: registry.database.url, city, file, packs, crypto }, (line) => said.push(line))
  return said.join('\n')
}
const postsOf = (idNumber: string) =>
  registry.asOwner(
    `select o.name, f.code, p.role, p.division_prefix, p.valid_from::text from shared.official o join shared.post p using (official_id)
     join shared.office f using (office_id) where id_bidx = $1 order by p.valid_from`,
    [registry.deps.crypto.blindIndex('idno', idNumber)],
  )

describe('enter-offices 机构、用户、岗位', () => {
  it('enters offices, officials and posts; the same file again changes nothing', async () => {
    assert.equal(await enter(GOOD), 'linhe: 2 offices and 2 posts entered; what was there stays')
    const posts = await postsOf(ID_NUMBER)
    assert.deepEqual(posts, [
      { name: '王建军', code: '801', role: 'registrar', division_prefix: '150802001', valid_from: '2017-05-01' },
      { name: '王建军', code: '802', role: 'hall-clerk', division_prefix: '150802', valid_from: '2027-01-01' },
    ])
    assert.equal(await enter(GOOD), 'linhe: 0 offices and 0 posts entered; what was there stays')
    assert.deepEqual(await postsOf(ID_NUMBER), posts)
  })

  it('somebody who has an account already gets a further post, and no second account', async () => {
    const { idNumber, name } = OFFICIALS.registrar
    const text = GOOD.replace(ID_NUMBER, idNumber).replace('2027-01-01', '2028-01-01')
    await enter(text)
    assert.deepEqual([...new Set((await postsOf(idNumber)).map((row) => row['name']))], [name])
  })

  it('says everything that is wrong at once, and writes nothing', async () => {
    const wrong = GOOD.replace('kind: police-station', 'kind: service-station')
      .replace(ID_NUMBER, '150899198001017770')
      .replace("divisionPrefix: '150802001', from", "divisionPrefix: '4406', from")
      .replace("code: '802'", "code: '803'")
      .replace("office: '802'", "office: '809'")
    await assert.rejects(enter(wrong), (error: Error) => {
      for (const told of [
        /office 801: no pack knows the kind service-station/,
        /the divisions 4406 lie outside the city's 150802/,
        /王建军: the ID number is not possible/,
        /王建军: registrar works at a police-station, not at a service-station/,
        /王建军: the file has no office 809/,
      ])
        assert.match(error.message, told)
      return true
    })
    assert.equal((await registry.asOwner("select 1 from shared.office where code = '803'")).length, 0)
  })

  it('a role that the city does not have, a city that is not there, a file of another shape', async () => {
    await assert.rejects(enter(GOOD.replace('role: hall-clerk', 'role: coordinator')), /has no role coordinator/)
    await assert.rejects(enter(GOOD, 'atlantis'), /There is no city atlantis: add-city comes first/)
    await assert.rejects(enter('offices: []'), /officials/)
  })
})
