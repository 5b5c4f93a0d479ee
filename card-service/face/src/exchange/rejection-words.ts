/** What crosses the boundary is what the station approved: anything else is set aside (附件3, 逢办必核、确认必签). */
const CLAUSE = {
  zh: '佛府办函〔2016〕14号 附件3 · 边界；三（三）',
  en: 'Foshan notice 2016/14, annex 3 (boundary); 三（三）',
}

type Words = { readonly zh: string; readonly en: string }
const FRAME: Words = {
  zh: '文件残缺或不是交换包，请对方重发',
  en: 'The file is cut short or is no package: the other side sends it again',
}
const CONTENT: Words = {
  zh: '签名有效但内容不合约定，请与对方核对版本',
  en: 'Signed, but not as agreed: compare versions with the other side',
}
const DOOR: Words = {
  zh: '包不是发给本处的，请核对目录',
  en: 'The package is not meant for this office: check the folder',
}
const TAMPERED: Words = {
  zh: '签名不符：内容被改动，或不是对方所签。未采用任何内容，请查明来源，对方会重发原包',
  en: 'The signature does not match: changed on the way, or not signed by the other side. Nothing of it was used; find out where it came from, the other side sends the original again',
}

/** One row for each code of a package that was not taken. */
export const REJECTION_WORDS: Readonly<Record<string, Words>> = {
  'too-large': FRAME,
  'not-rpx1': FRAME,
  truncated: FRAME,
  'manifest-size': FRAME,
  'signature-form': TAMPERED,
  'chunk-size': FRAME,
  signature: TAMPERED,
  'manifest-json': CONTENT,
  'manifest-shape': CONTENT,
  'wrong-stream': DOOR,
  'wrong-sender': DOOR,
  'wrong-receiver': DOOR,
  'wrong-schema': CONTENT,
  'cipher-digest': TAMPERED,
  'chunk-count': TAMPERED,
  'key-unwrap': DOOR,
  chunk: TAMPERED,
  'plain-mac': TAMPERED,
  'record-json': CONTENT,
  'record-shape': CONTENT,
  'record-kind': CONTENT,
  'record-count': CONTENT,
  'record-duplicate': CONTENT,
}

const UNKNOWN_OFFICIAL: Words = {
  zh: '签名有效，但签名人的密钥不在已固定的名册中。请登记方当面交来新名册，由本处管理员核对摘要后固定（命令 officials）；任务不会丢失，固定后自动受理',
  en: 'The signatures hold, but the keys are not in the pinned roster. Have the registry hand over a new roster, and our administrator compare its digest and pin it (command: officials). The order is not lost: it begins by itself then',
}
const STILL_REFUSED: Words = {
  zh: '按新名册也不能受理，请登记方查明后撤回该件',
  en: 'It cannot be begun under the new roster either: the registry looks into it and withdraws the case',
}

/** Says why an order waits, and what to do. */
export function explainWaiting(code: string, language: 'zh' | 'en'): string {
  return `${(code === 'order.official-unknown' ? UNKNOWN_OFFICIAL : STILL_REFUSED)[language]} [${code}]`
}

/** Says why a file was set aside, with the clause; a code without words is shown as it is. */
export function explainRejection(code: string, language: 'zh' | 'en'): string {
  const words = REJECTION_WORDS[code]
  return words === undefined ? code : `${words[language]} [${code}] (${CLAUSE[language]})`
}
