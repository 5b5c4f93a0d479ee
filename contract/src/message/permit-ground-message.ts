import type { Words } from './words.ts'

/** Why a permit stands as it does, and why residence years are counted as they are, by the key that the rule gives. */
export const PERMIT_GROUND_MESSAGES = {
  'permit.not-yet': { zh: '{issuedOn}签发，此前没有效力', en: 'issued on {issuedOn}; nothing before' },
  'permit.in-force': { zh: '在有效期内，到{validUntil}为止', en: 'in force until {validUntil}' },
  'permit.in-force-over-rest-days': {
    zh: '{validUntil}满一年，遇休息日顺延，{lastInTimeOn}前签注仍为按时',
    en: 'the year was full on {validUntil}; after rest days {lastInTimeOn} is still in time',
  },
  'permit.endorsement-pending': {
    zh: '签注已按时受理，办理期间照常有效',
    en: 'the endorsement was accepted in time; the permit stays good while it is decided',
  },
  'permit.endorsement-refused': {
    zh: '按时受理的签注当日决定不予办理，次日起中止',
    en: 'an endorsement accepted in time was refused today; suspended from tomorrow',
  },
  'permit.suspended': {
    zh: '{lastInTimeOn}前没有签注，自{suspendedSince}起功能中止，补办签注后恢复',
    en: 'not endorsed by {lastInTimeOn}, suspended since {suspendedSince}; a late endorsement restores it',
  },
  'permit.in-force-end-taken-back': {
    zh: '{validUntil}满一年，终止决定撤回，{lastInTimeOn}前签注仍为按时',
    en: 'the year was full on {validUntil}; the decision to end the permit was taken back, and {lastInTimeOn} is still in time',
  },
  'permit.rests': {
    zh: '持有人自{restsSince}起已离开本市，居住证在本市停用、予以保留；重新登记居住后恢复，周年{validUntil}不变',
    en: 'the holder left the city on {restsSince}: the permit rests here and is kept; it works again with a new registration, its year still full on {validUntil}',
  },
  'permit.ended': { zh: '已于{endedOn}终止：{reason:permit-ending}', en: 'ended on {endedOn}: {reason:permit-ending}' },
  'endorsement.in-time': {
    zh: '按时签注，周年{anniversaryOn}不变，有效期到{validUntil}',
    en: 'endorsed in time for {anniversaryOn}, valid until {validUntil}',
  },
  'endorsement.end-taken-back': {
    zh: '重新具备条件，原定{endedOn}终止居住证的决定撤回',
    en: 'a condition is met again, so the decision to end the permit on {endedOn} is taken back',
  },
  'endorsement.late-gap-excluded': {
    zh: '补办签注，功能恢复；自{suspendedFrom}起中止的{gapDays}天不计入居住年限[，年限改从{residenceStart}起算]',
    en: 'endorsed late and restored; {gapDays} days since {suspendedFrom} are left out of the years[, which now run from {residenceStart}]',
  },
  'endorsement.late-gap-included': {
    zh: '补办签注，功能恢复；自{suspendedFrom}起中止的{gapDays}天照计居住年限[，年限仍从{residenceStart}起算]',
    en: 'endorsed late and restored; {gapDays} days since {suspendedFrom} count all the same[, years run from {residenceStart} as before]',
  },
  'endorsement.late-restart': {
    zh: '自{suspendedFrom}起中止{gapDays}天后补办签注，功能恢复[，居住年限从{residenceStart}重新计算]',
    en: 'endorsed {gapDays} days after {suspendedFrom} and restored[; the years run anew from {residenceStart}]',
  },
  'endorsement.confirmed-online': { zh: '网上确认情况没有变化', en: 'confirmed online that nothing changed' },
  'endorsement.papers-shown': { zh: '规定的证件和证明齐全', en: 'the papers that the city asks for were shown' },
  'address-change.keep': {
    zh: '变更居住地址，证件不换，签发日期{issuedOn}[和周年{validUntil}]不变',
    en: 'the address changes, no new card; issued {issuedOn}[ and due {validUntil}] as before',
  },
  'address-change.reset': {
    zh: '变更居住地址，签发日期改为{issuedOn}，居住年限重新计算[，下一周年{validUntil}]',
    en: 'the address changes; issued anew on {issuedOn}, the years count anew[, the next full year is {validUntil}]',
  },
  'address-change.new-registration': {
    zh: '迁往本省其他城市：在本市注销登记、到新住地申报，居住证照用[，到{validUntil}签注]',
    en: 'a move to another city of the province: sign off here, register there; the permit goes along[, to be endorsed by {validUntil}]',
  },
  'card.calendar-kept': {
    zh: '换发证件不改变签发日期{issuedOn}和有效期{validUntil}',
    en: 'a new card keeps the issue of {issuedOn} and the validity until {validUntil}',
  },
  'card.due': { zh: '新证{dueOn}前制作', en: 'the new card is made by {dueOn}' },
  'card.old-void': { zh: '原证自{voidOn}起作废', en: 'the old card is void from {voidOn}' },
  'card.found-serves': {
    zh: '{lostOn}挂失后没有补领，撤销挂失，原证照常使用',
    en: 'reported lost on {lostOn} and never reissued; the report is withdrawn and the card serves again',
  },
  'card.found-void': {
    zh: '{lostOn}挂失，{reissuedOn}已补领，原证作废，应当交回',
    en: 'reported lost on {lostOn} and reissued on {reissuedOn}; the old card stays void and is handed in',
  },
  'residence.suspended': {
    zh: '居住证功能中止，居住年限暂停计算',
    en: 'the permit is suspended; the years stand still',
  },
  'residence.suspended-left-out': {
    zh: '居住证功能中止期间，不计入居住年限',
    en: 'the permit was suspended; left out of the years',
  },
  'residence.suspended-counted': {
    zh: '居住证功能中止期间，照计居住年限',
    en: 'the permit was suspended; counted all the same',
  },
  'residence.before-break': {
    zh: '此后居住中断，这段时间不再计算',
    en: 'residence was broken after these days; no longer counted',
  },
  'years.restart-late': {
    zh: '{endorsedOn}才补办签注，居住年限从当日重新计算[（{limitOn}前补办的不重新计算）]',
    en: 'endorsed late on {endorsedOn}; the years count anew from that day[, not so until {limitOn}]',
  },
  'years.restart-moved': {
    zh: '{movedOn}变更居住地址到另一县区，居住年限从当日重新计算',
    en: 'the address changed to another county on {movedOn}; the years count anew from that day',
  },
  'owed.endorse': {
    zh: '{opensOn}至{lastInTimeOn}办理签注',
    en: 'endorse the permit from {opensOn} to {lastInTimeOn}',
  },
  'owed.endorse-late': {
    zh: '居住证自{suspendedSince}起功能中止，尽早补办签注',
    en: 'suspended since {suspendedSince}; endorse late as soon as possible',
  },
  'owed.register-again': {
    zh: '{endedOn}登记已结束，{byOn}前重新登记的居住不中断',
    en: 'the registration ended on {endedOn}; registering again by {byOn} keeps the residence continuous',
  },
  'owed.register-after-move': {
    zh: '迁居后{byOn}前在新住址申报居住登记',
    en: 'after the move, register at the new address by {byOn}',
  },
  'milestone.registered': { zh: '连续居住登记起始日', en: 'continuous registration began' },
  'milestone.half-year': { zh: '自{residenceStart}起居住满半年', en: 'half a year since {residenceStart}' },
  'milestone.year-full': { zh: '居住年限满{years}年', en: '{years} residence years full' },
  'milestone.permit-issued': { zh: '居住证签发', en: 'the permit was issued' },
  'milestone.window-opens': { zh: '签注期开始', en: 'endorsement opens' },
  'milestone.last-in-time': {
    zh: '按时签注的最后一日（周年{anniversaryOn}）',
    en: 'last day to endorse in time for {anniversaryOn}',
  },
  'milestone.suspended': { zh: '居住证功能中止', en: 'the permit was suspended' },
  'milestone.restored': { zh: '补办签注，功能恢复', en: 'endorsed late and restored' },
  'milestone.rests': { zh: '离开本市，居住证在本市停用', en: 'left the city, the permit rests here' },
  'milestone.rest-over': { zh: '重新登记，居住证恢复使用', en: 'registered again, the permit works again' },
  'milestone.permit-ended': {
    zh: '居住证终止：{reason:permit-ending}',
    en: 'the permit ended: {reason:permit-ending}',
  },
} as const satisfies Record<string, Words>
