import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Button } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { ScopeEditor } from './scope-editor.tsx'

/** Who holds which post and how far it sees (数据权限, 网格). */
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
                  <tr key={each.postId}>
                    <td>{each.name}</td>
                    <td>{language === 'zh' ? each.officeZh : each.officeEn}</td>
                    <td>{tableWord('role', each.role, language)}</td>
                    <td>
                      {tableWord('scope-kind', each.kind, language)}{' '}
                      <span className="aj-faint">
                        {[
                          ...each.prefixes,
                          ...offices.flatMap((office) =>
                            each.officeIds.includes(office.officeId) ? [office[language]] : [],
                          ),
                        ].join('、') || each.divisionPrefix}
                      </span>
                    </td>
                    {maySet && (
                      <td>
                        <Button size="small" onClick={() => setEdited(each.postId)}>
                          {w('access.scope.set')}
                        </Button>
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
