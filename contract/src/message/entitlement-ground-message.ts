import type { Words } from './words.ts'

/** Why a service, hukou or points are given (依据), by the key that the rule gives. */
export const ENTITLEMENT_GROUND_MESSAGES = {
  'entitlement.residing': { zh: '在本地居住', en: 'lives here' },
  'entitlement.for-oneself': { zh: '为本人提出', en: 'asked for by the person concerned' },
  'entitlement.minor': { zh: '未满{age}周岁', en: 'under {age}' },
  'entitlement.lives-with-holder': { zh: '与持证人共同居住生活', en: 'lives with the holder' },
  'entitlement.permit-in-force': { zh: '居住证功能正常', en: 'the permit is in force' },
  'entitlement.permit-held': { zh: '持有居住证', en: 'a permit is held' },
  'entitlement.registered': { zh: '居住登记在册', en: 'the residence is registered' },
  'entitlement.employed': { zh: '在本地有劳动关系', en: 'works here' },
  'entitlement.not-to-settle-in-taiwan': { zh: '不是赴台定居', en: 'not to settle in Taiwan' },
  'entitlement.not-first-id-card': { zh: '换领或补领，不是首次申领', en: 'a replacement or reissue, not a first card' },
  'entitlement.found': { zh: '已认定：{finding:finding}', en: 'found by the department: {finding:finding}' },
  'entitlement.school-age': {
    zh: '{oldEnoughOn}满{age}周岁，已到入学年龄',
    en: '{age} on {oldEnoughOn}, old enough for school',
  },
  'entitlement.younger': { zh: '{until}以前未满{age}周岁', en: 'under {age} until {until}' },
  'entitlement.child-order': {
    zh: '第{childOrder}孩，不超过{order}孩',
    en: 'child number {childOrder}, at most {order}',
  },
  'entitlement.schooling-complete': { zh: '学习经历满{years}年', en: '{years} complete years of school' },
  'entitlement.elderly': { zh: '年满{age}周岁', en: '{age} or older' },
  'entitlement.disabled': { zh: '持有残疾人证', en: 'holds a disability certificate' },
  'hukou.holder': { zh: '持有居住证，本人自愿', en: 'holds a permit in force and wishes it' },
  'hukou.city-class': { zh: '本市为{cityClass:city-class}', en: 'this is a {cityClass:city-class}' },
  'hukou.conditions': { zh: '符合：{needs:hukou-need}', en: 'shown: {needs:hukou-need}' },
  'hukou.entry-card': { zh: '积分排名入围，持有有效入户卡', en: 'ranked by points, with an entry card in force' },
  'points.education': { zh: '文化程度{points}分', en: 'education: {points}' },
  'points.skill': { zh: '技能{points}分', en: 'skill: {points}' },
  'points.insurance': {
    zh: '参加社会保险累计{years}年，{points}分（最多{most}分）',
    en: 'insurance, {years} full years: {points}, at most {most}',
  },
  'points.local-insurance': {
    zh: '其中在本市参保{years}年，另加{points}分（最多{most}分）',
    en: 'of these paid here, {years} full years: {points} more, at most {most}',
  },
  'points.own-home': { zh: '自有住房{points}分', en: 'own home: {points}' },
  'points.permit-years': {
    zh: '持居住证满{years}年，{points}分（断开{gapDays}天不计）',
    en: '{years} full years of permit: {points}; {gapDays} days of gaps left out',
  },
  'points.false-papers': {
    zh: '提供虚假材料，至{until}（含当日）积分为零',
    en: 'false papers: no points through {until}',
  },
  'points.enough': { zh: '截至{countedOn}共{total}分', en: '{total} points up to {countedOn}' },
} as const satisfies Readonly<Record<string, Words>>
