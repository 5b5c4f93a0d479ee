import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Link } from '@tanstack/react-router'
import { Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { openPdf } from '../paper/open-pdf.ts'

type Mailing = AnswerOf<Routes['listMailings']>['mailings'][number]

/** 待邮寄: what took something from a person and reached them by no other way goes by post. */
export function MailingPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const mailings = useRegistry('listMailings', { params: { city } })
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.mailings')}</h1>
        <span className="aj-faint">{w('mailing.note')}</span>
      </header>
      <Reading query={mailings}>
        {(known) =>
          known.mailings.length === 0 ? (
            <p className="aj-empty" data-testid="no-mailings">
              {w('mailing.none')}
            </p>
          ) : (
            <ul className="aj-messages" data-testid="mailings">
              {known.mailings.map((mailing) => (
                <MailingLine key={mailing.noticeId} mailing={mailing} />
              ))}
            </ul>
          )
        }
      </Reading>
    </div>
  )
}

function MailingLine({ mailing }: { mailing: Mailing }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const print = useCommand('printPaper')
  const post = useCommand('recordMailing')
  const [trackingNo, setTrackingNo] = useState('')
  const { noticeId, personId, name, template, state, why, printedOn } = mailing
  const sendPost = () => void post.send({ params: { city, noticeId }, body: { trackingNo } })
  const printLetter = async () => {
    const settled = await print.send({ params: { city }, body: { kind: 'notice-letter', subjectId: noticeId } })
    if (settled.value !== undefined) openPdf(settled.value.pdf)
  }
  return (
    <li data-testid={`mailing-${noticeId}`} data-template={template}>
      <div className="aj-message-head">
        <Link to="/persons/$personId" params={{ personId }}>
          {name}
        </Link>
        <time>{formatDay(mailing.madeOn, language)}</time>
        <Tag>{tableWord('delivery-state', state, language)}</Tag>
        {why !== '' && <span className="aj-faint">{why}</span>}
        {printedOn !== null && <Tag color="blue">{w('mailing.printed', { day: formatDay(printedOn, language) })}</Tag>}
      </div>
      <p>{mailing.text}</p>
      <div className="aj-call-answer">
        <Button
          size="small"
          type={printedOn === null ? 'primary' : 'default'}
          loading={print.attempt.status === 'sending'}
          data-testid={`print-letter-${noticeId}`}
          onClick={() => void printLetter()}
        >
          {w('mailing.print')}
        </Button>
        <Input
          value={trackingNo}
          maxLength={30}
          placeholder={w('mailing.tracking')}
          aria-label={w('mailing.tracking')}
          data-testid={`tracking-${noticeId}`}
          onChange={(event) => setTrackingNo(event.target.value)}
        />
        <Button
          size="small"
          type={printedOn === null ? 'default' : 'primary'}
          loading={post.attempt.status === 'sending'}
          data-testid={`post-${noticeId}`}
          onClick={sendPost}
        >
          {w('mailing.post')}
        </Button>
      </div>
      {post.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={sendPost} />}
      {[print, post].map(({ attempt }, at) =>
        // Two commands, always the same two.
        attempt.problem === undefined ? null : <ProblemPanel key={String(at)} problem={attempt.problem} />,
      )}
    </li>
  )
}
