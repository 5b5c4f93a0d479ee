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
  account: { zh: '账号', en: 'account' },
  role: { zh: '角色', en: 'role' },
  duty: { zh: '职责', en: 'duty' },
  lent: { zh: '岗位委托', en: 'lent post' },
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
    zh: '岗位在 {actorCity}，这条记录在 {city}',
    en: 'the post is in {actorCity}, the request is for {city}',
  },
  'city-same': { zh: '岗位在本市', en: 'the post is in this city' },
  'account-works': { zh: '账号正常，岗位在有效期内', en: 'the account works and the post is in force' },
  'account-suspended': {
    zh: '长期未登录，账号自{since}起停用，登录不了；由系统管理员提出恢复、安全管理员审批',
    en: 'the account has lain unused and is suspended since {since}; the system administrator proposes that it works again, the security administrator approves',
  },
  'account-unused': {
    zh: '长期未登录，账号已于{since}注销；由系统管理员提出恢复、安全管理员审批',
    en: 'the account has lain unused and is closed since {since}; the system administrator proposes that it works again, the security administrator approves',
  },
  'account-left': { zh: '已于{since}离职，账号注销', en: 'left on {since}; the account is closed' },
  'post-lapsed': {
    zh: '岗位没有按季度复核，自{since}起不能从这个岗位登录；由负责人复核',
    en: 'nobody answered for the post in its quarter, so since {since} nobody signs in at it; its head confirms it',
  },
  'second-key-lacking': {
    zh: '自{since}起只有一把密钥，宽限期已于{lastDayOn}届满：用密钥登录后只能登记第二把；由系统管理员提出、安全管理员当面核对后发登记码',
    en: 'one key only since {since}, and the last day of grace was {lastDayOn}: signed in with it, only the second key can be bound; the system administrator proposes it, the security administrator gives the code',
  },
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
  lent: {
    zh: '这是{by}的岗位，委托本人代理，至{until}；代理期间按这个岗位办事',
    en: 'this is the post of {by}, lent until {until}; meanwhile the official acts from it',
  },
  'no-record': { zh: '本市没有这条记录', en: 'no such record in this city' },
  'whole-city': {
    zh: '按证件号、证号或编号精确查一人，全市可查，不看数据权限',
    en: 'one person is named exactly, which any office of the city may; scope is not asked',
  },
  'scope-division': {
    zh: '记录在{division}，在本岗位“{kind:scope-kind}”的范围（{prefixes}）内',
    en: 'the record lies in {division}, within what the post sees: {kind:scope-kind} ({prefixes})',
  },
  'scope-assigned': {
    zh: '记录在{division}，不在本岗位“{kind:scope-kind}”的范围内，但这件已指派本人承办',
    en: 'the record lies in {division}, outside what the post sees ({kind:scope-kind}), yet the case was assigned to the official',
  },
  'scope-cross-area': {
    zh: '记录在{division}，不在本岗位“{kind:scope-kind}”的范围内，但已批准跨区协查，至{untilAt}',
    en: 'the record lies in {division}, outside what the post sees ({kind:scope-kind}), yet a cross-area look was granted until {untilAt}',
  },
  'scope-took-part': {
    zh: '记录在{division}，本人办理过这个人的业务',
    en: 'the record lies in {division}; the official took part in a matter of this person',
  },
  'scope-look-only': {
    zh: '记录在{division}，不在本岗位“{kind:scope-kind}”的范围内；跨区协查（至{untilAt}）只能查看，不能办理',
    en: 'the record lies in {division}, outside what the post sees ({kind:scope-kind}); the cross-area look (until {untilAt}) is for reading, not for this',
  },
  'scope-none': {
    zh: '记录在{division}，不在本岗位“{kind:scope-kind}”的范围[（{prefixes}）]内[，其中不含{except}]；没有指派本人，也没有有效的跨区协查',
    en: 'the record lies in {division}, outside what the post sees: {kind:scope-kind}[ ({prefixes})][, without {except}]; it is not assigned, and no cross-area look is open',
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
