import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { ToneTag } from '../account/tone-tag.tsx'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { ScopeEditor } from './scope-editor.tsx'

type Known = AnswerOf<Routes['listPostScopes']>
type Scoped = Pick<Known['posts'][number], 'kind' | 'prefixes' | 'officeIds'>
type Waiting = NonNullable<Known['posts'][number]['waiting']>

/** Who holds which post and how far it sees (数据权限, 网格), and what waits for the second administrator. */
export function PostScopeTable() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const session = useSession()
  const list = useRegistry('listPostScopes', { params: { city: session.city } })
  const [edited, setEdited] = useState<string | null>(null)
  const maySet = hasDuty(session, 'set-scope')
  return (
    <Reading query={list}>
      {({ posts, offices }) => {
        const post = posts.find(({ postId }) => postId === edited)
        return (
          <>
            <table className="aj-table" data-testid="post-scopes">
              <thead>
                <tr>
                  {(['name', 'office', 'role', 'scope'] as const).map((column) => (
                    <th key={column} scope="col">
                      {w(`access.column.${column}`)}
                    </th>
                  ))}
                  {maySet && <th aria-label={w('access.scope.set')} />}
                </tr>
              </thead>
              <tbody>
                {posts.map((each) => (
                  <tr key={each.postId} data-testid={`scope-of-${each.postId}`}>
                    <td>{each.name}</td>
                    <td>{language === 'zh' ? each.officeZh : each.officeEn}</td>
                    <td>{tableWord('role', each.role, language)}</td>
                    <td>
                      <ScopeWords scope={each} offices={offices} otherwise={each.divisionPrefix} />
                      {each.waiting !== null && <WaitingScope waiting={each.waiting} offices={offices} />}
                    </td>
                    {maySet && (
                      <td>
                        <Button
                          size="small"
                          disabled={each.isOwn || each.waiting !== null}
                          data-testid={`set-scope-${each.postId}`}
                          onClick={() => setEdited(each.postId)}
                        >
                          {w('access.scope.set')}
                        </Button>{' '}
                        {each.isOwn && <span className="aj-faint">{w('access.scope.own')}</span>}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
            {post !== undefined && (
              <ScopeEditor key={post.postId} post={post} offices={offices} onClose={() => setEdited(null)} />
            )}
          </>
        )
      }}
    </Reading>
  )
}

type ScopeWordsProps = {
  readonly scope: Scoped
  readonly offices: Known['offices']
  /** What stands there for a kind that names no divisions of its own. */
  readonly otherwise?: string
}

function ScopeWords({ scope, offices, otherwise = '' }: ScopeWordsProps) {
  const { language } = useLanguage()
  const named = offices.flatMap((office) => (scope.officeIds.includes(office.officeId) ? [office[language]] : []))
  return (
    <>
      {tableWord('scope-kind', scope.kind, language)}{' '}
      <span className="aj-faint">{[...scope.prefixes, ...named].join('、') || otherwise}</span>
    </>
  )
}

/** A wider scope that the security administrator proposed, with the buttons of whoever decides. */
function WaitingScope({ waiting, offices }: { readonly waiting: Waiting; readonly offices: Known['offices'] }) {
  const w = useCounterWords()
  const { city } = useSession()
  const decide = useCommand('decideScopeProposal')
  const [approve, setApprove] = useState(true)
  const { attempt } = decide
  const send = (yes: boolean) => {
    setApprove(yes)
    void decide.send({ params: { city, proposalId: waiting.proposalId }, body: { approve: yes } })
  }
  return (
    <div data-testid="scope-waiting">
      <ToneTag tone="warn">{w('access.scope.waiting')}</ToneTag> <ScopeWords scope={waiting} offices={offices} />
      <div className="aj-faint">{w('access.scope.proposed', { name: waiting.proposer, reason: waiting.reason })}</div>
      {waiting.mayDecide && (
        <>
          <Button
            size="small"
            type="primary"
            data-testid="scope-approve"
            loading={attempt.status === 'sending' && approve}
            onClick={() => send(true)}
          >
            {w('access.scope.approve')}
          </Button>{' '}
          <Button
            size="small"
            data-testid="scope-reject"
            loading={attempt.status === 'sending' && !approve}
            onClick={() => send(false)}
          >
            {w('access.scope.reject')}
          </Button>
        </>
      )}
      {attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={() => send(approve)} />}
      {attempt.problem !== undefined && <ProblemPanel problem={attempt.problem} />}
    </div>
  )
}
