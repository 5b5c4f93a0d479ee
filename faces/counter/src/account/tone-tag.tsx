import { Tag } from 'antd'

export type Tone = 'good' | 'warn' | 'bad' | 'plain'

/** A state in colour that is readable on its ground; the words say it as well. */
export function ToneTag({ tone, children }: { readonly tone: Tone; readonly children: React.ReactNode }) {
  return <Tag className={`aj-tone-${tone}`}>{children}</Tag>
}
