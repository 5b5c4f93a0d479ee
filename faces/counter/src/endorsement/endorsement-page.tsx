import { useRegistry } from '@anju/face-kit/api.tsx'
import { AnewAfterOwnAct } from '@anju/face-kit/own-act.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { openWord, useCounterWords } from '../counter-words.ts'
import { EndorsementBanner } from './endorsement-banner.tsx'
import { EndorsementForm } from './endorsement-form.tsx'
import { EndorsementTable } from './endorsement-table.tsx'
import { OpenEndorsement } from './open-endorsement.tsx'
import { RefusedEndorsement } from './refused-endorsement.tsx'

const route = getRouteApi('/endorsements/$permitId')

/** 签注 of one permit: whether it can be made today, taking it in, what is open, and the past ones. */
export function EndorsementPage(): React.ReactNode {
  const w = useCounterWords()
  const { permitId } = route.useParams()
  const { city } = useSession()
  const endorsement = useRegistry('getEndorsement', { params: { city, permitId } })
  return (
    <div className="aj-page" data-testid="endorsement-page">
      <Reading query={endorsement}>
        {(known) => {
          const open = known.past.filter(({ state }) => state === 'accepted' || state === 'checked')
          return (
            <>
              <header className="aj-case-head">
                <h1>
                  {known.name} <span className="aj-state">{openWord('permit.state', known.state, w)}</span>
                </h1>
                <p>
                  <span className="aj-case-kind">{w('endorse.title')}</span>{' '}
                  <span className="aj-figure">{known.permitNo}</span>{' '}
                  <Link to="/persons/$personId" params={{ personId: known.personId }}>
                    {w('endorse.back')}
                  </Link>
                </p>
              </header>
              <EndorsementBanner known={known} />
              {open.map((one) => (
                <AnewAfterOwnAct key={one.endorsementId} version={one.version}>
                  <OpenEndorsement open={one} />
                </AnewAfterOwnAct>
              ))}
              {known.possible &&
                (known.mayEndorse ? (
                  <EndorsementForm key={known.past.length} known={known} />
                ) : (
                  <p className="aj-faint">{w('endorse.notMine')}</p>
                ))}
              {known.past
                .filter(({ state }) => state === 'refused')
                .map((one) => (
                  <RefusedEndorsement key={one.endorsementId} refused={one} />
                ))}
              <section className="aj-panel">
                <h2>{w('endorse.past')}</h2>
                <EndorsementTable rows={known.past} />
              </section>
            </>
          )
        }}
      </Reading>
    </div>
  )
}
