import assert from 'node:assert/strict'
import { it } from 'node:test'
import { APPLICATION_EVENTS } from '@anju/domain/application/application-machine.ts'
import { REGISTRATION_EVENTS } from '@anju/domain/registration/registration-machine.ts'
import { clauseText } from '@anju/contract/message/clause-text.ts'
import { eventWord } from './law-words.ts'

for (const [law, zh, en] of [
  ['CN-663:9', '居住证暂行条例 第9条', 'Residence Permit Regulation art. 9'],
  ['CN-663:9.3', '居住证暂行条例 第9条第3款', 'Residence Permit Regulation art. 9.3'],
  ['AL-2019:32(4)', '行政许可法 第32条第4项', 'Administrative Licensing Law art. 32 (4)'],
  ['FS-2016-14:三.五', '佛府办函〔2016〕14号 三（五）', 'Foshan Notice [2016] 14 三（五）'],
  ['FG-2015:二.三(2)', '佛山市居住证办理工作指引 二（三）2', 'Foshan Permit Guideline 二（三）2'],
  ['FS-2016-14:附件2.属实', '佛府办函〔2016〕14号 附件2 · 属实', 'Foshan Notice [2016] 14 附件2 · 属实'],
  ['YJH-2010-6:工本费', '粤价函〔2010〕6号 工本费', 'Guangdong Price Letter [2010] 6 工本费'],
  ['ZZ-1:5', 'ZZ-1 第5条', 'ZZ-1 art. 5'],
] as const) {
  it(`${law} is read as ${zh}`, () => {
    assert.equal(clauseText(law, 'zh'), zh)
    assert.equal(clauseText(law, 'en'), en)
  })
}

for (const event of [...REGISTRATION_EVENTS, ...APPLICATION_EVENTS]) {
  it(`${event} has words in both languages`, () => {
    assert.notEqual(eventWord(event, 'zh'), event)
    assert.notEqual(eventWord(event, 'en'), event)
  })
}
