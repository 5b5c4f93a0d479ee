import type { OpenFact } from '@anju/domain/entitlement/judge-condition.ts'
import type { Beneficiary, Department, Finding } from '@anju/domain/policy/entitlement-policy.ts'
import type { CityClass, HUKOU_NEEDS } from '@anju/domain/policy/hukou-policy.ts'
import type { EducationLevel, Insurance, PointsPurpose, SkillLevel } from '@anju/domain/policy/points-policy.ts'
import type { Words } from './words.ts'

/** For whom a service is (受益人). */
export const BENEFICIARY_WORDS = {
  holder: { zh: '居住证持有人', en: 'the holder of the permit' },
  'minor-child': { zh: '共同居住生活的未成年子女', en: 'a minor child living with the holder' },
} as const satisfies Record<Beneficiary, Words>

/** What only a department or the person can say (部门认定). */
export const FINDING_WORDS = {
  'own-wish': { zh: '本人自愿', en: "the person's own wish" },
  'hukou-conditions': { zh: '符合落户条件', en: 'meeting the conditions for hukou' },
  'junior-graduate-here': { zh: '本地就读的初中毕业生', en: 'having finished junior school here' },
  'region-school-status': { zh: '自治区高中阶段学籍', en: 'being on the roll of a senior school of the region' },
  'senior-graduate': { zh: '高中阶段毕业', en: 'having finished senior school' },
  'family-in-difficulty': { zh: '家庭经济困难', en: 'a family in economic difficulty' },
  'hard-to-employ': { zh: '就业困难人员', en: 'being certified as hard to place in work' },
  'legal-aid-test': { zh: '符合法律援助条件', en: 'meeting the conditions for legal aid' },
  'housing-rules': { zh: '符合住房保障规定', en: 'meeting the rules for subsidised housing' },
  'merits-for-honours': {
    zh: '具备评选所需的学识、技术和能力',
    en: 'the learning, skill and ability that the honour asks for',
  },
  'named-by-rule': { zh: '国家或自治区规定有此项服务', en: 'a rule of the state or the region that names the service' },
} as const satisfies Record<Finding, Words>

/** What an answer waits for. */
export const OPEN_FACT_WORDS = {
  ...FINDING_WORDS,
  'birth-date': { zh: '出生日期', en: 'the date of birth' },
  'lives-with-holder': { zh: '是否与持证人共同居住生活', en: 'whether the child lives with the holder' },
  employed: { zh: '在本地是否有劳动关系', en: 'whether there is a labour relation here' },
  'senior-school-years': { zh: '高中阶段学习年数', en: 'the years of senior school' },
  'child-order': { zh: '孩次', en: 'which child it is' },
  'disability-certificate': { zh: '是否持有残疾人证', en: 'whether there is a disability certificate' },
} as const satisfies Record<OpenFact, Words>

/** Departments that provide services and answer for the facts they need. */
export const DEPARTMENT_WORDS = {
  police: { zh: '公安', en: 'police' },
  education: { zh: '教育', en: 'education' },
  'human-resources': { zh: '人力资源和社会保障', en: 'human resources and social security' },
  health: { zh: '卫生和计划生育', en: 'health and family planning' },
  culture: { zh: '文化体育', en: 'culture and sports' },
  justice: { zh: '司法行政', en: 'justice' },
  housing: { zh: '住房和城乡建设', en: 'housing' },
  'housing-fund': { zh: '住房公积金管理', en: 'housing fund' },
  'trade-union': { zh: '工会、妇联', en: "trade union and women's federation" },
  'civil-affairs': { zh: '民政、残联', en: "civil affairs and disabled persons' federation" },
  government: { zh: '人民政府', en: 'government' },
} as const satisfies Record<Department, Words>

/** What is shown to become a local (落户). */
export const HUKOU_NEED_WORDS = {
  dwelling: { zh: '合法稳定住所', en: 'lawful stable dwelling' },
  employment: { zh: '合法稳定就业', en: 'lawful stable employment' },
  insurance: { zh: '城镇社会保险', en: 'urban social insurance' },
} as const satisfies Record<(typeof HUKOU_NEEDS)[number], Words>

/** Size of a city by the people of its urban area (城市规模). */
export const CITY_CLASS_WORDS = {
  small: { zh: '小城市', en: 'small city' },
  medium: { zh: '中等城市', en: 'medium city' },
  'large-ii': { zh: 'Ⅱ型大城市', en: 'large city, type II' },
  'large-i': { zh: 'Ⅰ型大城市', en: 'large city, type I' },
  'very-large': { zh: '特大城市、超大城市', en: 'very large city' },
} as const satisfies Record<CityClass, Words>

export const POINTS_PURPOSE_WORDS = {
  school: { zh: '积分入学', en: 'a school place by points' },
  hukou: { zh: '积分入户', en: 'hukou by points' },
} as const satisfies Record<PointsPurpose, Words>

export const INSURANCE_WORDS = {
  pension: { zh: '基本养老保险', en: 'pension insurance' },
  medical: { zh: '基本医疗保险', en: 'medical insurance' },
  unemployment: { zh: '失业保险', en: 'unemployment insurance' },
  injury: { zh: '工伤保险', en: 'work injury insurance' },
  maternity: { zh: '生育保险', en: 'maternity insurance' },
} as const satisfies Record<Insurance, Words>

export const POINTS_EDUCATION_WORDS = {
  'senior-secondary': { zh: '高中、中专、中技', en: 'senior secondary or vocational school' },
  'junior-college': { zh: '大专', en: 'junior college' },
  bachelor: { zh: '大学本科', en: "bachelor's degree" },
  postgraduate: { zh: '研究生', en: 'postgraduate degree' },
} as const satisfies Record<EducationLevel, Words>

export const POINTS_SKILL_WORDS = {
  'level-5': { zh: '初级（国家职业资格五级）', en: 'level 5, elementary' },
  'level-4': { zh: '中级（四级）', en: 'level 4, intermediate' },
  'level-3': { zh: '高级（三级）', en: 'level 3, advanced' },
  'level-2': { zh: '技师（二级）', en: 'level 2, technician' },
  'level-1': { zh: '高级技师（一级）', en: 'level 1, senior technician' },
} as const satisfies Record<SkillLevel, Words>
