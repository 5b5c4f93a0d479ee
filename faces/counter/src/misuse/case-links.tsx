import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Link } from '@tanstack/react-router'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type AlertCase = AnswerOf<Routes['listMisuseAlerts']>['alerts'][number]['cases'][number]

/** The cases that a question is about, each as a link: for the audit administrator to its steps, for the head to the case itself. */
export function CaseLinks({ cases, count }: { readonly cases: readonly AlertCase[]; readonly count: number }) {
  const w = useCounterWords()
  return (
    <p className="aj-case-links">
      {w('misuse.cases', { n: count })}{' '}
      {cases.map((one) => (
        <span key={one.caseId}>
          <CaseLink one={one} />{' '}
        </span>
      ))}
      {count > cases.length && <span className="aj-faint">{w('misuse.case.more', { n: count - cases.length })}</span>}
    </p>
  )
}

function CaseLink({ one: { caseId, kind, personId, caseNumber } }: { readonly one: AlertCase }) {
  const w = useCounterWords()
  const session = useSession()
  const text = `${w(`misuse.case.${kind}`)} ${caseNumber}`
  if (hasDuty(session, 'read-audit'))
    return (
      <Link to="/system/audit/$caseId" params={{ caseId }}>
        {text}
      </Link>
    )
  if (kind === 'registration')
    return (
      <Link to="/registrations/$registrationId" params={{ registrationId: caseId }} search={{}}>
        {text}
      </Link>
    )
  if (kind === 'application')
    return (
      <Link to="/applications/$applicationId" params={{ applicationId: caseId }}>
        {text}
      </Link>
    )
  return (
    <Link to="/persons/$personId" params={{ personId }} search={{}}>
      {text}
    </Link>
  )
}
