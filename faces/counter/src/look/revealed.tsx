import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import type { Problem } from '@anju/contract/problem.ts'
import { Button, Popover } from 'antd'
import { useEffect, useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { PurposeFields } from './purpose-fields.tsx'
import { isStated, type StatedPurpose } from './stated-purpose.ts'

type Asked = Omit<BodySent<Routes['revealField']>, 'purpose' | 'words' | 'caseId'>
type RevealedProps = {
  readonly masked: string
  readonly asked: Asked
  /** What it is for, where the screen knows: the case of a file. */
  readonly stated: StatedPurpose
}

/** A masked value that can be seen in full for some seconds, for a purpose; each time is logged. */
export function Revealed({ masked, asked, stated }: RevealedProps) {
  const w = useCounterWords()
  const client = useApi()
  const { city } = useSession()
  const [draft, setDraft] = useState(stated)
  const [isOpen, setOpen] = useState(false)
  const [shown, setShown] = useState<{ readonly value: string; readonly seconds: number }>()
  const [problem, setProblem] = useState<Problem>()
  useEffect(() => {
    if (shown === undefined) return undefined
    const tick = setTimeout(
      () => setShown(shown.seconds <= 1 ? undefined : { ...shown, seconds: shown.seconds - 1 }),
      1000,
    )
    return () => clearTimeout(tick)
  }, [shown])
  const reveal = async (purpose: StatedPurpose) => {
    const answer = await client.call('revealField', { params: { city }, body: { ...asked, ...purpose } })
    setProblem(answer.ok || answer.unreachable ? undefined : answer.problem)
    if (!answer.ok) return setOpen(true)
    setOpen(false)
    return setShown(answer.value)
  }
  if (masked === '') return null
  if (shown !== undefined) {
    return (
      <span className="aj-revealed" data-testid={`revealed-${asked.field}`}>
        <span className="aj-figure">{shown.value}</span>{' '}
        <Button size="small" type="link" onClick={() => setShown(undefined)}>
          {w('look.reveal.hide')}
        </Button>
        <small className="aj-faint">{w('look.reveal.left', { seconds: shown.seconds })}</small>
      </span>
    )
  }
  return (
    <span className="aj-revealed">
      <span className="aj-figure">{masked}</span>{' '}
      <Popover
        trigger="click"
        open={isOpen}
        onOpenChange={(wanted) => {
          if (wanted && isStated(stated)) void reveal(stated)
          else setOpen(wanted)
        }}
        content={
          <div className="aj-reveal">
            <PurposeFields value={draft} onChange={setDraft} />
            <Button
              type="primary"
              size="small"
              disabled={!isStated(draft)}
              data-testid={`reveal-go-${asked.field}`}
              onClick={() => void reveal(draft)}
            >
              {w('look.reveal')}
            </Button>
            {problem !== undefined && <ProblemPanel problem={problem} />}
          </div>
        }
      >
        <Button size="small" type="link" className="aj-no-print" data-testid={`reveal-${asked.field}`}>
          {w('look.reveal')}
        </Button>
      </Popover>
    </span>
  )
}
