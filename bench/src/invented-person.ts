import { weightedIndex, type SeededRandom } from './seeded-random.ts'

/** The frequent surnames, most frequent first; the weight falls with the place. */
const SURNAMES = [
  ...'李王张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷覃龙黎史陶贺毛郝顾龚邵万覃武莫',
]
const surnameAt = weightedIndex(SURNAMES.map((_, at) => 1 / (at + 6)))
const MALE = [...'伟强军勇杰涛斌波辉刚健明亮超鹏飞鑫宇浩凯建国志文海林东平华峰龙德胜成春生荣贵']
const FEMALE = [...'芳娟敏静丽艳娜秀英玲霞燕红梅兰萍莉桂珍月秋香莲翠琴云洁倩婷雪慧佳怡欣思雨凤美华春']

/** Provinces that the new residents of the Pearl River Delta come from, with their rough share of a hundred. */
export const HUKOU_PROVINCES = [
  { code: '45', share: 24 },
  { code: '43', share: 17 },
  { code: '44', share: 16 },
  { code: '51', share: 10 },
  { code: '36', share: 7 },
  { code: '42', share: 7 },
  { code: '52', share: 6 },
  { code: '41', share: 5 },
  { code: '50', share: 3 },
  { code: '35', share: 2 },
  { code: '34', share: 1 },
  { code: '53', share: 1 },
  { code: '61', share: 1 },
] as const
const provinceAt = weightedIndex(HUKOU_PROVINCES.map(({ share }) => share))

export type County = { readonly code: string; readonly name: string }
export type Hukou = { readonly division: string; readonly detail: string }

export function inventedName(random: SeededRandom, sex: '1' | '2'): string {
  const surname = SURNAMES[surnameAt(random.next())] ?? '李'
  const signs = sex === '1' ? MALE : FEMALE
  return random.chance(0.22) ? surname + random.pick(signs) : surname + random.pick(signs) + random.pick(signs)
}

/** A mobile number of a block that stands for testing: 138 0000 0000 and on, some shared by families. */
export function inventedMobile(random: SeededRandom): string {
  return `1${random.pick(['38', '36', '59', '88', '33', '71'])}${String(random.below(100_000_000)).padStart(8, '0')}`
}

/** A hukou address below a county of a province; the counties come from the register of divisions. */
export function inventedHukou(random: SeededRandom, counties: Readonly<Record<string, readonly County[]>>): Hukou {
  const province = HUKOU_PROVINCES[provinceAt(random.next())]?.code ?? '45'
  const county = random.pick(counties[province] ?? [])
  const town = random.pick([...'城新大太平永兴福龙高石桥河山'])
  const village = random.pick([...'上下东西南北新老大小'])
  return {
    division: county.code,
    detail: `${county.name}${town}${random.pick(['兴', '安', '和', '泉', '坪', '塘'])}镇${village}${random.pick(['湾', '屋', '坡', '冲', '寨', '庄'])}村${1 + random.below(12)}组`,
  }
}

/** The form beyond the person row, by the identifiers of the form's table. */
export function inventedForm(
  random: SeededRandom,
  arrivedOn: string,
  age: number,
  inDormitory: boolean,
): Record<string, unknown> {
  const works = age >= 16 && age < 60 && random.chance(0.86)
  const married = age >= 23 && random.chance(Math.min(0.85, (age - 20) / 15))
  const employment = works ? (random.chance(0.85) ? '1' : '2') : '3'
  const employed = employment === '1'
  return {
    education:
      age < 7
        ? '90'
        : age < 14
          ? '80'
          : random.pick(['70', '70', '70', '70', '60', '60', '50', '40', '30', '20', '80']),
    politics: age > 14 && age < 28 && random.chance(0.2) ? '03' : '13',
    marital: married ? '20' : '10',
    sons: married ? random.below(3) : 0,
    daughters: married ? random.below(3) : 0,
    employment,
    employerName: employed
      ? `${random.pick(['南海', '顺德', '禅城', '高明', '三水'])}${random.pick(['永兴', '宏达', '新力', '精工', '华盛'])}${random.pick(['陶瓷', '家具', '五金', '电器', '纺织'])}有限公司`
      : '',
    employerAddress: employed ? `佛山市工业大道${1 + random.below(300)}号` : '',
    employerPhone: employed ? `0757-8${String(random.below(10_000_000)).padStart(7, '0')}` : '',
    socialInsurance: employed ? random.chance(0.6) : null,
    occupation: works ? random.pick(['06', '06', '06', '07', '08', '10', '11', '13', '13', '01', '14']) : '',
    agency: false,
    agentName: '',
    agentRelation: '',
    agentPhone: '',
    agentIdNumber: '',
    family: [],
    arrivedOn,
    movedInOn: arrivedOn,
    placeType: inDormitory ? '2' : random.pick(['1', '1', '1', '1', '1', '4', '6', '3']),
    reason: works ? random.pick(['1', '1', '1', '1', '3', '4']) : age < 18 ? '5' : '6',
    livingMode: inDormitory ? '4' : random.pick(['1', '2', '2', '3']),
    remark: '',
  }
}
