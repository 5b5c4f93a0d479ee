import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { openWord, useCounterWords } from '../counter-words.ts'

type VoidStockProps = { readonly cards: AnswerOf<Routes['listBatches']>['voidStock'] }

/** 公安作废的证卡: stock that must be handed to nobody, with whose signature stands under its list. */
export function VoidStock({ cards }: VoidStockProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (cards.length === 0) return null
  return (
    <section className="aj-panel" data-testid="void-stock">
      <h2>{w('batch.void')}</h2>
      <p className="aj-faint">{w('batch.void.note')}</p>
      <table className="aj-plain-table">
        <thead>
          <tr>
            <th scope="col">{w('batch.column.stockNo')}</th>
            {(['voidedOn', 'reason', 'listNo', 'voidedBy', 'evidence'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`batch.void.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cards.map(({ stockNo, voidedOn, reason, listNo, voidedBy, policeEvidenceSm3: digest }) => (
            <tr key={stockNo} data-testid={`void-${stockNo}`}>
              <td className="aj-figure">{stockNo}</td>
              <td>{formatDay(voidedOn, language)}</td>
              <td>{openWord('batch.void.reason', reason, w)}</td>
              <td className="aj-figure">{listNo}</td>
              <td>{voidedBy ?? '—'}</td>
              <td className="aj-figure" title={digest ?? undefined}>
                {digest === null ? w('batch.void.unsigned') : `${digest.slice(0, 16)}…`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
