import { sm3Hex } from '@anju/crypto/sm3.ts'

import type { Act, SignedStep, StepToSign } from '../deps.ts'

const STEPS: Readonly<Record<SignedStep, string>> = {
  'accept-quality': '审核数据质量：通过',
  'reject-quality': '审核数据质量：退回',
  produce: '制作居住证',
  remake: '重制居住证',
  dispatch: '分发送办单位',
  'report-civil-event': '户籍与死亡通报',
  'receive-stock': '空白证卡入库',
  'void-stock': '空白证卡作废',
}
const LINES_MAX = 60

/**
 * The text that a person sees before they sign (所见即所签). Made here and nowhere else; the face shows exactly this, and its
 * digest is in what the key signs. What somebody typed stays on its line.
 */
export function signingText({ city, legalOn, staff }: Act, { step, lines }: StepToSign): string {
  const shown = lines.map((line) => line.replaceAll(/\s+/g, ' '))
  const rest = shown.slice(LINES_MAX)
  return [
    `签名事项：${STEPS[step]}`,
    `单位：${city.nameZh}`,
    ...shown.slice(0, LINES_MAX),
    // The digest says that what is too long to be read here is signed all the same.
    ...(rest.length === 0 ? [] : [`另有${rest.length}项，摘要 ${sm3Hex(Buffer.from(rest.join('\n')))}`]),
    `办理日期：${legalOn}`,
    `签名人：${staff.name}（警号 ${staff.badge}）`,
  ].join('\n')
}
