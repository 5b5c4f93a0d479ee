import { formatDay } from '@anju/contract/message/format-day.ts'
import { explainWarning } from '@anju/contract/message.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useSession } from '../app/session.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { PrintSheet } from '../case/print-sheet.tsx'
import { PrintButton } from '../look/print-button.tsx'
import { useCounterWords } from '../counter-words.ts'

const route = getRouteApi('/registrations/$registrationId/receipt')
type RegistrationFile = AnswerOf<Routes['getRegistration']>

/** 居住登记回执: what the person takes along, on screen and on paper. */
export function ReceiptPage(): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { registrationId } = route.useParams()
  const { fresh, warned } = route.useSearch()
  const { city } = useSession()
  const file = useRegistry('getRegistration', { params: { city, registrationId } })
  return (
    <Reading query={file}>
      {(known) => (
        <div className="aj-page">
          <header className="aj-page-head aj-no-print">
            <h1>{w(fresh === '1' ? 'receipt.done' : 'receipt.title')}</h1>
            <PrintButton personId={known.personId} caseId={registrationId} sheet="receipt" autoFocus />
            {fresh === '1' && (
              <Link to="/registrations/new" data-testid="register-next">
                {w('receipt.next')}
              </Link>
            )}
            <Link to="/registrations/$registrationId" params={{ registrationId }} search={{}} data-testid="open-file">
              {w('receipt.file')}
            </Link>
          </header>
          {warned.length > 0 && (
            <Alert
              className="aj-no-print aj-problem"
              type="warning"
              showIcon
              data-testid="warnings"
              title={w('receipt.warnings')}
              description={
                <ul className="aj-grounds">
                  {warned.map((warning) => (
                    <li key={warning}>{warningText(warning, language)}</li>
                  ))}
                </ul>
              }
            />
          )}
          <Receipt file={known} />
        </div>
      )}
    </Reading>
  )
}

function Receipt({ file }: { file: RegistrationFile }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { post, legalOn } = useSession()
  const toBeVisited = file.next.some(({ event }) => event === 'visit-true')
  const registrar = file.history.find((past) => past.by !== null && past.signed)?.by ?? null
  const day = (on: string | null) => (on === null ? '—' : formatDay(on, language))
  return (
    <PrintSheet
      title={w('receipt.title')}
      number={file.receiptNo}
      office={post === null ? '' : language === 'zh' ? post.officeZh : post.officeEn}
      printedOn={legalOn}
    >
      <p className="aj-sheet-key">
        <span>
          <small>{w('file.registeredOn')}</small>
          <strong data-testid="registered-on" data-day={file.registeredOn ?? ''}>
            {day(file.registeredOn)}
          </strong>
        </span>
        <span>
          <small>{w('receipt.halfYear')}</small>
          <strong data-testid="eligible-from" data-day={file.eligibleFrom ?? ''}>
            {day(file.eligibleFrom)}
          </strong>
        </span>
      </p>
      <Facts
        rows={[
          fact(w('receipt.name'), file.person.name),
          fact(w('receipt.idNumber'), <span className="aj-figure">{file.person.idNumberMasked}</span>),
          fact(w('receipt.address'), file.dwelling.standardText),
          fact(w('file.declaredOn'), day(file.declaredOn)),
          fact(w('receipt.registrar'), registrar?.name ?? '—'),
        ]}
      />
      <p className="aj-sheet-note">{w('receipt.note', { day: day(file.eligibleFrom) })}</p>
      {toBeVisited && <p className="aj-sheet-note">{w('receipt.visit')}</p>}
    </PrintSheet>
  )
}

/** A warning stands in the address as `field:code`. */
function warningText(warning: string, language: 'zh' | 'en'): string {
  const colon = warning.indexOf(':')
  return explainWarning({ field: warning.slice(0, colon), code: warning.slice(colon + 1) }, language)
}
