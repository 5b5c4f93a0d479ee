import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { stateWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Link } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { usePack } from '../app/use-pack.ts'
import { useCounterWords } from '../counter-words.ts'
import { onlineChannel } from './online-channel.ts'
import { OwnMandates } from '../mandate/mandate-lists.tsx'
import { OwnPermits } from './own-permits.tsx'
import { plainWord } from './plain-state.ts'
import { WindowOnly } from './window-only.tsx'

type Matter = AnswerOf<Routes['listOwnMatters']>['matters'][number]

/** 我的办件 in plain words: where each matter stands, what happens next, and the exact first day for a permit. */
export function MattersPage() {
  const w = useCounterWords()
  const { city, name } = useSession()
  const matters = useRegistry('listOwnMatters', { params: { city } })
  return (
    <div className="aj-page aj-resident">
      <header className="aj-page-head">
        <h1>{w('my.title', { name })}</h1>
      </header>
      <OwnPermits />
      <OwnMandates />
      <Reading query={matters}>
        {(known) =>
          known.matters.length === 0 ? (
            <NothingYet />
          ) : (
            known.matters.map((matter) => <MatterCard key={matter.id} matter={matter} />)
          )
        }
      </Reading>
      <p>
        <a href={`/${city}/my-sessions`} data-testid="own-sessions">
          {w('my.sessions')}
        </a>
      </p>
    </div>
  )
}

function NothingYet() {
  const w = useCounterWords()
  const online = onlineChannel(usePack())
  return (
    <section className="aj-panel">
      <p>{w('my.none')}</p>
      {online?.offered === true && (
        <Link to="/my/declare" data-testid="action-declare-online" className="aj-big-link">
          {w('menu.declare')}
        </Link>
      )}
      {online?.offered === false && <WindowOnly law={online.law} />}
    </section>
  )
}

function MatterCard({ matter }: { matter: Matter }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city, legalOn } = useSession()
  const { kind, state, eligibleFrom } = matter
  const day = (on: string) => formatDay(on, language)
  return (
    <article className="aj-panel" data-testid={`matter-${matter.id}`} data-state={state}>
      <h2>
        {w(`queue.kind.${kind}`)} <span className="aj-state">{stateWord(kind, state, language)}</span>
      </h2>
      <p className="aj-plain-words">{w(plainWord(kind, state))}</p>
      <p className="aj-soft">{matter.standardText}</p>
      {matter.registeredOn !== null && (
        <p>
          {w('file.registeredOn')} <strong>{day(matter.registeredOn)}</strong>
        </p>
      )}
      {eligibleFrom !== null && kind === 'registration' && (
        <p data-testid="eligible-from" data-day={eligibleFrom}>
          {w(eligibleFrom > legalOn ? 'my.eligibleLater' : 'my.eligibleNow', { day: day(eligibleFrom) })}
        </p>
      )}
      {matter.departure !== null && (
        <p>
          <a href={`/${city}/departure`} data-testid="own-departure">
            {w(matter.departure === 'to-tell' ? 'my.departure' : 'my.departure.told')}
          </a>
        </p>
      )}
      {matter.dueOn !== null && <p className="aj-soft">{w('my.due', { day: day(matter.dueOn) })}</p>}
    </article>
  )
}
