import { useLanguage } from '@anju/face-kit/language.ts'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { Outcome } from '../app/outcome.tsx'
import { useCardAct } from '../app/use-card.ts'
import { useCardWords } from '../card-words.ts'
import { isAllowed, type Order } from './order.ts'
import { reasonsOf, REASON_CODES, type ReasonDraft } from './reason-draft.ts'

/** The hints of the system, and the decision of a person. */
export function QualityCheck({ order }: { order: Order }) {
  const w = useCardWords()
  const { language } = useLanguage()
  const act = useCardAct('checkQuality')
  const [isRejecting, setRejecting] = useState(false)
  const base = { params: { orderId: order.orderId } }
  const accept = () =>
    void act.send({ ...base, body: { intentId: '', expectedVersion: order.version, result: 'accepted', reasons: [] } })
  return (
    <div className="cs-step">
      <h3>{w('quality.title')}</h3>
      <p className="aj-soft">{order.hints.length === 0 ? w('quality.noHints') : w('quality.hints')}</p>
      {order.hints.length > 0 && (
        <ul className="cs-hints" data-testid="hints">
          {order.hints.map((hint) => (
            <li key={hint.zh} data-testid={`hint-${hint.code}`}>
              {hint[language]}
            </li>
          ))}
        </ul>
      )}
      <div className="cs-row">
        {isAllowed(order, 'accept-quality') && (
          <Button type="primary" onClick={accept} loading={act.busy && !isRejecting} data-testid="accept-quality">
            {w('quality.accept')}
          </Button>
        )}
        <Button
          danger
          onClick={() => setRejecting(!isRejecting)}
          aria-expanded={isRejecting}
          data-testid="reject-quality"
        >
          {w('quality.reject')}
        </Button>
      </div>
      {isRejecting && (
        <RejectForm
          order={order}
          busy={act.busy}
          onReject={(reasons) =>
            void act.send({
              ...base,
              body: { intentId: '', expectedVersion: order.version, result: 'rejected', reasons: [...reasons] },
            })
          }
        />
      )}
      <Outcome act={act} onRetry={accept} />
    </div>
  )
}

type RejectFormProps = {
  readonly order: Order
  readonly busy: boolean
  readonly onReject: (reasons: ReturnType<typeof reasonsOf>) => void
}

/** All reasons at once; what the system found is filled in as a start. */
function RejectForm({ order, busy, onReject }: RejectFormProps) {
  const w = useCardWords()
  const { language } = useLanguage()
  const [draft, setDraft] = useState<ReasonDraft>(() =>
    Object.fromEntries(order.hints.map((hint) => [hint.code, { chosen: true, text: hint[language] }])),
  )
  const reasons = reasonsOf(draft)
  return (
    <form
      className="cs-reasons"
      onSubmit={(event) => {
        event.preventDefault()
        if (reasons.length > 0) onReject(reasons)
      }}
    >
      <p className="aj-soft">{w('quality.rejectNote')}</p>
      {REASON_CODES.map((code) => {
        const { chosen, text } = draft[code] ?? { chosen: false, text: '' }
        return (
          <div key={code} className="cs-row">
            <Checkbox
              checked={chosen}
              data-testid={`reason-${code}`}
              onChange={(event) => setDraft({ ...draft, [code]: { chosen: event.target.checked, text } })}
            >
              {w(`reason.${code}`)}
            </Checkbox>
            <Input
              id={`field-reason-${code}`}
              data-testid={`field-reason-${code}`}
              aria-label={`${w(`reason.${code}`)} ${w('quality.reason')}`}
              placeholder={w('quality.reason')}
              maxLength={500}
              value={text}
              onChange={(event) => setDraft({ ...draft, [code]: { chosen: true, text: event.target.value } })}
            />
          </div>
        )
      })}
      <Button
        danger
        type="primary"
        htmlType="submit"
        disabled={reasons.length === 0}
        loading={busy}
        data-testid="submit"
      >
        {w('quality.rejectDo')}
      </Button>
    </form>
  )
}
