import type { Words } from './words.ts'

/**
 * Why something was granted (依据), by the key the rule gives. Keys are open, so that an old ledger row stays readable: one
 * without words here is printed with its facts.
 */
export const GROUND_MESSAGES: Readonly<Record<string, Words>> = {
  'target.other-city': { zh: '户籍在其他城市，属于办理对象', en: 'The hukou is in another city' },
  'target.same-prefecture': {
    zh: '户籍在同一地级市的其他县，经决定属于办理对象[：{reason}]',
    en: 'The hukou is in another county of the prefecture; found to be a subject[: {reason}]',
  },
  'residence.registered': { zh: '居住登记在册', en: 'registered' },
  'residence.reopened': { zh: '登记恢复，视为没有中断', en: 'reopened, as if never interrupted' },
  'residence.gap-within-limit': { zh: '间隔未超过允许天数，连续计算', en: 'a gap within the limit; the count goes on' },
  'residence.change-in-time': {
    zh: '按时变更地址，连续计算',
    en: 'the change was declared in time; the count goes on',
  },
  'residence.gap-breaks': { zh: '间隔过长，重新计算', en: 'the gap was too long; the count starts anew' },
  'residence.untrue': { zh: '登记不属实，不计算', en: 'registered untruly; not counted' },
  'residence.before-regulation': {
    zh: '条例施行前的连续居住，计算在内',
    en: 'continuous residence before the regulation; counted',
  },
  'residence.ended': { zh: '登记已结束', en: 'the registration has ended' },
}
