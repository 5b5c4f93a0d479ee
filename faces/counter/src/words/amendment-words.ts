import type { WordTable } from '@anju/face-kit/language.ts'

const zh = {
  'amend.changes': '变更内容（签名前请核对）',
  'amend.none': '还没有改动',
  'amend.blank': '未填',
  'amend.column.field': '项目',
  'amend.column.before': '原登记',
  'amend.column.after': '变更为',
  'amend.changedOn': '变化日期（知道的填写）',
  'amend.elsewhere': '证件登载的事项、居住地址和来本市日期不在此变更：证件事项凭证件更正，地址另行办理变更居住地址。',
  'amend.past': '变更登记记录',
  'amend.past.none': '登记后没有变更过',
  'amend.past.by': '{{who}}报告',
  'amend.past.since': '，自 {{day}} 起',
  'amend.open': '变更登记',
  'amend.visit': '信息有变化',
  'amend.visit.note': '持证人报告的变化与签注一并办理，一次签名；一项不能办理的，两项都不办理。',
  'amend.visit.notMine': '登记由有“变更和注销登记”职责的岗位变更：',
  'amend.visit.noRegistration': '没有可以变更的居住登记',
  'amend.submit': '签注并变更登记',
} as const

const en: WordTable<keyof typeof zh> = {
  'amend.changes': 'What changes (check it before you sign)',
  'amend.none': 'Nothing has been changed yet',
  'amend.blank': 'blank',
  'amend.column.field': 'Field',
  'amend.column.before': 'Registered',
  'amend.column.after': 'Becomes',
  'amend.changedOn': 'So since (where known)',
  'amend.elsewhere':
    'Not here: what stands on the identity document is corrected with that document, the address changes by a change of address, and the day of arrival stays.',
  'amend.past': 'Amendments',
  'amend.past.none': 'Nothing was amended after the entry',
  'amend.past.by': 'reported by {{who}}',
  'amend.past.since': ', so since {{day}}',
  'amend.open': 'Amend the registration',
  'amend.visit': 'Something has changed',
  'amend.visit.note':
    'What the holder reports is done with the endorsement, under one signature; if one cannot be done, neither is.',
  'amend.visit.notMine': 'A registration is amended by a post charged with it:',
  'amend.visit.noRegistration': 'There is no registration to amend',
  'amend.submit': 'Endorse and amend',
}

/** 变更登记: the fields that may change, what was and what is. */
export const AMENDMENT_WORDS = { zh, en }
