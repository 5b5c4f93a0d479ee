import type { Problem } from '@anju/contract/problem.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { PurposeFields } from '../look/purpose-fields.tsx'
import { isStated, type StatedPurpose } from '../look/stated-purpose.ts'

type Shown = AnswerOf<Routes['auditCase']>['steps'][number]['shown']
type ShownTextProps = { readonly caseId: string; readonly version: number; readonly shown: Shown }

/** What the signer saw: masked first, word for word for a purpose and some seconds. */
export function ShownText({ caseId, version, shown }: ShownTextProps) {
  const w = useCounterWords()
  const client = useApi()
  const { city } = useSession()
  const [isAsking, setAsking] = useState(false)
  const [purpose, setPurpose] = useState<StatedPurpose>({})
  const [problem, setProblem] = useState<Problem>()
  const [full, setFull] = useState<{ readonly text: string; readonly seconds: number }>()
  useEffect(() => {
    if (full === undefined) return undefined
    const next = full.seconds <= 1 ? undefined : { ...full, seconds: full.seconds - 1 }
    const tick = setTimeout(() => setFull(next), 1000)
    return () => clearTimeout(tick)
  }, [full])
  if (shown.kind !== 'text') return <p className="aj-soft">{w(`audit.shown.${shown.kind}`)}</p>
  const show = async () => {
    const { purpose: what, words } = purpose
    const body = {
      version,
      ...(what === undefined ? {} : { purpose: what }),
      ...(words === undefined ? {} : { words }),
    }
    const answer = await client.call('showSignedText', { params: { city, caseId }, body })
    setProblem(answer.ok || answer.unreachable ? undefined : answer.problem)
    if (!answer.ok) return
    setAsking(false)
    setFull({ text: answer.value.shownText, seconds: answer.value.seconds })
  }
  return (
    <>
      <pre className="aj-signing-text" lang="zh-CN" tabIndex={0} data-testid={`shown-${version}`}>
        {full?.text ?? shown.shownText}
      </pre>
      {full === undefined ? (
        <p className="aj-soft">
          {w('audit.shown.masked')}{' '}
          {!isAsking && (
            <Button size="small" data-testid={`shown-full-${version}`} onClick={() => setAsking(true)}>
              {w('audit.shown.full')}
            </Button>
          )}
        </p>
      ) : (
        <p className="aj-soft">
          <Button size="small" onClick={() => setFull(undefined)}>
            {w('audit.shown.hide')}
          </Button>{' '}
          {w('audit.shown.left', { seconds: full.seconds })}
        </p>
      )}
      {isAsking && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void show()
          }}
        >
          <p className="aj-faint">{w('audit.shown.full.note')}</p>
          <PurposeFields value={purpose} onChange={setPurpose} />
          <Button type="primary" htmlType="submit" disabled={!isStated(purpose)} data-testid="shown-go">
            {w('audit.shown.full')}
          </Button>
        </form>
      )}
      {problem !== undefined && <ProblemPanel problem={problem} />}
    </>
  )
}
