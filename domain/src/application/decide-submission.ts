import { type Decision, granted, ground, type Refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { RefusalCode } from '../kernel/refusal-code.ts'
import type { Pack } from '../policy/pack.ts'
import { type ApplicationFacts, type ApplicationPolicy, decideApplication } from './decide-application.ts'

/** Reasons that one cures by bringing papers: they call for the one notice (一次性告知), not for sending the person away. */
const CURED_BY_PAPERS: readonly RefusalCode[] = [
  'application.materials-missing',
  'application.photo-missing',
  'agency.documents-missing',
]

/** An application that may be handed in; `lacking` is what the one notice has to tell. */
export type Submission = { readonly lacking: readonly Refusal[] }

/**
 * Decides whether an application may be handed in (提交申请). Who may not apply is told so with every reason, papers
 * included; who only lacks papers hands in what is there and is told once what is missing (CN-663:9.5).
 *
 * - half a year on 2016-07-05, on 2016-07-04 with no lease: refused, too early and the lease both named
 * - on 2016-07-05 with the lease but no filing certificate: taken, the certificate is lacking
 */
export function decideSubmission(
  facts: ApplicationFacts,
  on: PlainDate,
  policy: ApplicationPolicy & Pick<Pack, 'notice'>,
): Decision<Submission> {
  const decision = decideApplication(facts, on, policy)
  if (decision.ok) return granted({ lacking: [] }, decision.grounds)
  const { refusals } = decision
  if (!refusals.every(({ code }) => CURED_BY_PAPERS.includes(code))) return refused(...refusals)
  return granted({ lacking: refusals }, [ground(policy.notice.atMost.law, 'application.papers-lacking')])
}
