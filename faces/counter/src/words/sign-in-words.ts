import type { WordTable } from '@anju/face-kit/language.ts'

const zh = {
  'signIn.tell': '安全管理员',
  'signIn.choose': '您有多个岗位，请选择现在以哪个岗位办理：',
  'enrol.lead': '登记码由两名管理员当面核对证件后发给您，只能用一次。',
  'secondKey.step.ask': '向系统管理员申请登记第二把密钥。',
  'secondKey.step.code': '带证件到安全管理员处，当面核对后领取登记码，填在下面。',
  'shell.lock': '锁屏',
  'shell.demoSignIn': '演示登录',
  'shell.demoSignIn.note':
    '用演示链接登录，没有安全密钥。办理的签名也记为演示，没有任何人的密钥作证，也不要求第二把密钥。',
  'shell.sessions': '本人登录记录',
  'shell.demoSigning': '演示签名之前显示要签的文字（这个浏览器）',
  'shell.sessions.end': '结束其他登录',
  'shell.sessions.ended': '已结束 {{count}} 个其他登录',
  'shell.sessions.now': '当前',
  'shell.sessions.open': '未结束',
  'shell.sessions.from': '登录时间',
  'shell.sessions.to': '结束时间',
  'shell.sessions.ip': '地点',
  'shell.sessions.how': '方式',
  'shell.post': '岗位',
  'assurance.security-key': '安全密钥',
  'assurance.ukey': 'UKey',
  'assurance.demo': '演示链接',
  'assurance.phone': '手机号',
  'assurance.identity-provider': '统一身份认证',
} as const

const en: WordTable<keyof typeof zh> = {
  'signIn.tell': 'the security administrator',
  'signIn.choose': 'You hold several posts. From which one do you work now?',
  'enrol.lead': 'Two administrators give you the code face to face, after comparing your document. It works once.',
  'secondKey.step.ask': 'Ask the system administrator to propose a second key for you.',
  'secondKey.step.code':
    'Bring your document to the security administrator, take the code face to face, and type it in below.',
  'shell.lock': 'Lock',
  'shell.demoSignIn': 'Demo sign-in',
  'shell.demoSignIn.note':
    "Signed in by a demo link, without a security key. Signatures are recorded as demo: nobody's key stands behind them, and no second key is asked for.",
  'shell.sessions': 'My sign-ins',
  'shell.demoSigning': 'Show what is signed before a demo signs (this browser)',
  'shell.sessions.end': 'End all others',
  'shell.sessions.ended': '{{count}} others ended',
  'shell.sessions.now': 'this one',
  'shell.sessions.open': 'open',
  'shell.sessions.from': 'Signed in',
  'shell.sessions.to': 'Ended',
  'shell.sessions.ip': 'From',
  'shell.sessions.how': 'With',
  'shell.post': 'Post',
  'assurance.security-key': 'Security key',
  'assurance.ukey': 'UKey',
  'assurance.demo': 'Demo link',
  'assurance.phone': 'Phone',
  'assurance.identity-provider': 'Identity provider',
}

/** Words of signing in, locking, and the list of one's own sessions. */
export const SIGN_IN_WORDS = { zh, en }
