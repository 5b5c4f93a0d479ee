import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { ToneTag } from './tone-tag.tsx'

type Post = AnswerOf<Routes['listPostsToConfirm']>['posts'][number]
const COLOURS = { confirmed: 'good', due: 'plain', late: 'warn', lapsed: 'bad' } as const

/** 季度复核: the head answers for each post of the unit; what is due comes first. */
export function ConfirmationPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const list = useRegistry('listPostsToConfirm', { params: { city } })
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.confirmations')}</h1>
        <span className="aj-faint">{w('confirmation.note')}</span>
      </header>
      <Reading query={list}>{({ posts }) => <PostTable posts={posts} />}</Reading>
    </div>
  )
}

function PostTable({ posts }: { readonly posts: readonly Post[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const confirm = useCommand('confirmPosts')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const isOpen = ({ isMine, confirmation }: Post) => isMine && confirmation.state !== 'confirmed'
  const sorted = posts.toSorted((one, other) => Number(isOpen(other)) - Number(isOpen(one)))
  const send = async () => {
    const settled = await confirm.send({ params: { city }, body: { postIds: [...chosen] } })
    if (settled.status === 'done') setChosen([])
  }
  if (posts.length === 0) return <p className="aj-empty">{w('confirmation.none')}</p>
  return (
    <>
      <div className="aj-filters">
        <Button
          type="primary"
          data-testid="confirm-posts"
          disabled={chosen.length === 0}
          loading={confirm.attempt.status === 'sending'}
          onClick={() => void send()}
        >
          {w('confirmation.confirm', { n: chosen.length })}
        </Button>
      </div>
      {confirm.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={() => void send()} />}
      {confirm.attempt.problem !== undefined && <ProblemPanel problem={confirm.attempt.problem} />}
      <table className="aj-table" data-testid="posts-to-confirm">
        <thead>
          <tr>
            <th scope="col">{w('confirmation.mine')}</th>
            <th scope="col">{w('account.column.name')}</th>
            <th scope="col">{w('account.field.role')}</th>
            <th scope="col">{w('account.field.office')}</th>
            <th scope="col">{w('account.column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((post) => (
            <tr key={post.postId}>
              <td>
                {isOpen(post) && (
                  <Checkbox
                    aria-label={post.officialName}
                    checked={chosen.includes(post.postId)}
                    onChange={({ target }) =>
                      setChosen(
                        target.checked ? [...chosen, post.postId] : chosen.filter((each) => each !== post.postId),
                      )
                    }
                  />
                )}
              </td>
              <td>{post.officialName}</td>
              <td>{language === 'zh' ? post.roleZh : post.roleEn}</td>
              <td>{language === 'zh' ? post.officeZh : post.officeEn}</td>
              <td>
                <ToneTag tone={COLOURS[post.confirmation.state]}>
                  {w(`confirmation.state.${post.confirmation.state}`)}
                </ToneTag>
                <span className="aj-faint">
                  {post.confirmation.state === 'late'
                    ? w('confirmation.lapses', { day: formatDay(post.confirmation.lapsesOn, language) })
                    : w('confirmation.due', { day: formatDay(post.confirmation.dueOn, language) })}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
