import type { PRINTED_SHEETS } from '@anju/contract/routes/look.ts'
import type { Problem } from '@anju/contract/problem.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { Button } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type PrintButtonProps = {
  readonly personId: string
  readonly caseId: string
  readonly sheet: (typeof PRINTED_SHEETS)[number]
  readonly autoFocus?: boolean
}

/** Prints the page, and says so before: a sheet that was not logged is not printed. */
export function PrintButton({ personId, caseId, sheet, autoFocus = false }: PrintButtonProps) {
  const w = useCounterWords()
  const client = useApi()
  const { city } = useSession()
  const [problem, setProblem] = useState<Problem>()
  const print = async () => {
    const said = await client.call('recordPrint', { params: { city }, body: { personId, caseId, sheet } })
    setProblem(said.ok || said.unreachable ? undefined : said.problem)
    if (said.ok) window.print()
  }
  return (
    <>
      <Button type="primary" autoFocus={autoFocus} onClick={() => void print()} data-testid="print">
        {w('receipt.print')}
      </Button>
      {problem !== undefined && <ProblemPanel problem={problem} />}
    </>
  )
}
