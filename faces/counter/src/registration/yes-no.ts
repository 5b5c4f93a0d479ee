import type { Choosable } from '@anju/face-kit/choice.tsx'

/** The two boxes 是 and 否. */
export const YES_NO: readonly Choosable[] = [
  { code: 'yes', zh: '是', en: 'Yes' },
  { code: 'no', zh: '否', en: 'No' },
]
