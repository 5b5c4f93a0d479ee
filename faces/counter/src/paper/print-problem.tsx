import type { Problem } from '@anju/contract/problem.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { Button } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { PurposeFields } from '../look/purpose-fields.tsx'
import type { StatedPurpose } from '../look/stated-purpose.ts'

type PrintProblemProps = { readonly problem: Problem; readonly onPrint: (stated: StatedPurpose) => void }

/** Why nothing was printed; where only the purpose is missing, it is asked for here and the same paper printed. */
export function PrintProblem({ problem, onPrint }: PrintProblemProps) {
  const w = useCounterWords()
  const [stated, setStated] = useState<StatedPurpose>({})
  const asksPurpose = problem.refusals?.some(({ code }) => code === 'paper.purpose-missing') === true
  return (
    <ProblemPanel problem={problem}>
      {asksPurpose && (
        <div className="aj-print-purpose">
          <PurposeFields value={stated} onChange={setStated} />
          <Button
            type="primary"
            disabled={stated.purpose === undefined}
            data-testid="print-for-purpose"
            onClick={() => onPrint(stated)}
          >
            {w('receipt.print')}
          </Button>
        </div>
      )}
    </ProblemPanel>
  )
}
