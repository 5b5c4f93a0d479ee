import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

/** Why an account, a delegation or a confirmation is not as wanted; form as in `REFUSAL_MESSAGES`. */
export const ACCOUNT_REFUSAL_MESSAGES = {
  'account.administrators-apart': {
    zh: '系统管理员、安全管理员、审计管理员三员分立，不能由一人兼任，也不能兼办业务：此人已有“{held}”，不能再任“{role}”。请另选一人。',
    en: 'System, security and audit administrator are three people, and none of them takes part in cases: this person holds {held} and cannot hold {role}. Choose somebody else.',
  },
  'account.already-decided': {
    zh: '这一项已有人处理过。请刷新页面看结果。',
    en: 'Somebody has decided this already. Reload to see how.',
  },
  'account.already-proposed': {
    zh: '同样的申请已经提交，正在等待审批。',
    en: 'The same has been proposed and waits for its approval.',
  },
  'account.id-number-impossible': {
    zh: '身份证号码不可能存在，请核对原件后重新录入。',
    en: 'The ID number is not possible. Compare it with the document and key it in again.',
  },
  'account.is-active': {
    zh: '账号正在使用，不需要恢复。',
    en: 'The account works; there is nothing to let work again.',
  },
  'account.is-closed': {
    zh: '账号已于{since}注销。请先提出恢复申请。',
    en: 'The account has been closed since {since}. Propose to open it again first.',
  },
  'account.outside-reach': {
    zh: '该机构或人员不在您的管理范围内。',
    en: 'This office or person lies outside what you administer.',
  },
  'account.own-account': {
    zh: '不能处理自己的账号。请由另一名管理员办理。',
    en: 'Nobody decides on their own account. Another administrator has to.',
  },
  'account.person-has-account': {
    zh: '此人已有账号：一人一账号。请打开已有账号增加岗位或申请恢复。',
    en: 'This person has an account: one a person. Open it and add a post, or propose to open it again.',
  },
  'account.post-held': {
    zh: '此人这段时间已任这一岗位（{role}）。',
    en: 'The person holds this post ({role}) at that time already.',
  },
  'account.proposed-by-same-person': {
    zh: '提出和审批必须是两个人。请由另一名安全管理员审批。',
    en: 'Who proposes does not approve. Another security administrator has to.',
  },
  'account.role-not-at-office': {
    zh: '“{role}”不是这一机构的岗位。请另选机构或角色。',
    en: '{role} is no post of this office. Choose another office or role.',
  },
  'account.roster-faults': {
    zh: '名册有错误，一行也没有导入：第{rows}行。请改正后重新上传。',
    en: 'The roster has faults, and nothing of it was entered: rows {rows}. Correct it and upload it again.',
  },
  'confirmation.not-due': {
    zh: '这一岗位本季度已复核。',
    en: 'The post has been confirmed for this quarter.',
  },
  'confirmation.not-of-unit': {
    zh: '只能复核本单位的岗位。',
    en: 'You confirm the posts of your own unit only.',
  },
  'confirmation.own-post': {
    zh: '自己的岗位由安全管理员复核。',
    en: 'Your own post is confirmed by the security administrator.',
  },
  'delegation.administrators-not-lent': {
    zh: '管理员岗位不能委托他人，管理员也不能接受委托。请由另一名管理员办理。',
    en: 'Posts of administrators are not lent, and administrators are lent none. Another administrator has to act.',
  },
  'delegation.already-ended': {
    zh: '这一委托已经结束。',
    en: 'This delegation has ended.',
  },
  'delegation.delegate-holds-no-post': {
    zh: '受托人没有有效的岗位和账号。请选择在岗人员。',
    en: 'The delegate has no post and account in force. Choose somebody who has.',
  },
  'delegation.not-holder': {
    zh: '只能委托自己的岗位；单位负责人只能临时授权本单位的岗位。',
    en: 'You lend your own post only; the head of a unit lends posts of that unit, for a shift.',
  },
  'delegation.post-not-in-force': {
    zh: '岗位在这段时间不全有效，不能委托。请缩短时间。',
    en: 'The post is not in force for all of that time. Shorten it.',
  },
  'delegation.to-same-person': {
    zh: '不能委托给本人。',
    en: 'A post is not lent to whoever holds or gives it.',
  },
  'delegation.too-many-days': {
    zh: '委托最长{daysMax}天。请缩短时间。',
    en: 'A substitution lasts {daysMax} days at most. Shorten it.',
  },
  'delegation.too-many-hours': {
    zh: '临时授权最长{hoursMax}小时。请缩短时间。',
    en: 'A temporary authorisation lasts {hoursMax} hours at most. Shorten it.',
  },
  'delegation.wider-than-post': {
    zh: '委托范围不能大于岗位的范围（{within}）。',
    en: 'What is lent reaches no further than the post ({within}).',
  },
} as const satisfies Record<Extract<RefusalCode, `${'account' | 'confirmation' | 'delegation'}.${string}`>, Words>
