import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Alert } from 'antd'
import { useCounterWords } from '../counter-words.ts'

/** By what the notices of the city go; the viewer says plainly that no telephone has rung. */
export function GatewayLine({ gateway }: { gateway: AnswerOf<Routes['listNotices']>['gateway'] }) {
  const w = useCounterWords()
  return (
    <Alert
      type={gateway.kind === 'viewer' ? 'warning' : 'info'}
      showIcon
      className="aj-problem"
      data-testid="gateway"
      title={w(`notice.gateway.${gateway.kind}`, { name: gateway.name })}
    />
  )
}
