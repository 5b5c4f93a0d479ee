import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { type CastOfficial, inventedIdNumber } from '@anju/dev/cast.ts'
import { enterOfficial } from '@anju/server/store/entered-account.ts'
import { sealEntered } from '@anju/server/store/row-seal.ts'
import { Client } from 'pg'

const office = (
  last: number,
  kind: 'police-station' | 'district-police-hall',
  code: string,
  zh: string,
  en: string,
) => ({
  key: `wuyuan-${kind}`,
  officeId: `01520000-0000-7000-8000-0015082100${last}1`,
  city: 'linhe' as const,
  kind,
  code,
  divisionPrefix: kind === 'police-station' ? '150821100' : '150821',
  zh,
  en,
})
const STATION = office(1, 'police-station', '121', '五原县隆兴昌派出所', 'Longxingchang police station, Wuyuan')
const HALL = office(2, 'district-police-hall', '021', '五原县公安局户籍服务大厅', 'Wuyuan police household hall')

const official = (
  last: number,
  name: string,
  serial: number,
  role: 'registrar' | 'hall-clerk',
  at: typeof STATION,
): CastOfficial => ({
  kind: 'official',
  key: `wuyuan-${role}`,
  officialId: `01520000-0000-7000-8000-0015082101${last}1`,
  postId: `01520000-0000-7000-8000-0015082102${last}1`,
  name,
  idNumber: inventedIdNumber('linhe', '1984-02-11', serial),
  role,
  office: at,
  city: 'linhe',
  divisionPrefix: at.divisionPrefix,
  zh: at.zh,
  en: at.en,
})

/** A county beside Linhe in the same prefecture, with its own police: the new place of somebody who moves there. */
export const WUYUAN = {
  registrar: official(1, '贺建国', 291, 'registrar', STATION),
  hallClerk: official(2, '云秀兰', 292, 'hall-clerk', HALL),
  /** What one searches for to find the dwelling there. */
  home: '文化路',
  homeText: '巴彦淖尔市五原县隆兴昌镇文化路18号1栋602房',
} as const

/**
 * Lets the installation of Linhe serve the whole prefecture: the rules are the same, the county is another. Done by the owner before
 * the house starts, as whoever installs it would.
 */
export async function enterWuyuan({ url, keys }: { readonly url: string; readonly keys: string }): Promise<void> {
  const crypto = softProvider(openKeyFolder(keys, { role: 'registry', create: false }))
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`update shared.city set division_prefix = '1508', name_zh = '巴彦淖尔市' where city = 'linhe'`)
    for (const { officeId, city, kind, code, zh, en, divisionPrefix } of [STATION, HALL]) {
      await client.query(
        'insert into shared.office (office_id, city, kind, code, name_zh, name_en, division_prefix) values ($1, $2, $3, $4, $5, $6, $7)',
        [officeId, city, kind, code, zh, en, divisionPrefix],
      )
    }
    for (const { officialId, postId, name, idNumber, role, office: at } of [WUYUAN.registrar, WUYUAN.hallClerk]) {
      await enterOfficial(client, crypto, { officialId, name, idNumber })
      await client.query(
        'update shared.official set reinstated_at = $2, version = version + 1 where official_id = $1',
        [officialId, new Date().toISOString()],
      )
      await sealEntered(client, crypto, 'official', [officialId])
      await client.query(
        `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from) values ($1, $2, $3, $4, $5, '2015-01-01')`,
        [postId, officialId, at.officeId, role, at.divisionPrefix],
      )
      await sealEntered(client, crypto, 'post', [postId])
    }
    await enterHome(client)
  } finally {
    await client.end()
  }
}

async function enterHome(client: Client): Promise<void> {
  const [address, dwelling] = ['01520000-0000-7000-8000-001508210311', '01520000-0000-7000-8000-001508210321']
  await client.query(
    `insert into linhe.address (address_id, division_code, lane, door, building, unit, room, standard_text, normal_text, status)
     values ($1, '150821100001', '文化路', '18号', '1栋', '602房', '', $2, '文化路18号1栋602房', 'standard')`,
    [address, WUYUAN.homeText],
  )
  await client.query(
    `insert into linhe.dwelling (dwelling_id, address_id, division_code, living_area_m2, filing_no, landlord_name) values ($1, $2, '150821100001', 70, '', '高娃')`,
    [dwelling, address],
  )
}
