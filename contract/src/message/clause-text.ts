import type { Language } from './words.ts'

/** Short titles of the books that clauses come from, as clerks name them. A book without one is printed by its key. */
const BOOKS: Readonly<Record<string, { zh: string; en: string }>> = {
  'CN-663': { zh: '居住证暂行条例', en: 'Residence Permit Regulation' },
  'FS-2016-14': { zh: '佛府办函〔2016〕14号', en: 'Foshan Notice [2016] 14' },
  'FG-2015': { zh: '佛山市办证工作指引', en: 'Foshan Permit Guideline' },
  'FM-2014': { zh: '佛山市流动人口管理办法', en: 'Foshan Migrant Measures' },
  'GD-2009': { zh: '广东省流动人口条例', en: 'Guangdong Migrant Regulation' },
  'HN-2016': { zh: '琼公通〔2016〕', en: 'Hainan Notice 2016' },
  'LH-2017-36': { zh: '临政办发〔2017〕36号', en: 'Linhe Opinion [2017] 36' },
  CC: { zh: '民法典', en: 'Civil Code' },
  'AL-2019': { zh: '行政许可法', en: 'Administrative Licensing Law' },
  'ARL-2009': { zh: '行政复议法', en: 'Administrative Review Law' },
  'APL-2014': { zh: '行政诉讼法', en: 'Administrative Litigation Law' },
  'ELD-2015': { zh: '老年人权益保障法', en: 'Law on the Elderly' },
}

/** A clause for people: `CN-663:9.3` is 居住证暂行条例 第9条第3款. */
export function clauseText(law: string, language: Language): string {
  const colon = law.indexOf(':')
  if (colon === -1) return law
  const book = law.slice(0, colon)
  const place = law.slice(colon + 1)
  const title = BOOKS[book]?.[language] ?? book
  const article = /^(\d+)(?:\.(\d+))?(?:\((\d+)\))?$/.exec(place)
  if (article === null) return `${title} ${numberedPlace(place)}`
  const [, number = '', paragraph, item] = article
  if (language === 'en')
    return `${title} art. ${number}${paragraph === undefined ? '' : `.${paragraph}`}${item === undefined ? '' : ` (${item})`}`
  return `${title} 第${number}条${paragraph === undefined ? '' : `第${paragraph}款`}${item === undefined ? '' : `第${item}项`}`
}

/** `二.三(2)` is 二（三）2, as documents number themselves; a box of a chart keeps its name (附件2 · 属实). */
function numberedPlace(place: string): string {
  const numbered = /^([一二三四五六七八九十]+)\.([一二三四五六七八九十]+)(?:\((\d+)\))?$/.exec(place)
  if (numbered === null) return place.replace('.', ' · ')
  return `${numbered[1]}（${numbered[2]}）${numbered[3] ?? ''}`
}
