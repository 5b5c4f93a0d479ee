import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Alert, Tag } from 'antd'
import { useSession } from '../app/session.ts'
import { openWord, useCounterWords } from '../counter-words.ts'

/** Notices as they were handed over; the viewer says plainly that no telephone has rung. */
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
      <Alert type="info" showIcon className="aj-problem" title={w('notice.gateway')} />
      <Reading query={notices}>
        {(known) =>
          known.notices.length === 0 ? (
            <p className="aj-empty">{w('notice.none')}</p>
          ) : (
            <ul className="aj-messages" data-testid="notices">
              {known.notices.map((notice) => (
                <li key={notice.noticeId} data-template={notice.template}>
                  <div className="aj-message-head">
                    <time>{formatDay(notice.madeOn, language)}</time>
                    <span className="aj-figure">{notice.mobileMasked || w('file.noMobile')}</span>
                    <Tag>{notice.template}</Tag>
                    <Tag>{openWord('notice.state', notice.state, w)}</Tag>
                  </div>
                  <p>{notice.text}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </div>
  )
}
