import type { Course, whatIfRoutes } from '@anju/contract/routes/what-if.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import { MalformedInput } from '@anju/platform/http/open-app.ts'
import { askWhatIf, type SupposedCourse, toldOn } from '../../usecases/ask-what-if.ts'
import { entitlementView } from '../entitlement-view.ts'
import { lifeView, reasonView } from '../life-view.ts'
import type { HandlersOf } from '../mount.ts'

export const whatIfHandlers: HandlersOf<typeof whatIfRoutes> = {
  async askWhatIf({ deps, act, body }) {
    const question = { ...body, asOf: body.asOf ?? act.legalOn }
    // The law of a city is never guessed: before its first pack there is no answer.
    if (findPackInForce(deps.packs, act.city.jurisdiction, toldOn(question)) === undefined)
      throw new MalformedInput('body', [{ code: 'custom', path: ['asOf'], message: 'before-law' }])
    const decision = askWhatIf(deps, act.city, question)
    if (!decision.ok) return decision
    const { otherwise, asOf, packId, ...now } = decision.value
    return {
      ...decision,
      value: {
        ...courseView(now),
        asOf,
        packId,
        otherwise:
          otherwise === undefined
            ? null
            : {
                ...courseView(otherwise),
                differences: otherwise.differences.map((difference) => ({
                  ...difference,
                  because: difference.because.map(reasonView),
                })),
                entitlementChanges: otherwise.entitlementChanges,
              },
      },
    }
  },
}

function courseView({ life, findings, next, entitlements }: SupposedCourse): Course {
  return {
    life: lifeView(life),
    findings: findings.map(({ index, event, verdict, reasons }) => ({
      index,
      what: event.what,
      on: event.on,
      verdict,
      reasons: reasons.map(reasonView),
    })),
    next: next.map((day) => ({
      ...reasonView(day),
      what: day.what,
      fromOn: day.fromOn ?? null,
      byOn: day.byOn ?? null,
    })),
    entitlements: entitlements.map(entitlementView),
  }
}
