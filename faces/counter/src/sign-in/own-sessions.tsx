import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import { rememberDemoSigning, showsDemoSigning } from '@anju/face-kit/demo-signing.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Drawer } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { instantText } from '@anju/face-kit/instant-text.ts'
import { PostChoice } from './post-choice.tsx'

/** One's own sign-ins, newest first, and the posts one may work from. */
export function OwnSessions({ onClose }: { onClose: () => void }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const client = useApi()
  const queries = useQueryClient()
  const sessions = useRegistry('listDeskSessions', {})
  const posts = useRegistry('listOwnPosts', {})
  const [ended, setEnded] = useState<number>()
  const endOthers = async () => {
    const done = await client.call('endOtherSessions', { body: {} })
    if (done.ok) setEnded(done.value.ended)
    await queries.invalidateQueries({ queryKey: ['listDeskSessions'] })
  }
  return (
    <Drawer open size={640} title={w('shell.sessions')} onClose={onClose} data-testid="own-sessions">
      {(posts.data?.posts.length ?? 0) > 1 && <PostChoice posts={posts.data?.posts ?? []} />}
      <DemoSigning />
      <Reading query={sessions}>
        {(known) => (
          <table className="aj-plain-table">
            <thead>
              <tr>
                {(['from', 'to', 'ip', 'how'] as const).map((column) => (
                  <th key={column} scope="col">
                    {w(`shell.sessions.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {known.sessions.map((session) => (
                <tr key={session.ref}>
                  <td>{instantText(session.createdAt, language)}</td>
                  <td>
                    {session.ref === known.ownRef
                      ? w('shell.sessions.now')
                      : session.endedAt === null
                        ? w('shell.sessions.open')
                        : instantText(session.endedAt, language)}
                  </td>
                  <td>{session.ip}</td>
                  <td>{w(`assurance.${session.assurance}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Reading>
      <p>
        <Button data-testid="end-others" onClick={() => void endOthers()}>
          {w('shell.sessions.end')}
        </Button>{' '}
        {ended !== undefined && <span role="status">{w('shell.sessions.ended', { count: ended })}</span>}
      </p>
    </Drawer>
  )
}

/** Only in a demo: whether the text is shown before a demo signs. */
function DemoSigning() {
  const w = useCounterWords()
  const session = useRegistry('getSession', {}, { keepPrevious: true })
  const [isShown, setShown] = useState(showsDemoSigning)
  if (session.data?.assurance !== 'demo') return null
  return (
    <p>
      <Checkbox
        checked={isShown}
        data-testid="demo-signing-shown"
        onChange={(event) => {
          rememberDemoSigning(event.target.checked)
          setShown(event.target.checked)
        }}
      >
        {w('shell.demoSigning')}
      </Checkbox>
    </p>
  )
}
