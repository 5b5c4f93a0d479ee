import type { LifeEventKind } from '@anju/domain/what-if/life-event.ts'
import type { MoveScope } from '@anju/domain/permit/move-scope.ts'
import type { Words } from './words.ts'

/** Supposed events as people say them. */
export const LIFE_EVENT_WORDS = {
  arrived: { zh: '来到本市', en: 'Came to this city' },
  registered: { zh: '办了居住登记', en: 'Registered my residence' },
  moved: { zh: '搬了家', en: 'Moved home' },
  'signed-off': { zh: '注销了原住处的登记', en: 'Signed off the old home' },
  left: { zh: '离开了本市', en: 'Left the city' },
  applied: { zh: '申请居住证', en: 'Apply for the permit' },
  'permit-issued': { zh: '居住证签发了', en: 'The permit was issued' },
  endorsed: { zh: '办了签注', en: 'Had the permit endorsed' },
  'card-lost': { zh: '居住证丢了', en: 'Lost the card' },
  'card-reissued': { zh: '补领了居住证', en: 'Got a new card for the lost one' },
  'became-local': { zh: '户口迁来本市了', en: 'My hukou moved to this city' },
} as const satisfies Record<LifeEventKind, Words>

export const MOVE_SCOPE_WORDS = {
  'same-county': { zh: '同一个区（县）里', en: 'within the same district or county' },
  'same-city': { zh: '同一个市的别的区（县）', en: 'to another district or county of the same city' },
  'other-city': { zh: '同一个省的别的市', en: 'to another city of the province' },
  'other-province': { zh: '别的省', en: 'to another province' },
} as const satisfies Record<MoveScope, Words>
