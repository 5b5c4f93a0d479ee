import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { ReasonList } from '@anju/face-kit/reason-list.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { AnewAfterOwnAct } from '@anju/face-kit/own-act.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { TransferCase } from './transfer-case.tsx'
import { TransferForm } from './transfer-form.tsx'

const route = getRouteApi('/persons/$personId/transfers')

/** 外地签发居住证 of one person: those that were shown with their answers and decisions, and taking another one down. */
export function TransferPage(): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { personId } = route.useParams()
  const { city } = useSession()
  const transfers = useRegistry('getTransfers', { params: { city, personId } })
  return (
    <div className="aj-page" data-testid="transfer-page">
      <Reading query={transfers}>
        {(known) => (
          <>
            <header className="aj-case-head">
              <h1>{known.name}</h1>
              <p>
                <span className="aj-case-kind">{w('transfer.title')}</span>{' '}
                <Link to="/persons/$personId" params={{ personId }}>
                  {w('endorse.back')}
                </Link>
              </p>
            </header>
            <section className="aj-panel">
              <h2>{w('transfer.home')}</h2>
              <p>
                {known.home === null
                  ? w('transfer.home.none')
                  : `${known.home.standardText} · ${formatDay(known.home.registeredOn, language)}`}
              </p>
            </section>
            <section className="aj-panel">
              <h2>{w('transfer.past')}</h2>
              {known.transfers.length === 0 && <p className="aj-faint">{w('transfer.past.none')}</p>}
              {known.transfers.map((one) => (
                <AnewAfterOwnAct key={one.transferId} version={one.version}>
                  <TransferCase one={one} known={known} />
                </AnewAfterOwnAct>
              ))}
            </section>
            {known.refusals.length === 0 ? (
              <TransferForm key={known.transfers.length} known={known} />
            ) : (
              <section className="aj-panel">
                <p className="aj-faint">{w('transfer.not')}</p>
                <ReasonList refusals={known.refusals} />
              </section>
            )}
          </>
        )}
      </Reading>
    </div>
  )
}
