import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { problemOf } from './api.tsx'
import { useKitWords } from './kit-words.ts'
import { ProblemPanel } from './problem-panel.tsx'

/** Draws what was read, or why it could not be read, with a way out. */
export function Reading<Value>({
  query,
  children,
}: {
  query: UseQueryResult<Value>
  children: (value: Value) => ReactNode
}) {
  const w = useKitWords()
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isPending) return <Skeleton active paragraph={{ rows: 6 }} className="aj-loading" />
  const again = (
    <Button size="small" onClick={() => void query.refetch()}>
      {w('problem.reload')}
    </Button>
  )
  const problem = problemOf(query.error)
  if (problem !== undefined) return <ProblemPanel problem={problem}>{again}</ProblemPanel>
  return <Alert type="warning" showIcon title={w('problem.unreachable')} action={again} />
}
