import { WAIVER_REASONS } from '@anju/domain/fee/standing-fee.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import type { CardDesk } from '../card/card-desk.ts'
import { ReasonList } from '@anju/face-kit/reason-list.tsx'
import { useCounterWords } from '../counter-words.ts'
import { PaperPanel } from '../paper/paper-panel.tsx'
import { yuan } from './yuan.ts'

/** The fee of a case: what the tariff states, taking or waiving it, and its entries. Where nothing may be asked for, that stands here. */
export function CaseFee({ known }: { known: CardDesk['cases'][number] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const charge = useCommand('chargeFee')
  const waive = useCommand('waiveFee')
  const [reason, setReason] = useState<(typeof WAIVER_REASONS)[number]>('office-error')
  const [note, setNote] = useState('')
  const [waiving, setWaiving] = useState(false)
  const params = { city, cardCaseId: known.cardCaseId }
  const { tariffFen } = known
  const problem = charge.attempt.problem ?? waive.attempt.problem
  const isOwed = tariffFen !== null && tariffFen > 0 && known.settledBy === null
  return (
    <div data-testid="case-fee">
      {tariffFen === null ? (
        <ReasonList refusals={known.tariffRefusals} />
      ) : (
        <p>
          {tariffFen === 0 ? w('fee.free') : w('fee.tariff', { yuan: yuan(tariffFen) })}{' '}
          {known.settledBy !== null && <span className="aj-state">{w('fee.settled')}</span>}
        </p>
      )}
      {known.fees.map((fee) => (
        <p key={fee.entryId} className="aj-soft">
          <span className="aj-figure">{fee.receiptNo}</span> {tableWord('fee-kind', fee.kind, language)}{' '}
          {yuan(fee.kind === 'waiver' ? fee.waivedFen : fee.fen)} {fee.takenBy}
        </p>
      ))}
      {known.settledBy !== null && <PaperPanel subject="fee" caseId={known.settledBy} />}
      {isOwed && known.mayCollect && (
        <div className="aj-inline">
          <Button data-testid="fee-charge" onClick={() => void charge.send({ params, body: {} })}>
            {w('fee.charge', { yuan: yuan(tariffFen) })}
          </Button>
          <Button data-testid="fee-waive" onClick={() => setWaiving((before) => !before)}>
            {w('fee.waive')}
          </Button>
        </div>
      )}
      {isOwed && waiving && (
        <div className="aj-inline">
          <Segmented
            value={reason}
            options={WAIVER_REASONS.map((value) => ({ value, label: tableWord('waiver-reason', value, language) }))}
            onChange={setReason}
          />
          <label>
            {w('fee.waive.why')}
            <Input value={note} data-testid="field-waive-note" onChange={({ target }) => setNote(target.value)} />
          </label>
          <Button data-testid="fee-waive-submit" onClick={() => void waive.send({ params, body: { reason, note } })}>
            {w('card.submit')}
          </Button>
        </div>
      )}
      {problem !== undefined && <ProblemPanel problem={problem} />}
    </div>
  )
}
