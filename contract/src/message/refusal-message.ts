import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import { AMENDMENT_REFUSAL_MESSAGES } from './amendment-words.ts'
import { ERASURE_REFUSAL_MESSAGES } from './erasure-refusal-message.ts'
import { LOOK_REFUSAL_MESSAGES } from './look-refusal-message.ts'
import { MISUSE_REFUSAL_MESSAGES } from './misuse-words.ts'
import { MANDATE_REFUSAL_MESSAGES } from './mandate-words.ts'
import { OVERSIGHT_REFUSAL_MESSAGES } from './oversight-refusal-message.ts'
import { PERMIT_REFUSAL_MESSAGES } from './permit-refusal-message.ts'
import { TRANSFER_REFUSAL_MESSAGES } from './transfer-refusal-message.ts'
import { ACCOUNT_REFUSAL_MESSAGES } from './account-refusal-message.ts'
import { SIGN_IN_REFUSAL_MESSAGES } from './sign-in-refusal-message.ts'
import { SIMULATION_REFUSAL_MESSAGES } from './simulation-refusal-message.ts'
import { WHAT_IF_REFUSAL_MESSAGES } from './what-if-refusal-message.ts'
import { UKEY_REFUSAL_MESSAGES } from './ukey-refusal-message.ts'
import type { Words } from './words.ts'

/**
 * What each refusal says (不予理由): what is wrong, then what to do. The clause is printed beside it, so it is not in the text.
 * `{fact}` and `[…]` as in `fillTemplate`.
 */
export const REFUSAL_MESSAGES = {
  'access.administrator-serves-nobody': {
    zh: '“{role:role}”只管系统，不接触居民资料。请由办理业务的岗位查询。',
    en: 'A {role:role} runs the registry and sees no residents. A post that serves them may look.',
  },
  'access.already-decided': {
    zh: '这项申请已经处理或已经结束。请刷新后查看。',
    en: 'This has been decided or has ended already. Reload to see it.',
  },
  'access.assignee-without-post': {
    zh: '所选人员今天在本市没有有效岗位。请另选一人。',
    en: 'Whom you chose holds no post in this city today. Choose somebody else.',
  },
  'access.cross-area-too-long': {
    zh: '跨区协查最长 {hoursMax} 小时，申请了 {hours} 小时。请缩短时间，到期可以再申请。',
    en: 'A cross-area look lasts {hoursMax} hours at most; {hours} were asked for. Ask for less; it can be asked for again.',
  },
  'access.decided-by-oneself': {
    zh: '不能批准自己的申请，也不能设置自己的数据权限。请由另一人办理。',
    en: 'Nobody grants their own request or sets how far they see themselves. Another person must do it.',
  },
  'access.not-signed-in-for-city': {
    zh: '您在本市没有岗位。请换用本市的岗位登录。',
    en: 'You have no post in this city. Sign in with a post of this city.',
  },
  'access.outside-scope': {
    zh: '[“{field:field}”不是您本人的。]不在您可以办理的范围内。居民只能办理自己的事项；工作人员请转给管辖该地址的单位。',
    en: '["{field:field}" is not your own. ]This is outside what you may do. Residents act for themselves only; officials pass it to the office in charge of the address.',
  },
  'access.post-lacks-authority': {
    zh: '您的岗位没有“{duty:duty}”的职责。请转给有此职责的人员办理。',
    en: 'Your post is not charged with this: {duty:duty}. Pass it to somebody whose post is.',
  },
  'access.same-person-signed-before': {
    zh: '您已在本件签署“{earlier:step}”，同一人不能再签“{step:step}”。请由另一人办理。',
    en: 'You have signed "{earlier:step}" in this case, so you may not sign "{step:step}". Another person must do it.',
  },
  'access.scope-beyond': {
    zh: '区划 {prefix} 不在 {within} 之内。请选择范围内的区划或网格。',
    en: 'Division {prefix} is not within {within}. Choose divisions or grids inside it.',
  },
  'access.scope-names-nothing': {
    zh: '这种数据权限需要列出区划、网格或部门。请至少选择一项。',
    en: 'A scope of this kind names divisions, grids or offices. Choose at least one.',
  },
  'access.second-key-lacking': {
    zh: '每人须有{wanted}把密钥，您自{since}起只有{active}把，宽限期已于{lastDayOn}届满。请向系统管理员申请登记第二把，由安全管理员当面核对后领取登记码，先用现有密钥核验本人，再登记新的一把；登记后即可继续办理。',
    en: 'Everybody has {wanted} keys. You have had {active} since {since}, and the last day of grace was {lastDayOn}. Ask the system administrator for a second key and take the code from the security administrator face to face; verify yourself with the key you have, then bind the new one. Everything opens again at once.',
  },
  'address.contact-in-text': {
    zh: '地址里写了电话、证件号码或人名。请删去，只写地址。',
    en: "The address contains a phone, an ID number or a person's name. Remove it and write the address only.",
  },
  'address.dormitory-without-unit': {
    zh: '只写到宿舍或公寓，没有房号。请补写房号，如“3栋305房”。',
    en: 'The address stops at a dormitory or block of flats. Add the flat number, such as 3栋305房.',
  },
  'address.duplicate': {
    zh: '这个地址已在库中。请直接选用已有的居所。',
    en: 'This address is in the register already. Choose the existing dwelling.',
  },
  'address.foreign-division': {
    zh: '详细地址里又写了行政区划“{words}”。请删去，或改选正确的村（居）委。',
    en: 'The detailed address names a division again: {words}. Remove it, or choose the right village or community.',
  },
  'address.no-door-number': {
    zh: '缺门（楼）牌号。请补写；没有门牌的，请填写勘察编号和坐标。',
    en: 'The door number is missing. Add it; where there is no plate, enter the survey reference and the position.',
  },
  'address.no-unit': {
    zh: '这栋楼不止一户，缺房号。请补写房号。',
    en: 'The building has several flats and the flat number is missing. Add it.',
  },
  'address.part-not-understood': {
    zh: '{parts:address-part}的写法不规范。请改为“12号”“302房”这样的写法。',
    en: 'This part is not written as it should be: {parts:address-part}. Write it like 12号 or 302房.',
  },
  'address.several-units': {
    zh: '一个地址写了多个房号：{unit}。每个房号请分别登记。',
    en: 'One address names several flats: {unit}. Enter each flat by itself.',
  },
  'address.unknown-lane': {
    zh: '街（路、巷）“{lane}”不在名录中。[名录中相近的有：{nearest}。]请从名录选择，或申请勘定。',
    en: 'The lane {lane} is not in the register. [Near names: {nearest}. ]Choose from the register, or ask for a survey.',
  },
  'address.vague': {
    zh: '地址含糊：“{words}”。请写明街（路、巷）、门牌号和房号。',
    en: 'The address is vague: {words}. Write the lane, the door number and the flat.',
  },
  'address.whole-building': {
    zh: '地址写成了“{words}”。请写明具体的房号。',
    en: 'The address names a whole building or floor: {words}. Write the flat.',
  },
  'agency.agent-not-close-relative': {
    zh: '代办人（{relation:relation}）不是监护人或近亲属。请由监护人、近亲属代办，或本人到场。',
    en: 'The agent ({relation:relation}) is neither guardian nor close relative. One of those must act, or the person must come.',
  },
  'agency.agent-under-age': {
    zh: '代办人未满{minimumAge}周岁。请换一位成年的监护人或近亲属。',
    en: 'The agent is under {minimumAge}. Another guardian or close relative of full age must act.',
  },
  'agency.documents-missing': {
    zh: '代办还缺：{missing:material}。请补齐。',
    en: 'For an agent these papers are still missing: {missing:material}. Bring them.',
  },
  'agency.mobility-not-limited': {
    zh: '没有行动不便的证明或走访记录。请补交，或由本人到场。',
    en: 'Nothing shows that the person cannot come. Bring proof or a visit record, or let the person come.',
  },
  'agency.not-offered-for-step': {
    zh: '“{business:business}”不能代办。请由本人到场办理。',
    en: 'An agent may not do this: {business:business}. The person must come.',
  },
  'agency.principal-able': {
    zh: '申请人不属于可以代办的人：儿童、行动不便的老年人和残疾人。请本人到场。',
    en: 'The applicant is not one whom an agent may act for: a child, or an old or disabled person who cannot come. The person must come.',
  },
  'agency.supervisor-reason-missing': {
    zh: '因其他行动不便代办，须由负责人写明理由。请填写负责人意见。',
    en: 'For another limitation a supervisor must give a reason. Enter it.',
  },
  'application.already-open': {
    zh: '此人已有一件在办的申请[，受理号{acceptanceNo}]。请继续办理那一件。',
    en: 'The person has an open application already[, acceptance number {acceptanceNo}]. Go on with that one.',
  },
  'application.condition-not-met': {
    zh: '不符合“{condition:condition}”条件。可改按另外两项条件之一申请，符合一项即可。',
    en: 'The condition "{condition:condition}" is not met. Apply under one of the other two; one is enough.',
  },
  'application.event-not-allowed': {
    zh: '此件现在是“{state:application-state}”，不能办理“{event:application-event}”[（{lastDayOn}之后才可以）]。请刷新后按当前步骤办理[：{open:application-event}]。',
    en: 'The case is "{state:application-state}", so "{event:application-event}" cannot be done[ before {lastDayOn} has passed]. Reload and take a step it offers[: {open:application-event}].',
  },
  'application.in-person-required': {
    zh: '须由本人到场办理。符合代办条件的，请填写代办人。',
    en: 'The person must come. Where an agent is allowed, enter the agent.',
  },
  'application.materials-missing': {
    zh: '还缺：{missing:material}。请补齐；本清单之外不再要求其他材料。',
    en: 'Still missing: {missing:material}. Bring them; nothing outside this checklist will be asked.',
  },
  'application.not-residing': {
    zh: '此人现在没有有效的居住登记。请先办理居住登记。',
    en: 'The person has no registration in force. Register the residence first.',
  },
  'application.permit-in-force': {
    zh: '此人已有居住证[（{permitNo}，有效期至{validToOn}）]。请办理签注、换领或补领，不必重新申请。',
    en: 'The person holds a permit already[, {permitNo}, valid to {validToOn}]. Endorse, replace or reissue it instead of applying.',
  },
  'application.portrait-missing': {
    zh: '还没有现场拍摄到场人的人像。请拍摄到场的申请人或代办人。',
    en: 'No portrait was taken on site. Photograph the applicant or agent who is here.',
  },
  'application.photo-missing': {
    zh: '缺本人相片。请现场拍摄，或使用相片回执、身份证芯片照片。',
    en: "The applicant's photo is missing. Take one now, or use a photo receipt or the photo on the ID card's chip.",
  },
  'application.recipient-unknown': {
    zh: '领证人不是申请人，也不是登记的代办人。请核对证件。',
    en: 'The recipient is neither the applicant nor the recorded agent. Check the ID card.',
  },
  'application.registration-in-force': {
    zh: '居住登记仍然有效，不能以登记已结束为由终止。请先核对居住登记。',
    en: 'The registration is still in force, so it is no reason to stop the case. Check the registration first.',
  },
  'application.too-early': {
    zh: '居住未满半年[（自{residenceStart}起算）]，{eligibleFrom}起可以申请。请届时再来，居住登记继续有效。',
    en: 'Half a year of residence is not full[, counted from {residenceStart}]. Apply from {eligibleFrom} on; the registration stays in force.',
  },
  'calendar.year-not-published': {
    zh: '{year}年的放假安排尚未公布，期限还不能确定（暂定{lastDayOn}）。此件不作逾期处理，请在该年工作日历启用后再办。',
    en: 'The working days of {year} are not published yet, so the last day ({lastDayOn} for now) is not certain. Nothing is treated as late; try again once the calendar of that year is held.',
  },
  'card.stock-number-mismatch': {
    zh: '卡片编号{stockNo}与交接清单不符。请核对清单；清单上的证件没有到的，报告运送丢失。',
    en: 'Card stock number {stockNo} is not the one on the list. Check the list; if the listed card has not come, report it lost.',
  },
  'card.stock-number-used': {
    zh: '卡片编号{stockNo}已用过，作废的也不能再用。请换一张空白证件。',
    en: 'Card stock number {stockNo} was used before, and a void one is never used again. Take another blank card.',
  },
  'channel.not-offered': {
    zh: '本市不开通“{channel:channel}”方式。请改用其他方式办理。',
    en: 'This city does not offer this way: {channel:channel}. Use another one.',
  },
  'entitlement.below-school-age': {
    zh: '{oldEnoughOn}才满{age}周岁，{cutOffOn}前未到入学年龄。请于{enrolsIn}年秋季入学时办理。',
    en: 'The child is {age} only on {oldEnoughOn}, after {cutOffOn}. Apply for the school year that begins in the autumn of {enrolsIn}.',
  },
  'entitlement.child-order-too-high': {
    zh: '这是第{childOrder}孩，此项登记限{order}孩以内。同类的其他服务不受此限，请照常申请。',
    en: 'This is child number {childOrder}; the registration is for up to {order}. The other services of the class have no such limit; ask for them.',
  },
  'entitlement.finding-missing': {
    zh: '主管部门认定不具备：{finding:finding}。取得认定后可以享有；对认定有异议的，请向该部门提出。',
    en: 'The department found this lacking: {finding:finding}. It is open once found; objections go to that department.',
  },
  'entitlement.first-id-card': {
    zh: '首次申领居民身份证不在此项之内，这里只办换领、补领。请向户口所在地公安机关申请。',
    en: 'A first ID card is not part of this; only replacement and reissue are. Apply where the hukou is.',
  },
  'entitlement.not-elderly-nor-disabled': {
    zh: '未满{age}周岁，也没有残疾人证。{elderlyOn}起可以享有；办理残疾人证后也可以。',
    en: 'Under {age} and without a disability certificate. It is open from {elderlyOn}, or with a certificate.',
  },
  'entitlement.not-living-together': {
    zh: '子女没有与持证人共同居住生活。共同居住后可以享有。',
    en: 'The child does not live with the holder. It is open once they live together.',
  },
  'entitlement.not-minor': {
    zh: '{adultOn}已满{age}周岁，不再是未成年子女。可由本人登记居住、申领居住证后享有。',
    en: "The person turned {age} on {adultOn} and is no minor child any more. It is open with a registration and permit of one's own.",
  },
  'entitlement.not-open-to': {
    zh: '此项服务不面向{beneficiary:beneficiary}，面向的是：{openTo:beneficiary}。请由其提出。',
    en: 'This is not for {beneficiary:beneficiary} but for {openTo:beneficiary}. Let them ask.',
  },
  'entitlement.not-registered-nor-employed': {
    zh: '没有居住登记，在本地也没有劳动关系。办理居住登记或者建立劳动关系后可以享有，不需要居住证。',
    en: 'Neither registered nor employed here. It is open once registered or employed; no permit is needed.',
  },
  'entitlement.not-residing': {
    zh: '现在不在本地居住。在本地居住期间才可以享有；回来后请重新办理居住登记。',
    en: 'The person does not live here now. It is open while one lives here; register again after coming back.',
  },
  'entitlement.permit-missing': {
    zh: '没有居住证。居住登记满半年并符合条件的，申领居住证后可以享有。',
    en: 'There is no permit. It is open once a permit is issued, for which one applies after half a year of registration.',
  },
  'entitlement.permit-rests': {
    zh: '持有人已离开本市，居住证在本市停用；重新登记居住后恢复。',
    en: 'The holder has left the city, so the permit rests here; it works again with a new registration.',
  },
  'entitlement.permit-suspended': {
    zh: '居住证逾期未签注，功能[自{suspendedSince}起]中止。补办签注后即恢复，可以享有。',
    en: 'The permit was not endorsed in time, and its functions are suspended[ since {suspendedSince}]. It is open again once the permit is endorsed.',
  },
  'entitlement.schooling-too-short': {
    zh: '完整学习经历{had}年，须满{years}年。满{years}年并毕业后可以报名。',
    en: 'There are {had} years of schooling and {years} are needed. It is open once they are complete and school is finished.',
  },
  'entitlement.settling-in-taiwan': {
    zh: '赴台定居不在此项之内。请向户口所在地出入境管理机构申请；其他出入境证件可以在本地办理。',
    en: 'Settling in Taiwan is not part of this. Apply where the hukou is; other travel documents can be had here.',
  },
  'entitlement.too-old': {
    zh: '{until}已满{age}周岁，此项儿童服务到此为止。其他公共卫生服务可以照常享有。',
    en: 'The child turned {age} on {until}, when this service for children ends. The other health services stay open.',
  },
  'civil-event.already-settled': {
    zh: '这条公安通报已有人核对过，结果见登记档案。',
    en: 'Somebody has looked at this report already; the file says what was found.',
  },
  'form.agent-incomplete': {
    zh: '代办人信息不全：缺“{field:field}”。请补填。',
    en: 'About the agent this is missing: {field:field}. Fill it in.',
  },
  'form.birth-date-mismatch': {
    zh: '[“{field:field}”]与身份证号码中的出生日期{numberSays}不一致。请核对证件。',
    en: '["{field:field}": ]this is not the date of birth in the ID number, {numberSays}. Check the ID card.',
  },
  'form.dates-out-of-order': {
    zh: '[{day}与其他日期先后矛盾][，不能早于{notBefore}][，不能晚于{notAfter}][{later}不能早于{earlier}，也不能晚于今天][（{field:field}）]。请核对日期。',
    en: '[{day} contradicts the other dates][: it may not be before {notBefore}][: it may not be after {notAfter}][{later} may not be before {earlier} nor in the future][ ({field:field})]. Check the dates.',
  },
  'form.family-row-incomplete': {
    zh: '家庭成员第{row}行不完整[：缺“{field:field}”]。请补全，或删去该行。',
    en: 'Row {row} of the family members is incomplete[: {field:field}]. Complete it or remove it.',
  },
  'form.field-invalid': {
    zh: '“{field:field}”填写有误[：{reason:invalid-reason}][，最多{maxLength}个字]。请更正。',
    en: '"{field:field}" is not valid[: {reason:invalid-reason}][, at most {maxLength} characters]. Correct it.',
  },
  'form.field-missing': {
    zh: '“{field:field}”必须填写。请补填。',
    en: '"{field:field}" is required. Fill it in.',
  },
  'form.sex-mismatch': {
    zh: '[“{field:field}”]与身份证号码不一致，按号码应为{numberSays:sex}。请核对证件。',
    en: '["{field:field}": ]by the ID number this should be {numberSays:sex}. Check the ID card.',
  },
  'hukou.entry-card-expired': {
    zh: '入户卡有效期到{validThrough}为止，已过期。请重新申请积分排名。',
    en: 'The entry card was valid through {validThrough}. Apply to be ranked by points again.',
  },
  'hukou.entry-card-missing': {
    zh: '本市按积分落户，没有入户卡。请先申请积分排名，入围后凭入户卡办理。',
    en: 'This city gives hukou by points, and there is no entry card. Apply to be ranked by points first.',
  },
  'hukou.need-missing': {
    zh: '没有{need:hukou-need}。具备后可以申请落户。',
    en: 'This is missing: {need:hukou-need}. Apply once it is there.',
  },
  'hukou.not-own-wish': {
    zh: '落户须本人自愿。请由本人提出。',
    en: "Hukou is converted only by one's own wish. The person must ask.",
  },
  'hukou.permit-not-in-force': {
    zh: '没有功能正常的居住证。请先申领；已中止的，补办签注后可以申请落户。',
    en: 'There is no permit in force. Apply for one, or have a suspended one endorsed, and then apply for hukou.',
  },
  'hukou.years-too-few': {
    zh: '{need:hukou-need}{had}年，须满{years}年。满年限后可以申请落户。',
    en: '{need:hukou-need}: {had} years, and {years} are needed. Apply once they are full.',
  },
  'id-number.age-implausible': {
    zh: '[“{field:field}”：]按此号码出生于{birthOn}，已{age}岁。请核对号码。',
    en: '["{field:field}": ]by this number the person was born on {birthOn} and is {age} years old. Check the number.',
  },
  'id-number.birth-date-impossible': {
    zh: '[“{field:field}”：]号码中的出生日期不可能[（{digits}）][（{birthOn}）][：{reason:invalid-reason}]。请核对第7至14位。',
    en: '["{field:field}": ]the date of birth in the number is impossible[ ({digits})][ ({birthOn})][: {reason:invalid-reason}]. Check digits 7 to 14.',
  },
  'id-number.check-digit-wrong': {
    zh: '[“{field:field}”：]最后一位与前面的数字不符。请逐位核对，或用读卡器读取。',
    en: '["{field:field}": ]the last character does not fit the others. Check each digit, or read the card.',
  },
  'id-number.other-procedure': {
    zh: '[“{field:field}”：]此证件[属于{holder:id-number-holder}，]不办理本居住证。请引导到相应的窗口。',
    en: '["{field:field}": ]this document[ belongs to {holder:id-number-holder} and] does not lead to this permit. Show the way to the right window.',
  },
  'id-number.shape-wrong': {
    zh: '[“{field:field}”：]身份证号码应为18位：前17位是数字，最后一位是数字或X[，现为{length}位][，{reason:invalid-reason}]。请核对。',
    en: '["{field:field}": ]an ID number has 17 digits and then a digit or X[; this one has {length} characters][; {reason:invalid-reason}]. Check it.',
  },
  'ledger.without-witness': {
    zh: '台账已超过 {hours} 小时没有外部见证签名，暂停制证。请通知系统管理员恢复见证；登记照常办理。',
    en: 'Nobody outside has signed the ledger for more than {hours} hours, so no permit is made. Tell the system administrator; registration goes on.',
  },
  'intent.reused-with-other-content': {
    zh: '同一次提交的内容前后不同，没有再次办理。请刷新页面，核对结果后重新提交。',
    en: 'This was sent before with other content, and was not carried out again. Reload, look at the result, then send anew.',
  },
  'material.not-on-checklist': {
    zh: '{materials:material}不在材料清单内，不得收取。请退还。',
    en: 'Not on the checklist, so not to be asked or kept: {materials:material}. Give it back.',
  },
  'material.reason-missing': {
    zh: '收取{materials:material}须写明是什么材料、证明什么。请填写理由。',
    en: 'Say what it is and what it shows, to take {materials:material}. Write the reason.',
  },
  'notice.already-given': {
    zh: '{givenOn}已一次性告知，不得再增加[：{newItems:material}]。确需增加的，须由负责人写明理由。',
    en: 'The one notice was given on {givenOn}; nothing may be added[: {newItems:material}]. If it must, a supervisor gives the reason.',
  },
  'notice.items-missing': {
    zh: '一次性告知须列出全部所缺材料[，还漏了：{missing:material}]。请补列。',
    en: 'The one notice must list everything that is missing[; left out: {missing:material}]. Add it.',
  },
  'notice.reason-missing': {
    zh: '再次告知[（{newItems:material}）]须由负责人写明理由。请填写。',
    en: "A second notice[ ({newItems:material})] needs a supervisor's reason. Enter it.",
  },
  'occupancy.area-unknown': {
    zh: '居所面积未知，不能核算办证总数。请上门测量后填写。',
    en: 'The living area is unknown, so the number of permits cannot be checked. Measure it on a visit and enter it.',
  },
  'occupancy.reason-missing': {
    zh: '此居所办证数{permits}，超过核定总数{cap}。须由负责人写明理由才能通过审核。',
    en: "The dwelling would have {permits} permits, over its limit of {cap}. A supervisor's reason is needed to approve.",
  },
  'paper.look-only': {
    zh: '此件属其他地区，跨区协查只能查看，不能打印。请由负责该住址的单位打印，或者请其把此件指派给您承办。',
    en: 'The file belongs to another area; a cross-area look is for reading, not for printing. Ask the office in charge of the address to print it, or to assign you the case.',
  },
  'paper.not-yet': {
    zh: '此件现在是“{state:case-state}”，没有{paper:paper}可打印；办到相应一步后才有。',
    en: 'The case is "{state:case-state}", so there is no {paper:paper} to print: there is one once its step has been taken.',
  },
  'paper.purpose-missing': {
    zh: '今天本单位没有为此人办过业务，表上有完整号码。请选择事由再打印；打印计入您今天查看完整号码的次数，本人可以查到。',
    en: 'Your office has done nothing for this person today, and the form shows numbers in full. Choose what it is for, then print; it counts as a number shown in full, and the person can see it.',
  },
  'person.not-target': {
    zh: '户籍地与居住地在同一城市，不属于居住登记和居住证的对象。请按人户分离办理。',
    en: "The hukou is in the same city as the residence, so the person is no subject of the permit. Use the procedure for moves inside one's city.",
  },
  'person.target-undecided': {
    zh: '户籍在同一地级市的其他县，是否属于对象须由有权人员决定。请报请决定并写明理由。',
    en: 'The hukou is in another county of the same prefecture. Somebody with authority must decide, with a reason; ask them.',
  },
  'photo.chip-issued-too-young': {
    zh: '证件（{cardIssuedOn}签发）办理时持证人未满{fromAge}周岁，芯片照片不能使用。请现场拍摄。',
    en: 'The ID card of {cardIssuedOn} was made before its holder was {fromAge}, so the photo on its chip cannot serve. Take one now.',
  },
  'photo.chip-too-old': {
    zh: '证件于{cardIssuedOn}签发，已超过{maxYears}年，芯片照片不能使用。请现场拍摄。',
    en: 'The ID card of {cardIssuedOn} is more than {maxYears} years old, so the photo on its chip cannot serve. Take one now.',
  },
  'photo.source-not-offered': {
    zh: '本市不使用这种相片来源：{source:photo-source}。可用：{offered:photo-source}。',
    en: 'This city does not take this kind of photo: {source:photo-source}. Use one of these: {offered:photo-source}.',
  },
  'points.barred': {
    zh: '因提供虚假材料，积分为零，至{until}（含当日）不得申请。期满后可以重新申请。',
    en: 'Because of false papers there are no points, and no application through {until}. Apply anew after that day.',
  },
  'points.permit-not-in-force': {
    zh: '没有功能正常的居住证。请先申领或者补办签注，再申请积分。',
    en: 'There is no permit in force. Apply for one or have it endorsed, then apply for points.',
  },
  'points.permit-too-young': {
    zh: '持居住证未满半年，{from}起可以申请积分。请届时再来。',
    en: 'The permit has not been held for half a year. Apply for points from {from} on.',
  },
  'points.too-few': {
    zh: '共{total}分，须达到{least}分。积分增加后可以再申请。',
    en: 'There are {total} points and {least} are needed. Apply again with more points.',
  },
  'registration.already-active': {
    zh: '此人已有居住登记[，登记日期{registeredOn}]。请打开原登记；已搬家的，办理变更地址。',
    en: 'The person is registered already[, since {registeredOn}]. Open that registration; after a move, change its address.',
  },
  'registration.event-not-allowed': {
    zh: '此登记现在是“{state:registration-state}”，不能办理“{event:registration-event}”。请刷新后按当前步骤办理[：{open:registration-event}]。',
    en: 'The registration is "{state:registration-state}", so "{event:registration-event}" cannot be done. Reload and take a step it offers[: {open:registration-event}].',
  },
  'registration.not-departed': {
    zh: '该登记不是因本人申报离开而结束的（{reason:end-reason}），不能撤回。有异议的，请到办理窗口提出。',
    en: 'This registration did not end because you said you had left ({reason:end-reason}), so there is nothing to take back. Object at the window.',
  },
  'registration.objection-too-late': {
    zh: '异议期到{lastDayOn}为止[，提出日是{objectedOn}]。现在可以重新申报居住登记。',
    en: 'Objections were possible until {lastDayOn}[; this one is of {objectedOn}]. The person may declare residence anew.',
  },
  'registration.second-person-required': {
    zh: '“不属实”须由另一人复核。请由负责人或另一名协管员办理。',
    en: 'An untrue result must be confirmed by a second person. Let the head or another officer do it.',
  },
  'registration.visits-too-close': {
    zh: '上次不在是{firstAbsentOn}，间隔不足。请于{earliestOn}或以后再走访。',
    en: 'The last absence was on {firstAbsentOn}, too short a time ago. Visit again on {earliestOn} or later.',
  },
  'tariff.not-configured': {
    zh: '“{business:business}”没有设定收费标准，不得收费。请先由管理员依据文件设定。',
    en: 'No tariff is set for this: {business:business}; nothing may be charged. An administrator must set it from the text first.',
  },
  'transition.not-allowed': {
    zh: '旧居住证在{newRulesFrom}以前已到期，不能按新旧衔接办理。请满足居住半年后重新申请。',
    en: 'The old permit had expired before {newRulesFrom}, so it carries nothing over. Apply anew once half a year of residence is full.',
  },
  'visit.evidence-missing': {
    zh: '走访记录还缺：{items:visit-evidence}。请补录。',
    en: 'The visit record lacks: {items:visit-evidence}. Add it.',
  },
  'visit.too-early': {
    zh: '走访日期{visitedOn}应在{from}至{to}之间。请核对日期。',
    en: 'The visit, {visitedOn}, must lie between {from} and {to}. Check the date.',
  },
  ...AMENDMENT_REFUSAL_MESSAGES,
  ...ERASURE_REFUSAL_MESSAGES,
  ...LOOK_REFUSAL_MESSAGES,
  ...MISUSE_REFUSAL_MESSAGES,
  ...MANDATE_REFUSAL_MESSAGES,
  ...OVERSIGHT_REFUSAL_MESSAGES,
  ...ACCOUNT_REFUSAL_MESSAGES,
  ...SIGN_IN_REFUSAL_MESSAGES,
  ...UKEY_REFUSAL_MESSAGES,
  ...SIMULATION_REFUSAL_MESSAGES,
  ...WHAT_IF_REFUSAL_MESSAGES,
  ...PERMIT_REFUSAL_MESSAGES,
  ...TRANSFER_REFUSAL_MESSAGES,
} as const satisfies Record<RefusalCode, Words>
