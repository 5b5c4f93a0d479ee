import type { Language } from './words.ts'

/** What the verifier that stands alone says is wrong with a case, in Chinese. Each is known by a part of it that nothing else says. */
const CASE_FAULTS: readonly (readonly [part: string, zh: string])[] = [
  ['not a bundle', '不是存证包'],
  ['the checkpoint cannot be read', '检查点无法读取'],
  ['the checkpoint is of', '检查点属于另一个城市'],
  ['the checkpoint was not signed', '检查点不是登记系统签名的'],
  ['the checkpoint was not countersigned', '检查点没有公安的加签，或加签不成立'],
  ['not version', '不是这一案件的这一步'],
  ['not in the log', '与台账中封存的不一致：封存之后被改动过'],
  ['the countersignature does not hold', '登记系统的加签不成立'],
  ['there is no such event', '签名之下没有这一步'],
  ['not a statement', '不是签名陈述'],
  ['it was given for another case', '签名属于另一案件或另一步'],
  ['it was given for another content', '签名属于另一内容：签名之后内容被改动过'],
  ['it was given for another step', '签名属于另一环节'],
  ['somebody else signed', '签名的人不是办理的人'],
  ['an image is not the one', '影像不是签名时的那一张'],
  ['was recorded without a signature', '按规定须签名的一步没有签名'],
  ['and the signature is missing', '这一步曾经签名，签名不见了'],
  ['no key of an official', '当时官员尚无密钥'],
  ['a demo: nobody', '演示签名：背后没有任何人的密钥'],
  ['the key is none that was bound', '这把密钥没有登记在签名人名下'],
  ["what the official's key said is missing", '密钥的回答不见了'],
  ['the registry countersigned something else', '登记系统加签的是另一份回答'],
  ["the official's key signed for another official", '密钥为另一人、另一岗位或另一城市而签'],
  ["the official's key signed under another day", '密钥在另一日期或另一规则下签'],
  ["the official's key signed for another step", '密钥为另一环节、案件或版本而签'],
  ['what was signed is no statement', '所签的不是签名陈述'],
  ['made with another kind of key', '密钥种类与所称不符'],
  ['no answer of a security key', '不是安全密钥的回答'],
  ['the public key cannot be read', '公钥无法读取'],
  ['made for another ceremony', '不是为签名而作的回答'],
  ['given for another statement', '为另一份陈述而签'],
  ['the person was not verified', '签名时没有核验本人'],
  ['the key is copied to a cloud', '密钥可在云端复制'],
  ['made for another site', '在另一网站上使用'],
  ["the key's signature does not hold", '密钥的签名不成立'],
  ['what is kept was not sealed', '保存的文字不是为这一签名封存的'],
  ['the text is not the one', '保存的文字与所签的不一致'],
  ['the text that was signed is gone', '签名时的文字不见了'],
  [': run verify', '台账中有一步不见了或被改动，无法作出证明；请运行 verify'],
  ['The log lacks', '台账缺少证明所需的摘要；请运行 verify'],
]
const PLACE = /^(?:signature under )?event \d+: /

/** A fault in words. English is what the program that stands alone says; one it learned since is shown as it says it. */
export function caseFaultText(fault: string, language: Language): string {
  const said = fault.replace(PLACE, '')
  if (language === 'en') return said
  return CASE_FAULTS.find(([part]) => said.includes(part))?.[1] ?? said
}
