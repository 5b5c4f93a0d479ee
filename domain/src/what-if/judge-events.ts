import type { LifeLaw } from '../policy/pack-governing.ts'
import { inOrder, type LifeEvent } from './life-event.ts'
import { judgeApplication, judgeCard, judgeEndorsement, judgeIssue, judgeLocalHukou } from './judge-permit-event.ts'
import { judgeArrival, judgeDeparture, judgeMove, judgeRegistration } from './judge-residence-event.ts'
import { nothingYet, step, type SupposedLife } from './supposed-life.ts'
import type { Judged } from './verdict.ts'

/** An event of the question with what the law says about it; `index` is its place in the list. */
export type JudgedEvent = Judged & { readonly index: number; readonly event: LifeEvent }

/**
 * Says of each supposed event what the law makes of it on its day, after all that was supposed before: in time, late or too
 * early, and whether it breaks the residence off or starts the count again. In the order of the list that was given.
 *
 * @param events - such as {@link supposeLife} does not refuse
 */
export function judgeEvents(events: readonly LifeEvent[], law: LifeLaw): readonly JudgedEvent[] {
  const numbered = inOrder(events.map((event, index) => ({ ...event, index })))
  const judged: JudgedEvent[] = []
  let life = nothingYet(events, law)
  for (const { index, ...event } of numbered) {
    judged.push({ index, event, ...judge(life, event, law) })
    const next = step(life, event, law)
    if (next.ok) life = next.value
  }
  return judged.toSorted((a, b) => a.index - b.index)
}

function judge(life: SupposedLife, event: LifeEvent, law: LifeLaw): Judged {
  switch (event.what) {
    case 'arrived':
      return judgeArrival(event.on, law)
    case 'registered':
      return judgeRegistration(life, event, law)
    case 'moved':
      return judgeMove(life, event, law)
    case 'signed-off':
    case 'left':
      return judgeDeparture(life, event, law)
    case 'applied':
      return judgeApplication(life, event.on, law)
    case 'permit-issued':
      return judgeIssue(life, event, law)
    case 'endorsed':
      return judgeEndorsement(life, event.on, law)
    case 'card-lost':
    case 'card-reissued':
      return judgeCard(event.what, event.on, law)
    default:
      return judgeLocalHukou(event.on, law)
  }
}
