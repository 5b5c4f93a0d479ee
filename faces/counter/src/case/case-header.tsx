import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Link } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { Revealed } from '../look/revealed.tsx'
import { useCounterWords } from '../counter-words.ts'

type CaseHeaderProps = {
  readonly kind: string
  readonly state: string
  readonly since: string
  readonly person: {
    readonly name: string
    readonly sex: string
    readonly birthOn: string
    readonly idNumberMasked: string
    readonly mobileMasked: string
    readonly hukou: string
  }
  readonly personId: string
  /** The case under which the person's numbers and file are looked at. */
  readonly caseId: string
  readonly address: string
  readonly dueOn: string | null
  readonly children?: React.ReactNode
}

/** Who the case is about and where it stands, at one glance. */
export function CaseHeader(props: CaseHeaderProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { legalOn } = useSession()
  const { person, personId, dueOn } = props
  const stated = { caseId: props.caseId }
  return (
    <header className="aj-case-head">
      <div>
        <p className="aj-case-kind">{props.kind}</p>
        <h1>
          {person.name}{' '}
          <span className="aj-state" data-testid="state">
            {props.state}
          </span>
        </h1>
        <p className="aj-soft">
          {tableWord('sex', person.sex, language)} · {formatDay(person.birthOn, language)} ·{' '}
          <Revealed masked={person.idNumberMasked} asked={{ personId, field: 'idNumber' }} stated={stated} /> ·{' '}
          {person.mobileMasked === '' ? (
            w('file.noMobile')
          ) : (
            <Revealed masked={person.mobileMasked} asked={{ personId, field: 'mobile' }} stated={stated} />
          )}{' '}
          · <Revealed masked={person.hukou} asked={{ personId, field: 'hukouDetail' }} stated={stated} />
        </p>
        <p>{props.address}</p>
      </div>
      <div className="aj-case-side">
        <span className="aj-faint">{w('file.since', { day: formatDay(props.since, language) })}</span>
        {dueOn !== null && (
          <span className={dueOn < legalOn ? 'aj-overdue' : 'aj-due'} data-testid="due-on" data-day={dueOn}>
            {w(dueOn < legalOn ? 'file.overdue' : 'file.due', { day: formatDay(dueOn, language) })}
          </span>
        )}
        <span className="aj-links">
          <Link to="/persons/$personId" params={{ personId }} search={stated}>
            {w('file.person')}
          </Link>
          {props.children}
        </span>
      </div>
    </header>
  )
}
