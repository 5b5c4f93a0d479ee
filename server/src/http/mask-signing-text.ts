/** Entries of the text that are ours and say nothing of the person: of the act, the place, the day, the signer. */
export const OPEN_ENTRIES: readonly string[] = ['签名事项', '城市', '编号', '同时办理', '法定日期', '签名人']
const OPEN_LINES = [/^以受托代理的岗位签名$/, /^演示签名：背后没有任何人的密钥$/, /^另有\d+项，摘要 [0-9a-f]{64}$/]
const IMAGE = /：图像，SM3 (?:[0-9a-f]{64}|没有存入)$/

/**
 * The text that an official signed, as an audit sees it first: which entries there were, without what stood in those that
 * somebody typed or chose. Digests of images stay, since they say nothing by themselves.
 */
export function maskSigningText(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const label = line.slice(0, Math.max(0, line.indexOf('：')))
      if (OPEN_ENTRIES.includes(label) || IMAGE.test(line) || OPEN_LINES.some((open) => open.test(line))) return line
      return `${label}：****`
    })
    .join('\n')
}
