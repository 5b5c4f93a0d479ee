import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { wordOf } from '@anju/contract/message/find-word.ts'
import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import type { Problem } from '@anju/contract/problem.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Radio } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'

type Posts = AnswerOf<Routes['listOwnPosts']>['posts']

/** From which of their posts a person works: each with its city, office and role. */
export function PostChoice({ posts }: { posts: Posts }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const client = useApi()
  const queries = useQueryClient()
  const session = useRegistry('getSession', {}, { keepPrevious: true })
  const [chosen, setChosen] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const choose = async (postId: string) => {
    const done = await client.call('choosePost', { body: { postId } })
    setProblem(done.ok || done.unreachable ? undefined : done.problem)
    if (!done.ok) return
    setChosen(postId)
    // Still at the door: the page is entered by its own button, once the choice has been seen.
    if (session.data?.signedIn === true) await queries.invalidateQueries()
  }
  return (
    <fieldset className="aj-post-choice" data-testid="post-choice">
      <legend>{w('signIn.choose')}</legend>
      <Radio.Group
        value={chosen ?? session.data?.post?.postId ?? posts[0]?.postId}
        onChange={(event) => void choose(String(event.target.value))}
      >
        {posts.map((post) => (
          <Radio key={post.postId} value={post.postId} data-testid={`post-${post.postId}`}>
            {language === 'zh' ? `${post.cityZh} ${post.officeZh}` : `${post.officeEn}, ${post.cityEn}`} ·{' '}
            {wordOf('role', post.role, language)}
          </Radio>
        ))}
      </Radio.Group>
      {problem !== undefined && <ProblemPanel problem={problem} />}
    </fieldset>
  )
}
