import { useRegistry } from '@anju/face-kit/api.tsx'
import { Button } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { AssignForm } from './assign-form.tsx'

/** Who works on the case by assignment (承办人), with the button of whoever may give it to somebody. */
export function AssigneeLine({ caseId }: { readonly caseId: string }) {
  const w = useCounterWords()
  const session = useSession()
  const known = useRegistry('getAssignment', { params: { city: session.city, caseId } })
  const [assigning, setAssigning] = useState(false)
  const assignee = known.data?.assignee ?? null
  return (
    <>
      {assignee !== null && (
        <span className="aj-soft" data-testid="assignee">
          {w('access.assignee')} {assignee.name}
        </span>
      )}
      {hasDuty(session, 'assign-case') && (
        <Button size="small" data-testid="assign" onClick={() => setAssigning(true)}>
          {w('access.assign')}
        </Button>
      )}
      {assigning && <AssignForm caseId={caseId} onClose={() => setAssigning(false)} />}
    </>
  )
}
