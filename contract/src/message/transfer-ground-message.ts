import type { Words } from './words.ts'

/** Grounds of permits from elsewhere and from before 2016; form as in `GROUND_MESSAGES`. */
export const TRANSFER_GROUND_MESSAGES = {
  'transfer.recorded': {
    zh: '外地签发的居住证已记录，已向签发机关核查，等候答复至{dueOn}',
    en: 'a permit issued elsewhere was taken down and its office asked; its answer is waited for until {dueOn}',
  },
  'transfer.posted': { zh: '核查函已寄出', en: 'the letter of inquiry was posted' },
  'transfer.confirmed': { zh: '签发机关答复属实', en: 'the office that issued it confirmed it' },
  'transfer.seen-on-card': { zh: '证上有{acceptedOn}的签注', en: 'an endorsement of {acceptedOn} stands on the card' },
  'transfer.contradicted': { zh: '签发机关答复与证件不符', en: 'the office that issued it contradicted it' },
  'transfer.no-answer': {
    zh: '签发机关逾期未答复，不归责于持证人；证件照用，在原地的居住时间待答复后再计',
    en: 'the office that issued it gave no answer in its time, which is not held against the holder; days lived there wait for its word',
  },
  'transfer.earlier-days': {
    zh: '在原地{residedFrom}至{signedOffOn}的居住时间经签发机关确认，连续计算',
    en: 'days lived at the old place from {residedFrom} to {signedOffOn}, confirmed by its office, count on',
  },
  'transfer.endorsement-written': {
    zh: '核查期间受理的签注随接续写入，按{acceptedOn}受理计',
    en: 'the endorsement accepted during the inquiry was written with the entry and counts as of {acceptedOn}',
  },
  'transfer.endorsement-ended': {
    zh: '{acceptedOn}受理的签注随之终止',
    en: 'the endorsement accepted on {acceptedOn} ends with it',
  },
  'transfer.refused': { zh: '不予接续：{reason}', en: 'not entered here: {reason}' },
  'import.permit': {
    zh: '旧证转入，用到证面有效期{expiresOn}，届时签注',
    en: 'taken over from the old register; runs on to its printed day {expiresOn} and is endorsed then',
  },
  'import.time': {
    zh: '旧证不再是有效的居住证，只计入居住时间',
    en: 'no permit any more; only its time of residence is taken over',
  },
} as const satisfies Record<string, Words>
