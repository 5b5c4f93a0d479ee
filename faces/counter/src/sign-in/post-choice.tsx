import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { wordOf } from '@anju/contract/message/find-word.ts'
import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Radio } from 'antd'
import { useCounterWords } from '../counter-words.ts'

type Posts = AnswerOf<Routes['listOwnPosts']>['posts']

/** From which of their posts a person works: each with its city, office and role. */
export function PostChoice({ posts }: { posts: Posts }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const client = useApi()
  const queries = useQueryClient()
  const session = useRegistry('getSession', {}, { keepPrevious: true })
  const choose = async (postId: string) => {
    await client.call('choosePost', { body: { postId } })
    await queries.invalidateQueries({ queryKey: ['getSession'] })
  }
  return (
    <fieldset className="aj-post-choice" data-testid="post-choice">
      <legend>{w('signIn.choose')}</legend>
      <Radio.Group
        value={session.data?.post?.postId ?? posts[0]?.postId}
        onChange={(event) => void choose(String(event.target.value))}
      >
        {posts.map((post) => (
          <Radio key={post.postId} value={post.postId} data-testid={`post-${post.postId}`}>
            {language === 'zh' ? `${post.cityZh} ${post.officeZh}` : `${post.officeEn}, ${post.cityEn}`} ·{' '}
            {wordOf('role', post.role, language)}
          </Radio>
        ))}
      </Radio.Group>
    </fieldset>
  )
}
