import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { actorWord, roleWord, tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { EndorsementTable } from '../endorsement/endorsement-table.tsx'
import type { StatedPurpose } from '../look/stated-purpose.ts'
import { PastAmendments } from '../registration/past-amendments.tsx'
import { TakenOver } from '../transfer/taken-over.tsx'

type File = AnswerOf<Routes['getPersonFile']>

/** What was done in a life here: endorsements, cards, notices, and who signed for what. */
export function PersonFile({ personId, stated }: { personId: string; stated: StatedPurpose }) {
  const w = useCounterWords()
  const { city } = useSession()
  const file = useRegistry('getPersonFile', { params: { city, personId }, body: stated })
  return (
    <Reading query={file}>
      {(known) => (
        <div data-testid="person-file">
          <section className="aj-panel">
            <h2>{w('endorse.past')}</h2>
            <EndorsementTable rows={known.endorsements} />
          </section>
          <PastAmendments amendments={known.amendments}>
            {known.registration?.mayAmend === true && (
              <Link
                to="/registrations/$registrationId"
                params={{ registrationId: known.registration.registrationId }}
                search={{ do: 'amend' }}
                data-testid="amend"
              >
                {w('amend.open')}
              </Link>
            )}
          </PastAmendments>
          <TakenOver taken={known.taken} />
          <Cards cards={known.cards} />
          <Notices notices={known.notices} />
          <Signatures signatures={known.signatures} />
        </div>
      )}
    </Reading>
  )
}

function Cards({ cards }: Pick<File, 'cards'>) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <section className="aj-panel">
      <h2>{w('persons.cards')}</h2>
      {cards.length === 0 ? (
        <p className="aj-faint">{w('persons.cards.none')}</p>
      ) : (
        <table className="aj-plain-table" data-testid="cards">
          <thead>
            <tr>
              <th scope="col">{w('endorse.column.permit')}</th>
              <th scope="col">{w('persons.card.stock')}</th>
              <th scope="col">{w('persons.card.made')}</th>
              <th scope="col">{w('persons.card.state')}</th>
            </tr>
          </thead>
          <tbody>
            {cards.map((card) => (
              <tr key={card.cardId}>
                <td className="aj-figure">{card.permitNo}</td>
                <td className="aj-figure">{card.stockNo}</td>
                <td>{formatDay(card.madeOn, language)}</td>
                <td>
                  {card.state === 'good'
                    ? w('persons.card.good')
                    : w('persons.card.void', { on: card.voidedOn === null ? '' : formatDay(card.voidedOn, language) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Notices({ notices }: Pick<File, 'notices'>) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <section className="aj-panel">
      <h2>{w('persons.notices')}</h2>
      {notices.length === 0 ? (
        <p className="aj-faint">{w('persons.notices.none')}</p>
      ) : (
        <ul className="aj-messages" data-testid="person-notices">
          {notices.map((notice) => (
            <li key={notice.noticeId} data-template={notice.template}>
              <div className="aj-message-head">
                <time>{formatDay(notice.madeOn, language)}</time>
                <Tag>{tableWord('delivery-state', notice.state, language)}</Tag>
              </div>
              <p>{notice.text}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Signatures({ signatures }: Pick<File, 'signatures'>) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <section className="aj-panel">
      <h2>{w('persons.signatures')}</h2>
      {signatures.length === 0 ? (
        <p className="aj-faint">{w('persons.signatures.none')}</p>
      ) : (
        <ol className="aj-grounds" data-testid="person-signatures">
          {signatures.map(({ caseId, name, on, role, step }, at) => (
            // The same person may sign two steps of one case on one day.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${caseId} ${at}`}>
              {formatDay(on, language)} · {actorWord(step, language)} · <strong>{name}</strong>{' '}
              {roleWord(role, language)}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
