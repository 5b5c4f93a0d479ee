import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Alert } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import { gatewayFault } from './gateway-fault.ts'
import { momentText } from '../look/moment-text.ts'

const PROTOCOLS = { viewer: '', smpp: 'SMPP 3.4', cmpp: 'CMPP 3.0', provider: 'HTTP' } as const

/** By what the notices of the city go; the viewer says plainly that no telephone has rung. */
export function GatewayLine({ gateway, gateways }: Pick<AnswerOf<Routes['listNotices']>, 'gateway' | 'gateways'>) {
  const w = useCounterWords()
  const isLowered = gateways.some(({ lowered }) => lowered)
  return (
    <Alert
      type={gateway.kind === 'viewer' || isLowered ? 'warning' : 'info'}
      showIcon
      className="aj-problem"
      data-testid="gateway"
      title={
        gateways.length > 1 && gateways.every(({ lowered }) => lowered)
          ? w('notice.gateway.none')
          : gateways.length < 2
            ? w(`notice.gateway.${gateway.kind}`, { name: gateway.name })
            : w('notice.gateway.two', { name: gateways.find(({ chosen }) => chosen)?.name ?? gateway.name })
      }
      {...(gateways.length > 1 || isLowered
        ? {
            description: (
              <ul className="aj-papers" data-testid="gateways">
                {gateways.map(({ name, kind, chosen, lowered, since, why }) => (
                  <li key={name}>
                    {name} ({PROTOCOLS[kind]}) ·{' '}
                    {lowered
                      ? w('notice.gateway.lowered', {
                          since: since === null ? '' : momentText(since),
                          why: gatewayFault(why, w),
                        })
                      : w(chosen ? 'notice.gateway.inUse' : 'notice.gateway.standsBy')}
                  </li>
                ))}
              </ul>
            ),
          }
        : {})}
    />
  )
}
