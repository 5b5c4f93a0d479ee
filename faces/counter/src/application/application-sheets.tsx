import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText, tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { PrintSheet } from '../case/print-sheet.tsx'
import { PrintButton } from '../look/print-button.tsx'
import { useCounterWords } from '../counter-words.ts'
import { paperWord } from '../material/paper-word.ts'
import { itemWord, namesItems } from './item-word.ts'

type ApplicationFile = AnswerOf<Routes['getApplication']>
const receiptRoute = getRouteApi('/applications/$applicationId/receipt')
const noticeRoute = getRouteApi('/applications/$applicationId/notice')

/** 受理回执 of an application. */
export function AcceptanceReceiptPage() {
  const { applicationId } = receiptRoute.useParams()
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <Sheet applicationId={applicationId} sheet="acceptance" title={w('sheet.acceptance')}>
      {(file) => (
        <Facts
          rows={[
            ...personRows(file, w),
            fact(w('apply.condition'), tableWord('condition', file.condition, language)),
            fact(w('file.acceptedOn'), file.acceptedOn === null ? '—' : formatDay(file.acceptedOn, language)),
            fact(w('file.productionDue'), file.dueOn === null ? '—' : formatDay(file.dueOn, language)),
            fact(w('file.materials'), file.materials.map((paper) => paperWord(paper.kind, language, w)).join('、')),
          ]}
        />
      )}
    </Sheet>
  )
}

/** 一次性告知书: everything that is missing, on one page to take along. */
export function NoticeSheetPage() {
  const { applicationId } = noticeRoute.useParams()
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <Sheet applicationId={applicationId} sheet="notice" title={w('sheet.notice')}>
      {(file) => (
        <>
          <Facts rows={personRows(file, w)} />
          {file.notices.map((notice) => (
            <div key={`${notice.givenOn} ${notice.items.join()}`}>
              <p>{w('sheet.notice.lead', { day: formatDay(notice.givenOn, language) })}</p>
              <ol>
                {notice.items.map((item) => (
                  <li key={item}>{itemWord(item, language)}</li>
                ))}
              </ol>
              {notice.reasons.map((reason) => (
                <p key={reason.code}>
                  {!namesItems(reason) && refusalText(reason, language)} <Clause law={reason.law} />
                </p>
              ))}
              <p>{notice.note}</p>
            </div>
          ))}
        </>
      )}
    </Sheet>
  )
}

function personRows(file: ApplicationFile, w: ReturnType<typeof useCounterWords>) {
  return [
    fact(w('receipt.name'), file.person.name),
    fact(w('receipt.idNumber'), file.person.idNumberMasked),
    fact(w('receipt.address'), file.dwelling.standardText),
  ] as const
}

type SheetProps = {
  readonly applicationId: string
  readonly sheet: 'acceptance' | 'notice'
  readonly title: string
  readonly children: (file: ApplicationFile) => React.ReactNode
}

function Sheet({ applicationId, sheet, title, children }: SheetProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city, post, legalOn } = useSession()
  const file = useRegistry('getApplication', { params: { city, applicationId } })
  return (
    <Reading query={file}>
      {(known) => (
        <div className="aj-page">
          <header className="aj-page-head aj-no-print">
            <h1>{title}</h1>
            <PrintButton personId={known.personId} caseId={applicationId} sheet={sheet} />
            <Link to="/applications/$applicationId" params={{ applicationId }} search={{}}>
              {w('receipt.file')}
            </Link>
          </header>
          <PrintSheet
            title={title}
            number={known.acceptanceNo}
            office={post === null ? '' : language === 'zh' ? post.officeZh : post.officeEn}
            printedOn={legalOn}
          >
            {children(known)}
          </PrintSheet>
        </div>
      )}
    </Reading>
  )
}
