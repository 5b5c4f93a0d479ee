import type { AppOptions } from '../http/open-app.ts'
import type { Environment } from './environment.ts'

/** What a program's environment says about callers: which proxies to believe, and how much one session may ask. */
export function edgeOf(environment: Environment): Pick<AppOptions, 'proxies' | 'requestsPerMinute'> {
  const { proxies, requestsPerMinute } = environment
  return { proxies, ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }) }
}
