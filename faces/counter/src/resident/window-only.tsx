import { Clause } from '@anju/face-kit/clause.tsx'
import { Alert } from 'antd'
import { useCounterWords } from '../counter-words.ts'

/** Where a city takes declarations only at the window: what to do instead, and by which clause. */
export function WindowOnly({ law }: { law: string }) {
  const w = useCounterWords()
  return (
    <Alert
      type="info"
      showIcon
      className="aj-problem"
      data-testid="window-only"
      title={w('my.windowOnly')}
      description={
        <>
          {w('my.windowOnly.todo')} <Clause law={law} />
        </>
      }
    />
  )
}
