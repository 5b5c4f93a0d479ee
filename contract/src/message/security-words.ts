import type { Words } from './words.ts'

/**
 * Controls that the page 安全策略 shows: what each is, and which item of GB/T 22239-2019 (level 3) asks for it. Numbers are shown
 * as they are; `on`, `off` and the other single words have their words below.
 */
export const SECURITY_CONTROLS = {
  'sign-in': { item: '8.1.4.1 d)', zh: '工作人员登录方式', en: 'How officials sign in' },
  'one-session': { item: '8.1.4.1 a)', zh: '一人同时只有一个会话', en: 'One session for one person' },
  'session-idle': { item: '8.1.4.1 b)', zh: '空闲退出（分钟）', en: 'Signed out when idle (minutes)' },
  'session-length': { item: '8.1.4.1 b)', zh: '会话最长（小时）', en: 'Longest session (hours)' },
  'requests-per-minute': { item: '8.1.4.1 b)', zh: '每个会话每分钟请求上限', en: 'Requests a minute for one session' },
  'transport-caller': { item: '8.1.4.1 c)', zh: '浏览器与登记系统之间', en: 'Between browser and registry' },
  'accounts-suspend': { item: '8.1.4.2 c)', zh: '停用未使用账号（天）', en: 'Unused accounts are suspended (days)' },
  'accounts-close': { item: '8.1.4.2 c)', zh: '注销未使用账号（天）', en: 'Unused accounts are closed (days)' },
  'one-key-days': {
    item: '8.1.4.1 d)',
    zh: '只有一把密钥时可以办理的天数',
    en: 'Days for which one key alone is enough',
  },
  'ukey-certificates': { item: '8.1.4.1 d)', zh: 'UKey 证书核验', en: 'Certificates of UKeys are checked' },
  'demo-mode': { item: '8.1.4.2 b)', zh: '演示模式', en: 'Demo mode' },
  administrators: { item: '8.1.4.2 d)', zh: '三员分立', en: 'Three administrators apart' },
  'database-role': { item: '8.1.4.2 d)', zh: '数据库账号只有所需权限', en: 'The database role may only what it needs' },
  'row-security': { item: '8.1.4.2 f)', zh: '行级访问控制', en: 'Row-level access control' },
  'database-audit': { item: '8.1.4.3 a)', zh: '数据库记录结构变更', en: 'The database logs changes of its structure' },
  'outside-witness': {
    item: '8.1.4.3 c)',
    zh: '外部见证人签署台账',
    en: 'Somebody outside signs the ledger',
  },
  'page-policy': { item: '8.1.4.4 d)', zh: '页面只运行本系统脚本', en: 'Pages run scripts of ours only' },
  'virus-scanner': { item: '8.1.4.5 a)', zh: '上传文件先经病毒扫描', en: 'Uploaded files pass a virus scanner' },
  'data-checksums': { item: '8.1.4.7 b)', zh: '数据页校验', en: 'Checksums of stored pages' },
  'commit-kept': { item: '8.1.4.7 b)', zh: '提交后断电不丢失', en: 'A commit survives a power cut' },
  'transport-database': { item: '8.1.4.8 a)', zh: '登记系统与数据库之间', en: 'Between registry and database' },
  'database-passwords': { item: '8.1.4.8 b)', zh: '数据库口令保存方式', en: 'How database passwords are kept' },
  'key-custody': { item: '8.1.4.8 b)', zh: '密钥保管', en: 'Where keys are kept' },
  'write-archive': {
    item: '8.1.4.9 b)',
    zh: '预写日志归档（异地备份）',
    en: 'Write-ahead log archived (backup elsewhere)',
  },
} as const satisfies Record<string, Words & { readonly item: string }>
export type SecurityControl = keyof typeof SECURITY_CONTROLS

export const SECURITY_VALUES: Readonly<Record<string, Words>> = {
  on: { zh: '开启', en: 'on' },
  off: { zh: '关闭', en: 'off' },
  key: { zh: '安全密钥', en: 'security key' },
  link: { zh: '一次性链接', en: 'one-time link' },
  tls: { zh: '加密（TLS）', en: 'encrypted (TLS)' },
  plain: { zh: '未加密', en: 'not encrypted' },
  local: { zh: '本机', en: 'this machine' },
  software: { zh: '软件', en: 'software' },
  machine: { zh: '密码机', en: 'cryptographic machine' },
  'ukey-checked': { zh: '核验到信任的发证机构', en: 'up to a trusted authority' },
  'ukey-late': {
    zh: '信任文件有误，或吊销列表缺失、逾期',
    en: 'a trusted file is damaged, or a revocation list is missing or stale',
  },
  'ukey-unchecked': { zh: '未设定信任的发证机构，未核验', en: 'no authority is named: not checked' },
  'ukey-none': { zh: '不使用 UKey', en: 'no UKeys are used' },
  'witness-signed': { zh: '按时签署', en: 'in time' },
  'witness-silent': { zh: '超过一小时未签署', en: 'not for more than an hour' },
  'witness-stopped': { zh: '久未签署，居住证暂停制发', en: 'not for hours: no permit is made' },
  'witness-never': { zh: '从未设立见证人', en: 'none was ever set up' },
}
