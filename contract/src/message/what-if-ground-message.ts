import type { Words } from './words.ts'

const MARK = {
  zh: '[（{provisionalYear}年的放假安排还没公布，暂按此算）]',
  en: '[ (provisional: the holidays of {provisionalYear} are not published yet)]',
}

/** What the law makes of a supposed event, in plain words. */
export const WHAT_IF_GROUND_MESSAGES: Readonly<Record<string, Words>> = {
  'what-if.register-by': {
    zh: `最迟{dueOn}办居住登记${MARK.zh}`,
    en: `register by {dueOn} at the latest${MARK.en}`,
  },
  'what-if.register-move-by': {
    zh: `搬家后最迟{dueOn}办变更登记${MARK.zh}`,
    en: `register the new home by {dueOn} at the latest${MARK.en}`,
  },
  'what-if.sign-off-by': {
    zh: `离开前，或最迟{dueOn}，申报注销居住登记${MARK.zh}`,
    en: `sign off before leaving, or by {dueOn} at the latest${MARK.en}`,
  },
  'what-if.signed-off-in-time': {
    zh: `在{dueOn}前申报注销，及时${MARK.zh}`,
    en: `signed off in time, due by {dueOn}${MARK.en}`,
  },
  'what-if.signed-off-late': {
    zh: `应在{dueOn}前申报注销，晚了，照常办理${MARK.zh}`,
    en: `due by {dueOn}, signed off late and done all the same${MARK.en}`,
  },
  'what-if.gap-until': {
    zh: '中间断开不超过{days}天，也就是{byOn}以前重新登记，居住时间接着算',
    en: 'registered again by {byOn}, within {days} days, the residence goes on',
  },
  'what-if.no-new-card': { zh: '搬家不用换卡', en: 'no new card is made for a move' },
  'what-if.move-keeps': {
    zh: '搬到{scope:move-scope}：签发日期不变，年限接着算',
    en: 'moved {scope:move-scope}: the day of issue stays and the years go on',
  },
  'what-if.move-resets': {
    zh: '搬到{scope:move-scope}：变更登记那天算新的签发日期，居住年限从那天重新算',
    en: 'moved {scope:move-scope}: the day of the change becomes the day of issue, and the years start anew with it',
  },
  'what-if.move-police-decide': {
    zh: '搬到{scope:move-scope}：年限怎么算，由公安机关决定',
    en: 'moved {scope:move-scope}: the police decide how the years count',
  },
  'what-if.move-registers-there': {
    zh: '搬到{scope:move-scope}：本市的登记要注销，在那里另办登记，本市的居住时间到此为止',
    en: 'moved {scope:move-scope}: signed off here and registered there; the residence here ends',
  },
  'what-if.move-applies-there': {
    zh: '搬到{scope:move-scope}：要在那里住满半年，另外申请居住证',
    en: 'moved {scope:move-scope}: a permit is applied for there, after half a year',
  },
  'what-if.not-residing': {
    zh: '那天没有有效的居住登记，半年还没有开始算',
    en: 'no registration was in force that day, so no half year was running',
  },
  'what-if.apply-from': {
    zh: '那天还没住满半年，{eligibleFrom}起才可以',
    en: 'half a year is not full yet; from {eligibleFrom} on',
  },
  'what-if.apply-now': { zh: '{eligibleFrom}起可以申请居住证', en: 'apply for the permit from {eligibleFrom} on' },
  'what-if.permit-held': {
    zh: '已经有居住证（{issuedOn}签发），办签注就可以',
    en: 'a permit is held already, issued on {issuedOn}; endorse it',
  },
  'what-if.endorse-between': {
    zh: '{anniversaryOn}满一年；{opensOn}到{lastInTimeOn}办签注',
    en: 'its year is full on {anniversaryOn}; endorse it from {opensOn} to {lastInTimeOn}',
  },
  'what-if.endorse-from': {
    zh: '还不到时候，签注从{opensOn}开始办，到{lastInTimeOn}为止',
    en: 'not yet: endorsement is from {opensOn} to {lastInTimeOn}',
  },
  'what-if.endorsed-in-time': {
    zh: '在{lastInTimeOn}前签注，及时；下一年仍从{anniversaryOn}算起',
    en: 'endorsed in time, by {lastInTimeOn}; the next year runs from {anniversaryOn} as before',
  },
  'what-if.late-gap-excluded': {
    zh: '{suspendedFrom}起功能中止，补办签注后恢复；中止的{gapDays}天不算居住时间，以前的接着算',
    en: 'suspended since {suspendedFrom} and restored now; the {gapDays} suspended days do not count, the time before goes on',
  },
  'what-if.late-gap-included': {
    zh: '{suspendedFrom}起功能中止，补办签注后恢复；居住时间照常算',
    en: 'suspended since {suspendedFrom} and restored now; no residence time is lost',
  },
  'what-if.late-restart': {
    zh: '{suspendedFrom}起功能中止，补办签注后恢复；居住年限从{endorsedOn}重新算',
    en: 'suspended since {suspendedFrom} and restored now; the residence years start anew on {endorsedOn}',
  },
  'what-if.card-rests': {
    zh: '卡丢了先挂失，再补领；补领前证件不能用',
    en: 'report the loss and have the card made again; until then it cannot be used',
  },
  'what-if.calendar-kept': {
    zh: '补领的卡沿用原来的签发和签注日期',
    en: 'the new card keeps the days of issue and endorsement',
  },
  'what-if.calendar-anew': { zh: '补领的卡从补领那天起算', en: 'the calendar begins with the new card' },
  'what-if.asks': {
    zh: '还要看：{fact:open-fact}（由{from:department}认定）',
    en: 'depends on {fact:open-fact}, which {from:department} tells',
  },
  'what-if.local-hukou': {
    zh: '户口在本市了，不再是流动人口，居住证终止',
    en: 'with the hukou here one is no new resident any more, and the permit ends',
  },
  'permit.period-in-force': { zh: '居住证有效', en: 'the permit is in force' },
  'permit.period-window': {
    zh: '签注期：{opensOn}到{lastInTimeOn}（{anniversaryOn}满一年）',
    en: 'endorsement: {opensOn} to {lastInTimeOn} (its year is full on {anniversaryOn})',
  },
  'permit.period-suspended': {
    zh: '没有按时签注，{suspendedSince}起使用功能中止',
    en: 'not endorsed in time: suspended since {suspendedSince}',
  },
}
