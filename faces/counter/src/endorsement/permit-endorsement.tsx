import { useRegistry } from '@anju/face-kit/api.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Link } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { EndorsementBanner } from './endorsement-banner.tsx'

/** The banner of a permit where it is shown beside other things, with the way to its endorsement. */
export function PermitEndorsement({ permitId }: { permitId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const endorsement = useRegistry('getEndorsement', { params: { city, permitId } })
  return (
    <Reading query={endorsement}>
      {(known) => (
        <EndorsementBanner known={known}>
          <Link to="/endorsements/$permitId" params={{ permitId }} data-testid="endorse">
            {w(known.possible && known.mayEndorse ? 'endorse.open' : 'endorse.file')}
          </Link>
        </EndorsementBanner>
      )}
    </Reading>
  )
}
