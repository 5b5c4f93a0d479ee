const zh = {
  'menu.security': '安全策略',
  'security.note': '每项都从正在运行的系统读取，不是填写的。',
  'security.title': '网络安全等级保护（第三级）自查报告',
  'security.met': '{{met}} 项符合，{{open}} 项待改进',
  'security.column.item': '条款',
  'security.column.control': '控制项',
  'security.column.value': '当前值',
  'security.column.wanted': '建议值',
  'security.column.state': '结论',
  'security.state.met': '符合',
  'security.state.open': '待改进',
  'security.unsafe': '下次启动会被拒绝，直到改正',
  'security.print': '打印自查报告',
  'security.basis': '条款编号依据 GB/T 22239-2019 第三级安全通用要求。',
}
const en: Readonly<Record<keyof typeof zh, string>> = {
  'menu.security': 'Security',
  'security.note': 'Each line is read from the running system; nothing is filled in by hand.',
  'security.title': 'Self-check for classified protection, level 3',
  'security.met': '{{met}} met, {{open}} to be improved',
  'security.column.item': 'Item',
  'security.column.control': 'Control',
  'security.column.value': 'Now',
  'security.column.wanted': 'Should be',
  'security.column.state': 'Result',
  'security.state.met': 'met',
  'security.state.open': 'to improve',
  'security.unsafe': 'The next start will be refused until this is mended',
  'security.print': 'Print the self-check',
  'security.basis': 'Items are those of GB/T 22239-2019, general requirements of level 3.',
}

/** 安全策略: what protects the system, and the sheet for the assessor. */
export const SECURITY_WORDS = { zh, en }
