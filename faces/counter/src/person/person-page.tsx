import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProvisionalMark } from '@anju/face-kit/provisional-mark.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { ResidencePicture } from '@anju/face-kit/residence-picture.tsx'
import { getRouteApi } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'

const route = getRouteApi('/persons/$personId')

/** 居住明细 of one person: the days, the figures that follow from them, and the permit's own dates. */
export function PersonPage(): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { personId } = route.useParams()
  const { city } = useSession()
  const residence = useRegistry('getResidence', { params: { city, personId } })
  const day = (on: string | null) => (on === null ? '—' : formatDay(on, language))
  const marked = (testId: string, on: string | null) => (
    <span data-testid={testId} data-day={on ?? ''}>
      {day(on)}
    </span>
  )
  return (
    <div className="aj-page" data-testid="person-page">
      <header className="aj-page-head">
        <h1>{w('person.title')}</h1>
      </header>
      <Reading query={residence}>
        {(known) => (
          <>
            <Facts
              rows={[
                fact(w('person.name'), known.name),
                fact(w('person.asOf'), marked('as-of', known.asOf)),
                fact(w('person.start'), marked('residence-start', known.residenceStart)),
                fact(w('file.eligibleFrom'), marked('eligible-from', known.eligibleFrom)),
                fact(w('person.daysToGo'), known.daysToGo === null ? '—' : w('person.days', { count: known.daysToGo })),
                ...(known.permit === null
                  ? []
                  : [
                      fact(w('file.issuedOn'), marked('issued-on', known.permit.issuedOn)),
                      fact(w('person.anniversary'), marked('anniversary', known.permit.anniversaryOn)),
                      fact(
                        w('person.window'),
                        <>
                          {marked('window-opens', known.permit.windowOpensOn)} —{' '}
                          {marked('window-closes', known.permit.lastDayOn)}{' '}
                          <ProvisionalMark year={known.permit.provisionalYear} />
                        </>,
                      ),
                    ]),
              ]}
            />
            <section className="aj-panel">
              <h2>{w('file.residence')}</h2>
              <ResidencePicture residence={known} />
            </section>
          </>
        )}
      </Reading>
    </div>
  )
}
