import { useRegistry } from '@anju/face-kit/api.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Button } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { LookTable } from './look-table.tsx'

/** Who looked at this person, for the head of the unit; read only when it is asked for, since that is a look too. */
export function PersonLooks({ personId }: { personId: string }) {
  const w = useCounterWords()
  const session = useSession()
  const [isOpen, setOpen] = useState(false)
  if (!hasDuty(session, 'lead-unit') && !hasDuty(session, 'read-audit')) return null
  return (
    <section className="aj-panel">
      <h2>{w('look.ofPerson')}</h2>
      {isOpen ? (
        <Looks personId={personId} />
      ) : (
        <Button data-testid="person-looks" onClick={() => setOpen(true)}>
          {w('look.log')}
        </Button>
      )}
    </section>
  )
}

function Looks({ personId }: { personId: string }) {
  const { city } = useSession()
  const looks = useRegistry('listPersonLooks', { params: { city, personId } })
  return <Reading query={looks}>{(known) => <LookTable looks={known.looks} />}</Reading>
}
