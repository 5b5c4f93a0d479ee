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
  'security.witness-silent': '外部见证人超过 {{silent}} 小时没有签署台账',
  'security.witness-silent.do':
    '请检查与制证中心的边界交换，或者见证人的定时任务。超过 {{stop}} 小时仍没有签署，居住证暂停制发。',
  'security.witness-stopped': '外部见证人超过 {{stop}} 小时没有签署台账，居住证暂停制发',
  'security.witness-stopped.do': '收到新的签署后自动恢复。请立即检查与制证中心的边界交换，或者见证人的定时任务。',
  'security.witness-never': '还没有外部见证人签署台账',
  'security.witness-never.do': '有人在本系统以外定期签署，才能证明台账没有事后改动。请按运维手册设立见证人。',
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
  'security.witness-silent': 'Nobody outside has signed the ledger for more than {{silent}} h',
  'security.witness-silent.do':
    'See whether the exchange with the card centre, or the job of the witness, runs. After {{stop}} h without a signature no permit is made.',
  'security.witness-stopped': 'Nobody outside has signed the ledger for more than {{stop}} h: no permit is made',
  'security.witness-stopped.do':
    'It goes on by itself when a signature comes. See at once whether the exchange with the card centre, or the job of the witness, runs.',
  'security.witness-never': 'Nobody outside has ever signed the ledger',
  'security.witness-never.do':
    'Only a signature from outside shows that the ledger was not changed afterwards. Set a witness up as the runbook says.',
}

/** 安全策略: what protects the system, and the sheet for the assessor. */
export const SECURITY_WORDS = { zh, en }
