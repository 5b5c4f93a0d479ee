import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Tag } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { GatewayLine } from './gateway-line.tsx'

/** Notices, what became of each, and by which gateway they go. */
export function NoticePage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const notices = useRegistry('listNotices', { params: { city } })
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.notices')}</h1>
      </header>
      <Reading query={notices}>
        {(known) => (
          <>
            <GatewayLine gateway={known.gateway} gateways={known.gateways} />
            {known.notices.length === 0 ? (
              <p className="aj-empty">{w('notice.none')}</p>
            ) : (
              <ul className="aj-messages" data-testid="notices">
                {known.notices.map((notice) => (
                  <li key={notice.noticeId} data-template={notice.template}>
                    <div className="aj-message-head">
                      <time>{formatDay(notice.madeOn, language)}</time>
                      <span className="aj-figure">{notice.mobileMasked || w('file.noMobile')}</span>
                      <Tag>{notice.template}</Tag>
                      <Tag>{tableWord('delivery-state', notice.state, language)}</Tag>
                      {notice.parts > 1 && <Tag>{w('notice.parts', { parts: notice.parts })}</Tag>}
                      {notice.why !== '' && <span className="aj-faint">{notice.why}</span>}
                    </div>
                    <p>{notice.text}</p>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Reading>
    </div>
  )
}
