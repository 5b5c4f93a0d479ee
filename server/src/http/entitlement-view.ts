import type { EntitlementLine } from '@anju/domain/entitlement/list-entitlements.ts'
import { ground } from '@anju/domain/kernel/decision.ts'
import { reasonView, refusalView } from './life-view.ts'

/** One entitlement as the contract shows it: why it is open, why not, or which department is to be asked what. */
export function entitlementView(line: EntitlementLine) {
  const { key, zh, en, classZh, classEn, law, answer } = line
  return { key, zh, en, classZh, classEn, law, answer: answer.answer, reasons: reasonsOf(line) }
}

function reasonsOf({ answer }: EntitlementLine) {
  if (answer.answer === 'entitled') return answer.grounds.map(reasonView)
  if (answer.answer === 'not') return answer.refusals.map(refusalView)
  return answer.asks.map(({ fact, from, law }) => reasonView(ground(law, 'what-if.asks', { fact, from })))
}
