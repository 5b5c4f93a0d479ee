import { ROUTES, type RouteName } from '@anju/contract/route-table.ts'
import { isAllowed, type AccessStep } from '@anju/domain/access/explain-access.ts'
import type { Answer } from './permission-house.ts'

/**
 * What is wrong between the rule's answer and the registry's; undefined when they agree. Authority is asked first (403), then
 * whether the record is seen (404), then its state (422); whatever comes later is the law's business, and only must not be one of these.
 */
export function deviationOf(name: RouteName, steps: readonly AccessStep[], answer: Answer): string | undefined {
  const { status, codes, body } = answer
  const said = `${status} ${codes.join(' ')} ${body.slice(0, 300)}`
  const first = steps.find(({ passed }) => passed === false)
  if (status === 400) return `was not asked: the sample is malformed ${said}`
  if (first === undefined || isAllowed(steps))
    return isTurnedAway(name, steps, answer) ? `should be let in: ${said}` : undefined
  switch (first.by) {
    case 'city':
    case 'role':
    case 'duty':
      return status === 403 && codes.every((code) => ADMISSION.includes(code))
        ? undefined
        : `lacks ${first.by}: ${said}`
    case 'scope':
    case 'record':
      // What was opened for looking is not hidden: there it is said why looking is not enough.
      if (first.answer === 'scope-look-only' && codes.join() === 'paper.look-only') return undefined
      return status === 404 ? undefined : `should not be seen: ${said}`
    case 'state':
      return [404, 403].includes(status) || status < 300 ? `is not open in this state: ${said}` : undefined
    default:
      return undefined
  }
}

const ADMISSION: readonly string[] = [
  'access.not-signed-in-for-city',
  'access.post-lacks-authority',
  'access.administrator-serves-nobody',
]

/** Whether somebody whom the rule lets in was not: signed out, out of sight, or without the route's own duties. */
function isTurnedAway(name: RouteName, steps: readonly AccessStep[], { status, codes, body }: Answer): boolean {
  if (status === 401) return true
  const { access } = ROUTES[name]
  const aboutRecord = steps.some(({ by }) => by === 'scope')
  // A letter of which somebody was told by telephone, or that was posted, is none to be posted any more: the first of a round takes it.
  if (name === 'recordMailing' && status === 404) return false
  if (status === 404) return aboutRecord && (!('reach' in access) || access.reach === 'post')
  if (status === 403 && codes.includes('access.administrator-serves-nobody')) return name !== 'exportList'
  const duties = access.kind === 'duty' ? access.duties.join(' ') : 'official'
  return status === 403 && body.includes(`"duty":"${duties}"`) && body.includes('access.post-lacks-authority')
}
