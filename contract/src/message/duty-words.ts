import type { Channel, Duty, Role, Step } from '@anju/domain/policy/workflow-policy.ts'
import type { Words } from './words.ts'

/** Steps of an application (环节). */
export const STEP_WORDS = {
  accept: { zh: '受理', en: 'acceptance' },
  verify: { zh: '核实', en: 'verification' },
  review: { zh: '审核', en: 'review' },
  export: { zh: '报送公安', en: 'sending to the police' },
  produce: { zh: '制证', en: 'card production' },
  dispatch: { zh: '分发', en: 'dispatch' },
  receive: { zh: '领回', en: 'receipt of the card' },
  notify: { zh: '通知', en: 'notification' },
  'hand-over': { zh: '发放', en: 'hand-over' },
} as const satisfies Record<Step, Words>

/** Duties of officials (职责). */
export const DUTY_WORDS = {
  register: { zh: '居住登记', en: 'register residence' },
  visit: { zh: '上门走访', en: 'visit' },
  'confirm-untrue': { zh: '复核不属实', en: 'confirm untrue results' },
  'keep-registration': { zh: '变更和注销登记', en: 'change and end registrations' },
  accept: { zh: '受理', en: 'accept applications' },
  verify: { zh: '核实', en: 'verify applications' },
  review: { zh: '审核', en: 'review applications' },
  correct: { zh: '更正数据', en: 'correct data' },
  produce: { zh: '制证', en: 'make cards' },
  dispatch: { zh: '分发', en: 'dispatch cards' },
  receive: { zh: '领回', en: 'receive cards' },
  notify: { zh: '通知领证', en: 'tell that cards are ready' },
  'hand-over': { zh: '发放', en: 'hand cards over' },
  withdraw: { zh: '办理撤回', en: 'take withdrawals' },
  endorse: { zh: '办理签注', en: 'endorse permits' },
  'check-endorsement': { zh: '复核签注', en: 'check endorsements' },
  'change-address': { zh: '变更居住证地址', en: 'change the address of permits' },
  'confirm-transfer': { zh: '复核外地居住证', en: 'confirm permits from elsewhere' },
  'take-objection': { zh: '受理异议', en: 'take objections' },
  'answer-objection': { zh: '答复异议', en: 'answer objections' },
  'end-permit': { zh: '注销、收缴居住证', en: 'end permits' },
  'confirm-ending': { zh: '复核收缴', en: 'confirm that a permit is collected' },
  'collect-fee': { zh: '收费、减免', en: 'take and waive fees' },
  'check-fees': { zh: '核对、冲正收费', en: 'check and reverse fees' },
  simulate: { zh: '试算规则变更', en: 'simulate a change of rules' },
  'keep-accounts': { zh: '管理用户和岗位', en: 'keep accounts and posts' },
  'approve-accounts': { zh: '审批用户和授权', en: 'approve accounts and authority' },
  'read-audit': { zh: '查阅审计日志', en: 'read the audit logs' },
  'export-lists': { zh: '导出清单', en: 'export lists' },
  'lead-unit': { zh: '负责本单位岗位', en: 'answer for the posts of the unit' },
  'set-scope': { zh: '设置数据权限', en: 'set how far a post sees' },
  'open-area': { zh: '批准跨区协查', en: 'grant cross-area looks' },
  'propose-erasure': { zh: '提出删除个人信息', en: 'propose a deletion' },
  'approve-erasure': { zh: '审批删除个人信息', en: 'decide a deletion' },
  'assign-case': { zh: '指派承办人', en: 'assign cases' },
  'explain-access': { zh: '权限体检', en: 'explain access' },
} as const satisfies Record<Duty, Words>

/** Roles (岗位), for where the city's own words are not at hand: a pack gives its own, and those go first. */
export const ROLE_WORDS = {
  clerk: { zh: '前台协管员', en: 'front-desk coordinator' },
  coordinator: { zh: '区域协管员', en: 'area coordinator' },
  'station-head': { zh: '站长', en: 'station head' },
  'deputy-head': { zh: '副站长', en: 'deputy station head' },
  registrar: { zh: '登记民警', en: 'registrar' },
  'hall-clerk': { zh: '大厅受理员', en: 'hall clerk' },
  'hall-reviewer': { zh: '大厅审核员', en: 'hall reviewer' },
  'hall-maker': { zh: '大厅制证员', en: 'hall card maker' },
  administrator: { zh: '系统管理员', en: 'system administrator' },
  'security-administrator': { zh: '安全管理员', en: 'security administrator' },
  'audit-administrator': { zh: '审计管理员', en: 'audit administrator' },
} as const satisfies Record<Role, Words>

export const CHANNEL_WORDS = {
  counter: { zh: '窗口', en: 'at the window' },
  online: { zh: '网上', en: 'online' },
} as const satisfies Record<Channel, Words>

/** Who acts without a duty. */
export const ACTOR_WORDS = {
  resident: { zh: '本人', en: 'the resident' },
  system: { zh: '系统', en: 'the system' },
  police: { zh: '公安机关', en: 'the police' },
} as const satisfies Record<string, Words>
