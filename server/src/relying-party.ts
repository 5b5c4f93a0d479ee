import type { Environment } from '@anju/platform/launcher/environment.ts'
import type { RelyingParty } from './deps.ts'

const LOCAL = /^http:\/\/localhost(?::\d+)?$/

/**
 * What keys are bound to. In dev mode that is localhost at any port; without an address outside dev mode no page is ours, so no
 * key is taken, and `serve` does not start.
 */
export function relyingPartyOf({
  origin,
  dev,
  keyModels: models,
  ukeyService,
}: Pick<Environment, 'origin' | 'dev' | 'keyModels' | 'ukeyService'>): RelyingParty {
  const ukey = ukeyService === undefined ? {} : { ukeyService }
  if (origin !== undefined)
    return { id: new URL(origin).hostname, isOrigin: (asked) => asked === origin, models, ...ukey }
  return { id: 'localhost', isOrigin: (asked) => dev && LOCAL.test(asked), models, ...ukey }
}
