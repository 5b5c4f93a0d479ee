import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText, roleWord, tableWord } from '@anju/face-kit/law-words.ts'
import { Link } from '@tanstack/react-router'
import { useCounterWords } from '../counter-words.ts'
import { itemWord, namesItems } from './item-word.ts'

type ApplicationFile = AnswerOf<Routes['getApplication']>

/** 一次性告知: what was told, when, and why. */
export function NoticesPanel({ notices, applicationId }: Pick<ApplicationFile, 'notices' | 'applicationId'>) {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (notices.length === 0) return null
  return (
    <section className="aj-panel" data-testid="deficiency-notices">
      <h2>
        {w('file.notices')}{' '}
        <Link to="/applications/$applicationId/notice" params={{ applicationId }} className="aj-small-link">
          {w('receipt.print')}
        </Link>
      </h2>
      {notices.map((notice) => (
        <div key={`${notice.givenOn} ${notice.items.join()}`} className="aj-notice">
          <p>
            <strong>{formatDay(notice.givenOn, language)}</strong> {notice.note}
          </p>
          <ul className="aj-grounds">
            {notice.items.map((item) => (
              <li key={item}>{itemWord(item, language)}</li>
            ))}
            {notice.reasons.map((reason) => (
              <li key={reason.code}>
                {!namesItems(reason) && refusalText(reason, language)} <Clause law={reason.law} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

export function ChecklistPanel({ lines }: { lines: ApplicationFile['checklist'] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <section className="aj-panel">
      <h2>{w('apply.checklist')}</h2>
      <ul className="aj-checklist aj-checklist-read">
        {lines.map((line) => (
          <li key={line.key} data-satisfied={line.satisfied}>
            <span className="aj-checklist-mark">{w(line.satisfied ? 'apply.satisfied' : 'apply.missing')}</span>{' '}
            {line[language]} <Clause law={line.law} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** 签名负责: who answers for which step, and the digest of what they signed. */
export function SignaturesPanel({ signatures }: { signatures: ApplicationFile['signatures'] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (signatures.length === 0) return null
  return (
    <section className="aj-panel">
      <h2>{w('file.signatures')}</h2>
      <table className="aj-plain-table" data-testid="signatures">
        <tbody>
          {signatures.map((signature) => (
            <tr key={`${signature.step}-${signature.contentSm3}`}>
              <th scope="row">{tableWord('step', signature.step, language)}</th>
              <td>
                {signature.name} · {roleWord(signature.role, language)}
              </td>
              <td>{formatDay(signature.on, language)}</td>
              <td className="aj-digest" title={`SM3 ${signature.contentSm3}`}>
                SM3 {signature.contentSm3.slice(0, 12)}…
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
