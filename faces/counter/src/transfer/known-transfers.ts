import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText } from '@anju/face-kit/law-words.ts'

export type KnownTransfers = AnswerOf<Routes['getTransfers']>
export type OneTransfer = KnownTransfers['transfers'][number]

/** Every reason why not, each with its clause. */
export function TransferReasons({ refusals }: Pick<KnownTransfers, 'refusals'>): React.ReactNode {
  const { language } = useLanguage()
  if (refusals.length === 0) return null
  return (
    <ul className="aj-reasons">
      {refusals.map((one) => (
        <li key={one.code}>
          {refusalText(one, language)} <Clause law={one.law} />
        </li>
      ))}
    </ul>
  )
}
