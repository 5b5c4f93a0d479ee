import { AMENDMENT_PATH_WORDS } from './amendment-words.ts'
import { TRANSFER_EVENT_WORDS, TRANSFER_STATE_WORDS } from './transfer-words.ts'
import { SCOPE_KIND_WORDS } from './access-words.ts'
import { NOTICE_ITEMS } from '@anju/domain/application/material.ts'
import { FORM_CODE_LISTS } from '@anju/standards/form/form-code-list.ts'
import {
  ADDRESS_PART_WORDS,
  BUSINESS_WORDS,
  CONDITION_WORDS,
  DATE_BASIS_WORDS,
  CIVIL_EVENT_WORDS,
  LETTER_WORDS,
  MOVE_EFFECT_WORDS,
  OBJECTABLE_WORDS,
  OBJECTION_ANSWER_WORDS,
  END_REASON_WORDS,
  ID_NUMBER_HOLDER_WORDS,
  INVALID_REASON_WORDS,
  MOBILITY_WORDS,
  PORTRAIT_WORDS,
  PHOTO_SOURCE_WORDS,
  PROVENANCE_WORDS,
  QUALITY_REASON_WORDS,
  REFUSE_REASON_WORDS,
  REPORTER_WORDS,
  UNTRUE_REASON_WORDS,
  VISIT_EVIDENCE_WORDS,
  VISIT_OUTCOME_WORDS,
} from './choice-words.ts'
import { ACTOR_WORDS, CHANNEL_WORDS, DUTY_WORDS, ROLE_WORDS, STEP_WORDS } from './duty-words.ts'
import {
  BENEFICIARY_WORDS,
  CITY_CLASS_WORDS,
  DEPARTMENT_WORDS,
  FINDING_WORDS,
  HUKOU_NEED_WORDS,
  INSURANCE_WORDS,
  OPEN_FACT_WORDS,
  POINTS_EDUCATION_WORDS,
  POINTS_PURPOSE_WORDS,
  POINTS_SKILL_WORDS,
} from './entitlement-words.ts'
import { FIELD_WORDS } from './field-words.ts'
import {
  CARD_ASKER_WORDS,
  CHECK_PURPOSE_WORDS,
  ENDING_EVENT_WORDS,
  IMPOSER_WORDS,
  PENALTY_ACT_WORDS,
  RELEASED_FIELD_WORDS,
} from './oversight-words.ts'
import {
  APPLICATION_EVENT_WORDS,
  APPLICATION_STATE_WORDS,
  CARD_CASE_EVENT_WORDS,
  CARD_CASE_STATE_WORDS,
  CARD_REPORT_WORDS,
  CASE_EVENT_WORDS,
  ENDORSEMENT_EVENT_WORDS,
  ENDORSEMENT_REFUSAL_WORDS,
  ENDORSEMENT_STATE_WORDS,
  REGISTRATION_EVENT_WORDS,
  REGISTRATION_STATE_WORDS,
  WRITTEN_WORDS,
} from './state-words.ts'
import { DELIVERY_WORDS } from './delivery-words.ts'
import {
  CARD_KEPT_WORDS,
  FEE_KIND_WORDS,
  UNEARNED_FEE_WORDS,
  VOID_REASON_WORDS,
  WAIVER_REASON_WORDS,
} from './card-words.ts'
import { MANDATE_SCOPE_WORDS, MANDATE_STATE_WORDS, MANDATE_WAY_WORDS } from './mandate-words.ts'
import { MISUSE_ANSWER_WORDS, MISUSE_RULE_WORDS } from './misuse-words.ts'
import { PAPER_WORDS } from './paper-words.ts'
import {
  CARD_REASON_WORDS,
  OWED_WORDS,
  PARTICULAR_WORDS,
  PERMIT_ENDING_WORDS,
  PERMIT_STATE_WORDS,
} from './permit-words.ts'
import { LIFE_EVENT_WORDS, MOVE_SCOPE_WORDS } from './what-if-words.ts'
import type { Language, Words } from './words.ts'

type WordTable = Readonly<Record<string, Words>>

const codeTable = (entries: readonly (Words & { readonly code: string })[]): WordTable =>
  Object.fromEntries(entries.map(({ code, zh, en }) => [code, { zh, en }]))

/** Every list of words that a message or a screen may name. */
export const WORD_TABLES = {
  'amendment-path': AMENDMENT_PATH_WORDS,
  'address-part': ADDRESS_PART_WORDS,
  'application-event': APPLICATION_EVENT_WORDS,
  'application-state': APPLICATION_STATE_WORDS,
  actor: ACTOR_WORDS,
  beneficiary: BENEFICIARY_WORDS,
  business: BUSINESS_WORDS,
  'card-asker': CARD_ASKER_WORDS,
  'card-case-event': CARD_CASE_EVENT_WORDS,
  'card-case-state': CARD_CASE_STATE_WORDS,
  'card-reason': CARD_REASON_WORDS,
  'card-report': CARD_REPORT_WORDS,
  'card-kept': CARD_KEPT_WORDS,
  'fee-kind': FEE_KIND_WORDS,
  'void-reason': VOID_REASON_WORDS,
  'waiver-reason': WAIVER_REASON_WORDS,
  'case-event': { ...CASE_EVENT_WORDS, ...TRANSFER_EVENT_WORDS },
  channel: CHANNEL_WORDS,
  'civil-event': CIVIL_EVENT_WORDS,
  'letter-state': LETTER_WORDS,
  'transfer-state': TRANSFER_STATE_WORDS,
  'fee-state': UNEARNED_FEE_WORDS,
  'misuse-answer': MISUSE_ANSWER_WORDS,
  'misuse-rule': MISUSE_RULE_WORDS,
  'move-effect': MOVE_EFFECT_WORDS,
  objectable: OBJECTABLE_WORDS,
  'objection-answer': OBJECTION_ANSWER_WORDS,
  'objection-state': OBJECTABLE_WORDS,
  'check-purpose': CHECK_PURPOSE_WORDS,
  'city-class': CITY_CLASS_WORDS,
  condition: CONDITION_WORDS,
  'date-basis': DATE_BASIS_WORDS,
  'delivery-state': DELIVERY_WORDS,
  department: DEPARTMENT_WORDS,
  duty: DUTY_WORDS,
  'end-reason': END_REASON_WORDS,
  'ending-event': ENDING_EVENT_WORDS,
  'permit-ending-state': ENDING_EVENT_WORDS,
  'endorsement-event': ENDORSEMENT_EVENT_WORDS,
  'endorsement-refusal': ENDORSEMENT_REFUSAL_WORDS,
  'endorsement-state': ENDORSEMENT_STATE_WORDS,
  written: WRITTEN_WORDS,
  field: FIELD_WORDS,
  finding: FINDING_WORDS,
  'hukou-need': HUKOU_NEED_WORDS,
  'id-number-holder': ID_NUMBER_HOLDER_WORDS,
  imposer: IMPOSER_WORDS,
  insurance: INSURANCE_WORDS,
  'invalid-reason': INVALID_REASON_WORDS,
  'life-event': LIFE_EVENT_WORDS,
  material: { ...NOTICE_ITEMS, ...PORTRAIT_WORDS },
  mobility: MOBILITY_WORDS,
  'mandate-scope': MANDATE_SCOPE_WORDS,
  'mandate-state': MANDATE_STATE_WORDS,
  'mandate-way': MANDATE_WAY_WORDS,
  'open-fact': OPEN_FACT_WORDS,
  owed: OWED_WORDS,
  'case-state': { ...TRANSFER_STATE_WORDS, ...APPLICATION_STATE_WORDS, ...REGISTRATION_STATE_WORDS },
  paper: PAPER_WORDS,
  particular: PARTICULAR_WORDS,
  'penalty-act': PENALTY_ACT_WORDS,
  'permit-ending': PERMIT_ENDING_WORDS,
  'permit-state': PERMIT_STATE_WORDS,
  'move-scope': MOVE_SCOPE_WORDS,
  'photo-source': PHOTO_SOURCE_WORDS,
  'points-education': POINTS_EDUCATION_WORDS,
  'points-purpose': POINTS_PURPOSE_WORDS,
  'points-skill': POINTS_SKILL_WORDS,
  provenance: PROVENANCE_WORDS,
  'quality-reason': QUALITY_REASON_WORDS,
  'refuse-reason': REFUSE_REASON_WORDS,
  'released-field': RELEASED_FIELD_WORDS,
  'registration-event': REGISTRATION_EVENT_WORDS,
  'registration-state': REGISTRATION_STATE_WORDS,
  relation: codeTable(FORM_CODE_LISTS.relation),
  education: codeTable(FORM_CODE_LISTS.education),
  politics: codeTable(FORM_CODE_LISTS.politics),
  marital: codeTable(FORM_CODE_LISTS.marital),
  employment: codeTable(FORM_CODE_LISTS.employment),
  occupation: codeTable(FORM_CODE_LISTS.occupation),
  'place-type': codeTable(FORM_CODE_LISTS.placeType),
  'living-mode': codeTable(FORM_CODE_LISTS.livingMode),
  'stay-reason': codeTable(FORM_CODE_LISTS.reason),
  reporter: REPORTER_WORDS,
  role: ROLE_WORDS,
  'scope-kind': SCOPE_KIND_WORDS,
  sex: codeTable(FORM_CODE_LISTS.sex),
  step: STEP_WORDS,
  'untrue-reason': UNTRUE_REASON_WORDS,
  'visit-evidence': VISIT_EVIDENCE_WORDS,
  'visit-outcome': VISIT_OUTCOME_WORDS,
} as const satisfies Record<string, WordTable>

export type WordTableName = keyof typeof WORD_TABLES

/** The words of a key in a table, undefined when the table has none: a pack may use keys of its own. */
export function findWord(table: string, key: string, language: Language): string | undefined {
  const tables: Readonly<Record<string, WordTable>> = WORD_TABLES
  const words = tables[table]
  return words !== undefined && Object.hasOwn(words, key) ? words[key]?.[language] : undefined
}

/** The words of a key, or the key itself: better a foreign word on a screen than an empty place. */
export function wordOf(table: WordTableName, key: string, language: Language): string {
  return findWord(table, key, language) ?? key
}
