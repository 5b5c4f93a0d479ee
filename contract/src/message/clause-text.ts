import type { Language } from './words.ts'

/**
 * Short titles of the books that clauses come from: in Chinese words of the title or the number in `law/books.yaml`, and of a law in two versions the later
 * with its year. Of YJH-2010-6 only the number is known, of CENSUS-2020, FS-GUIDE-2022, HN-2016 and HOLIDAYS what they are. A test holds every book to it;
 * books of an example city stay with their key, since no code names an example.
 */
const BOOKS: Readonly<Record<string, { zh: string; en: string }>> = {
  'CN-663': { zh: '居住证暂行条例', en: 'Residence Permit Regulation' },
  'FS-2016-14': { zh: '佛府办函〔2016〕14号', en: 'Foshan Notice [2016] 14' },
  'FG-2015': { zh: '佛山市居住证办理工作指引', en: 'Foshan Permit Guideline' },
  'FS-GUIDE-2022': { zh: '佛山市居住登记和居住证办事指南', en: 'Foshan Guide Pages 2022' },
  'FM-2014': { zh: '佛山市流动人口和出租屋服务管理办法', en: 'Foshan Migrant Measures' },
  'FP-2016': { zh: '佛山市新市民积分制服务管理办法', en: 'Foshan Points Measures' },
  'GD-2009': { zh: '广东省流动人口服务管理条例', en: 'Guangdong Migrant Regulation' },
  'YJH-2010-6': { zh: '粤价函〔2010〕6号', en: 'Guangdong Price Letter [2010] 6' },
  'HN-2016': { zh: '海南省转发的公安部居住证通知（公通字〔2015〕38号）', en: 'Hainan Notice 2016' },
  'LH-2017-36': { zh: '临政办发〔2017〕36号', en: 'Linhe Opinion [2017] 36' },
  CC: { zh: '民法典', en: 'Civil Code' },
  'AL-2019': { zh: '行政许可法', en: 'Administrative Licensing Law' },
  'AP-2009': { zh: '行政处罚法', en: 'Administrative Penalties Law' },
  'AP-2021': { zh: '行政处罚法（2021修订）', en: 'Administrative Penalties Law (2021)' },
  'PSL-2012': { zh: '治安管理处罚法', en: 'Public Security Penalties Law' },
  'ARL-2009': { zh: '行政复议法', en: 'Administrative Review Law' },
  'ARL-2023': { zh: '行政复议法（2023修订）', en: 'Administrative Review Law (2023)' },
  'APL-2014': { zh: '行政诉讼法', en: 'Administrative Litigation Law' },
  'APL-2017': { zh: '行政诉讼法（2017修正）', en: 'Administrative Litigation Law (2017)' },
  'IDL-2011': { zh: '居民身份证法', en: 'Identity Card Law' },
  'ELD-2015': { zh: '老年人权益保障法', en: 'Law on the Elderly' },
  'CEL-2015': { zh: '义务教育法', en: 'Compulsory Education Law' },
  'GF-2014-51': { zh: '国发〔2014〕51号', en: 'State Council Notice [2014] 51' },
  'CENSUS-2020': { zh: '第七次全国人口普查超大、特大城市名单', en: 'Seventh Census, Very Large Cities' },
  HOLIDAYS: { zh: '国务院办公厅节假日安排', en: 'Yearly Holiday Notice' },
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
