import type { Problem, StoppedCode } from '../problem.ts'
import type { Words } from './words.ts'

/** What to say when a request was stopped before any law was asked. */
export const STOPPED_MESSAGES = {
  'not-found': {
    zh: '没有找到，或不在您的管辖范围内。请核对后再试。',
    en: 'Not found, or outside your area. Check and try again.',
  },
  'version-conflict': {
    zh: '此件刚被别人办理过。请刷新，看清现在的状态再继续。',
    en: 'Somebody else has just worked on this case. Reload and look where it stands before you go on.',
  },
  'signed-out': {
    zh: '您已退出登录。请重新登录，已填内容仍在。',
    en: 'You are signed out. Sign in again; what you typed is still there.',
  },
  'city-not-served': {
    zh: '本系统没有开通该城市。请核对地址。',
    en: 'This city is not served here. Check the address.',
  },
  'not-allowed': {
    zh: '您的身份不能使用这项功能。请换用有权限的账号。',
    en: 'You may not use this. Sign in with an account that may.',
  },
  'too-many-requests': { zh: '请求过于频繁。请稍等片刻再试。', en: 'Too many requests. Wait a moment and try again.' },
  unavailable: {
    zh: '系统暂时不能办理。请稍后再试，不会重复办理。',
    en: 'The registry cannot do this now. Try again later; nothing will be done twice.',
  },
  locked: {
    zh: '屏幕已锁定。请用您本人的安全密钥解锁，已填内容仍在。',
    en: 'The screen is locked. Unlock it with your own security key; what you typed is still there.',
  },
  'step-up': {
    zh: '此项操作须重新核验本人。请用您的安全密钥核验后继续，已填内容仍在。',
    en: 'This needs you to verify yourself again. Use your security key and go on; what you typed is still there.',
  },
  'key-refused': {
    zh: '这把密钥不能通过核验。请用发给您本人的密钥重试；仍不行请联系安全管理员。',
    en: 'This key was not accepted. Try again with the key that was given to you; else ask the security administrator.',
  },
  erased: {
    zh: '此人的个人信息已依法删除，不能再查看或办理。删除的时间和经办人在台账里。',
    en: "This person's facts were deleted by law and can be neither seen nor worked on. When, and by whom, is in the ledger.",
  },
  'malicious-file': {
    zh: '这个文件被病毒扫描拦下，没有保存。请换一台干净的设备重新拍摄或扫描；已填内容仍在。已记入安全日志。',
    en: 'The virus scanner stopped this file and it was not kept. Take the picture again on a clean device; what you typed is still there. It is in the security log.',
  },
  'scanner-unavailable': {
    zh: '病毒扫描暂时没有应答，文件没有保存。已填内容仍在，请稍后再试；一直不行请告诉系统管理员检查扫描服务。',
    en: 'The virus scanner does not answer, so the file was not kept. What you typed is still there: try again in a moment, and tell the system administrator if it stays so.',
  },
} as const satisfies Record<StoppedCode, Words>

/** The first line of a problem, by its kind. */
export const PROBLEM_TITLES = {
  malformed: { zh: '填写有误，请更正标出的各项', en: 'Some entries are not valid; correct those marked' },
  stopped: { zh: '没有办理', en: 'Not carried out' },
  refused: { zh: '不能办理，原因如下', en: 'This cannot be done, for these reasons' },
  signature: { zh: '此步骤须由您签名确认', en: 'You have to sign for this step' },
  defect: {
    zh: '系统出错，没有办理。请把编号告诉管理员',
    en: 'The system failed; nothing was carried out. Give the number to an administrator',
  },
} as const satisfies Record<Problem['type'], Words>

/** When nothing came back at all. */
export const UNREACHABLE_MESSAGE: Words = {
  zh: '连接不上，不知是否办成。可以放心重试，不会重复办理。',
  en: 'No connection; whether it was carried out is not known. You may safely try again: it will not be done twice.',
}
