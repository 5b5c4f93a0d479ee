import { makeUseWords, type WordTable } from '../language.ts'

const zh = {
  'signIn.key': '用安全密钥登录',
  'signIn.key.note':
    '插入发给您本人的安全密钥，点按钮，再触摸密钥并输入 PIN 或按指纹。本系统没有密码，也不会向您索要密码。',
  'signIn.touch': '请触摸安全密钥……',
  'signIn.enrol': '第一次使用：登记安全密钥',
  'signIn.back': '返回登录',
  'signIn.last': '上次登录 {{at}}，地点 {{ip}}。不是您本人所为，请立即告知{{tell}}。',
  'signIn.first': '这是您第一次用密钥登录。',
  'signIn.go': '进入',
  'signIn.localhost': '在本机试用安全密钥，请用 {{address}} 打开本页；密钥不认 127.0.0.1。',
  'enrol.title': '登记安全密钥',
  'enrol.code': '登记码（12 位）',
  'enrol.next': '下一步',
  'enrol.who': '将为 {{name}} 登记一把密钥。不是您本人，请停止并告知{{tell}}。',
  'enrol.label': '给这把密钥起个名字，如“常用”“封存备用”',
  'enrol.insert': '插入安全密钥并登记',
  'enrol.done': '{{name}}，密钥已登记。现在可以用它登录。',
  'enrol.synced': '手机和电脑里会同步到云端的通行密钥不能登记。',
  'enrol.ukey': '插入 UKey 并登记',
  'enrol.signInFirst': '{{name}} 名下已有密钥。请先返回，用这把密钥登录，再打开本页登记另一把；登记码仍然有效。',
  'enrol.ownKey': '{{name}}，您名下已有密钥。请先用它核验本人，再换上新的一把。',
  'enrol.verify': '用现有密钥核验本人',
  'secondKey.title': '请登记第二把密钥',
  'secondKey.lapsed':
    '每人须有 {{wanted}} 把密钥。您自{{since}}起只有 {{active}} 把，可以照常办理的最后一天是{{lastDay}}。登记第二把以后，马上可以继续办理。',
  'secondKey.step.verify': '用现有的密钥核验本人。',
  'secondKey.step.bind': '换上新的一把，登记；以后把其中一把密封保管。',
  'secondKey.go': '继续办理',
  'secondKey.grace':
    '您只有 {{active}} 把密钥，须有 {{wanted}} 把。请最迟在{{lastDay}}登记第二把，过后只能办理登记密钥。',
  'secondKey.toEnrol': '登记第二把密钥',
  'signIn.ukey': '用 UKey 登录',
  'lock.title': '屏幕已锁定',
  'lock.who': '{{name}} 正在办理，已填写的内容都还在。',
  'lock.expired': '登录已到时限。重新登录后，已填写的内容都还在。',
  'lock.demo': '演示登录已失效。请在另一个窗口打开新的一次性登录链接，再回到这里点“继续”。',
  'lock.unlock': '用安全密钥解锁',
  'lock.again': '继续',
  'lock.other': '这把密钥属于另一个人。此屏幕只有 {{name}} 本人能打开。',
  'lock.leave': '不是我，换人登录（未提交的内容会丢失）',
  'signIn.out': '退出',
} as const
type KeyWord = keyof typeof zh

const en: WordTable<KeyWord> = {
  'signIn.key': 'Sign in with security key',
  'signIn.key.note':
    'Plug in the security key that was given to you, press the button, touch the key and type its PIN or lay your finger on it. There is no password, and nobody will ask you for one.',
  'signIn.touch': 'Touch your security key…',
  'signIn.enrol': 'First time: bind a security key',
  'signIn.back': 'Back to sign-in',
  'signIn.last': 'Last signed in {{at}} from {{ip}}. If that was not you, tell {{tell}} at once.',
  'signIn.first': 'This is your first sign-in with a key.',
  'signIn.go': 'Go on',
  'signIn.localhost':
    'To try a security key on this machine, open this page at {{address}}; keys do not answer to 127.0.0.1.',
  'enrol.title': 'Bind a security key',
  'enrol.code': 'Code (12 characters)',
  'enrol.next': 'Next',
  'enrol.who': 'A key will be bound for {{name}}. If that is not you, stop and tell {{tell}}.',
  'enrol.label': 'A name for this key, such as "daily" or "sealed spare"',
  'enrol.insert': 'Plug in the key and bind it',
  'enrol.done': '{{name}}, your key is bound. You can sign in with it now.',
  'enrol.synced': 'Passkeys that phones and computers copy to a cloud cannot be bound.',
  'enrol.ukey': 'Plug in the UKey and bind it',
  'enrol.signInFirst':
    '{{name}} has a key already. Go back, sign in with it, and open this page again to bind another one; the code stays good.',
  'enrol.ownKey': '{{name}}, you have a key already. Verify yourself with it first, then plug in the new one.',
  'enrol.verify': 'Verify with the key you have',
  'secondKey.title': 'Bind your second key',
  'secondKey.lapsed':
    'Everybody has {{wanted}} keys. You have had {{active}} since {{since}}, and the last day on which that was enough was {{lastDay}}. Once the second key is bound, everything opens again at once.',
  'secondKey.step.verify': 'Verify yourself with the key you have.',
  'secondKey.step.bind': 'Plug in the new key and bind it; keep one of the two sealed.',
  'secondKey.go': 'Go on',
  'secondKey.grace':
    'You have {{active}} key and should have {{wanted}}. Bind the second by {{lastDay}}; after that only binding a key is open to you.',
  'secondKey.toEnrol': 'Bind the second key',
  'signIn.ukey': 'Sign in with UKey',
  'lock.title': 'The screen is locked',
  'lock.who': '{{name}} is at work here; what was typed is still there.',
  'lock.expired': 'Your sign-in is over. Sign in again; what you typed is still there.',
  'lock.demo':
    'The demo sign-in is over. Open a new one-time link in another window, then come back and press "Go on".',
  'lock.unlock': 'Unlock with security key',
  'lock.again': 'Go on',
  'lock.other': 'This key belongs to somebody else. Only {{name}} can open this screen.',
  'lock.leave': 'Not me: sign in as somebody else (what was not sent is lost)',
  'signIn.out': 'Sign out',
}

/** Words of signing in with a key, binding one, and the covered screen, for every face of officials. */
export const KEY_WORDS = { zh, en }
export const useKeyWords = makeUseWords<KeyWord>('key')
