import type { ScopeKind } from '@anju/domain/access/compile-scope.ts'
import type { AccessAnswer, ExplainedBy } from '@anju/domain/access/explain-access.ts'
import type { Words } from './words.ts'

/** How far a post sees (数据权限), in the words that administrators know. */
export const SCOPE_KIND_WORDS = {
  all: { zh: '全部', en: 'the whole city' },
  custom: { zh: '自定义', en: 'custom' },
  'own-office': { zh: '本部门', en: 'own office' },
  'own-and-below': { zh: '本部门及以下', en: 'own office and below' },
  own: { zh: '本人', en: 'own acts and cases' },
  grid: { zh: '本网格', en: 'own grids' },
} as const satisfies Record<ScopeKind, Words>

/** The rules that are asked, as headings of an explanation (权限体检). */
export const EXPLAINED_BY_WORDS = {
  route: { zh: '功能', en: 'function' },
  city: { zh: '城市', en: 'city' },
  role: { zh: '角色', en: 'role' },
  duty: { zh: '职责', en: 'duty' },
  lent: { zh: '代理', en: 'lent post' },
  record: { zh: '记录', en: 'record' },
  scope: { zh: '数据权限', en: 'scope' },
  state: { zh: '状态', en: 'state' },
  signer: { zh: '分人签名', en: 'different signers' },
} as const satisfies Record<ExplainedBy, Words>

/** What a rule answered; `{fact}` as in `fillTemplate`. */
export const ACCESS_ANSWER_WORDS = {
  anybody: { zh: '任何人可用，不含个人信息', en: 'open to anybody; nothing personal in it' },
  'signed-in': { zh: '登录即可使用', en: 'open to whoever is signed in' },
  'city-other': {
    zh: '岗位在 {actorCity}，请求的是 {city}',
    en: 'the post is in {actorCity}, the request is for {city}',
  },
  'city-same': { zh: '岗位在本市（{city}）', en: 'the post is in this city ({city})' },
  'residents-only': { zh: '只供居民本人使用', en: 'for residents only, for themselves' },
  'officials-only': { zh: '只供工作人员使用', en: 'for officials only' },
  role: { zh: '角色：{role:role}', en: 'role: {role:role}' },
  'duty-held': { zh: '有“{duty:duty}”的职责', en: 'charged with: {duty:duty}' },
  'duty-lacking': { zh: '没有“{duty:duty}”的职责', en: 'not charged with: {duty:duty}' },
  'any-post': { zh: '本市任何岗位可用', en: 'open to any post of the city' },
  'serves-nobody': {
    zh: '三员只管系统，不接触居民资料',
    en: 'the three administrators run the registry and see no residents',
  },
  lent: { zh: '岗位由 {by} 授权代理', en: 'the post is lent by {by}' },
  'no-record': { zh: '本市没有这条记录', en: 'no such record in this city' },
  'whole-city': {
    zh: '按证件号、证号或编号精确查一人，全市可查，不看数据权限',
    en: 'one person is named exactly, which any office of the city may; scope is not asked',
  },
  'scope-division': {
    zh: '记录在 {division}，属于“{kind:scope-kind}”的范围 {prefixes}',
    en: 'the record lies in {division}, within {prefixes} ({kind:scope-kind})',
  },
  'scope-opened': {
    zh: '记录在 {division}，不在“{kind:scope-kind}”的范围内，但已指派承办或批准跨区协查',
    en: 'the record lies in {division}, outside {kind:scope-kind}, yet it was assigned or a cross-area look was granted',
  },
  'scope-took-part': {
    zh: '记录在 {division}，本人办理过',
    en: 'the record lies in {division}; the official took part in it',
  },
  'scope-none': {
    zh: '记录在 {division}，不在“{kind:scope-kind}”的范围[ {prefixes} ]内[（不含 {except}）]，没有指派，也没有有效的跨区协查',
    en: 'the record lies in {division}, outside {kind:scope-kind}[ ({prefixes})][ without {except}]; not assigned, no cross-area look',
  },
  'state-open': {
    zh: '记录现为“{state:case-state}”，可以办理',
    en: 'the record stands at {state:case-state}, which allows it',
  },
  'state-closed': {
    zh: '记录现为“{state:case-state}”，要到“{open:case-state}”才能办理',
    en: 'the record stands at {state:case-state}; it may be done at {open:case-state}',
  },
  'signed-before': {
    zh: '已在本件签过另一步，不能再签“{step:step}”',
    en: 'signed another step of this case, so not {step:step} as well',
  },
  'signed-by-others': { zh: '没有签过须由他人签的步骤', en: 'signed no step that needs another person' },
} as const satisfies Record<AccessAnswer, Words>
