import { useRegistry } from '@anju/face-kit/api.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { ResidencePicture } from '@anju/face-kit/residence-picture.tsx'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'
import { PermitEndorsement } from '../endorsement/permit-endorsement.tsx'
import { PersonErasure } from '../erasure/person-erasure.tsx'
import { PersonLooks } from '../look/person-looks.tsx'
import { PurposeGate } from '../look/purpose-gate.tsx'
import { purposePlace, type StatedPurpose, useStatedPurpose } from '../look/stated-purpose.ts'
import { PersonMandates } from '../mandate/mandate-lists.tsx'
import { EntitlementList } from './entitlement-list.tsx'
import { MarkedDay } from './marked-day.tsx'
import { OwedList } from './owed-list.tsx'
import { PersonFile } from './person-file.tsx'
import { PermitFacts } from './permit-facts.tsx'

const route = getRouteApi('/persons/$personId')

/** 居住明细 of one person: the figures that follow from the days, how each permit stands, what is owed, and every day. */
export function PersonPage(): React.ReactNode {
  const w = useCounterWords()
  const navigate = useNavigate()
  const { personId } = route.useParams()
  const stated = useStatedPurpose(route.useSearch())
  return (
    <div className="aj-page" data-testid="person-page">
      <header className="aj-page-head">
        <h1>{w('person.title')}</h1>
        <Link to="/system/cross-area" search={{ person: personId }} data-testid="ask-look">
          {w('access.crossArea.fromPerson')}
        </Link>
        <Link to="/persons/$personId/transfers" params={{ personId }} data-testid="permit-from-elsewhere">
          {w('transfer.open')}
        </Link>
      </header>
      <PurposeGate
        stated={stated}
        onState={(purpose) =>
          void navigate({ to: '/persons/$personId', params: { personId }, replace: true, ...purposePlace(purpose) })
        }
      >
        <Life personId={personId} stated={stated} />
      </PurposeGate>
    </div>
  )
}

function Life({ personId, stated }: { personId: string; stated: StatedPurpose }) {
  const w = useCounterWords()
  const { city } = useSession()
  const residence = useRegistry('getResidence', { params: { city, personId }, body: stated })
  return (
    <Reading query={residence}>
      {(known) => (
        <>
          <Facts
            rows={[
              fact(w('person.name'), known.name),
              fact(w('person.asOf'), <MarkedDay name="as-of" on={known.asOf} />),
              fact(w('person.start'), <MarkedDay name="residence-start" on={known.residenceStart} />),
              fact(w('person.years'), w('person.yearCount', { count: known.residenceYears })),
              fact(w('person.nextYear'), <MarkedDay name="next-year" on={known.nextYearOn} />),
              fact(w('file.eligibleFrom'), <MarkedDay name="eligible-from" on={known.eligibleFrom} />),
              fact(w('person.daysToGo'), known.daysToGo === null ? '—' : w('person.days', { count: known.daysToGo })),
            ]}
          />
          {known.permits.length > 0 && (
            <section className="aj-panel">
              <h2>{w('person.permits')}</h2>
              {known.permits.map((permit) => (
                <div key={permit.permitId}>
                  <PermitFacts permit={permit} />
                  {permit.state !== 'ended' && <PermitEndorsement permitId={permit.permitId} />}
                </div>
              ))}
            </section>
          )}
          <section className="aj-panel">
            <h2>{w('person.owed')}</h2>
            <OwedList owed={known.owed} asOf={known.asOf} />
          </section>
          <section className="aj-panel">
            <h2>{w('file.residence')}</h2>
            <ResidencePicture residence={known} />
          </section>
          <PersonMandates personId={personId} />
          <PersonFile personId={personId} stated={stated} />
          <EntitlementList personId={personId} stated={stated} />
          <PersonErasure personId={personId} />
          <PersonLooks personId={personId} />
        </>
      )}
    </Reading>
  )
}
