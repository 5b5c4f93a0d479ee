import type { Course, whatIfRoutes } from '@anju/contract/routes/what-if.ts'
import type { EntitlementLine } from '@anju/domain/entitlement/list-entitlements.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import { ground } from '@anju/domain/kernel/decision.ts'
import { MalformedInput } from '@anju/platform/http/open-app.ts'
import { askWhatIf, type SupposedCourse } from '../../usecases/ask-what-if.ts'
import { lifeView, reasonView, refusalView } from '../life-view.ts'
import type { HandlersOf } from '../mount.ts'

export const whatIfHandlers: HandlersOf<typeof whatIfRoutes> = {
  async askWhatIf({ deps, act, body }) {
    const asOf = body.asOf ?? act.legalOn
    // The law of a city is never guessed: before its first pack there is no answer.
    if (findPackInForce(deps.packs, act.city.jurisdiction, asOf) === undefined)
      throw new MalformedInput('body', [{ code: 'custom', path: ['asOf'], message: 'before-law' }])
    const decision = askWhatIf(deps, act.city, { ...body, asOf })
    if (!decision.ok) return decision
    const { otherwise, asOf: toldOn, packId, ...now } = decision.value
    return {
      ...decision,
      value: {
        ...courseView(now),
        asOf: toldOn,
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
    entitlements: entitlements.map((line) => ({
      key: line.key,
      zh: line.zh,
      en: line.en,
      classZh: line.classZh,
      classEn: line.classEn,
      law: line.law,
      answer: line.answer.answer,
      reasons: entitlementReasons(line),
    })),
  }
}

function entitlementReasons({ answer }: EntitlementLine) {
  if (answer.answer === 'entitled') return answer.grounds.map(reasonView)
  if (answer.answer === 'not') return answer.refusals.map(refusalView)
  return answer.asks.map(({ fact, from, law }) => reasonView(ground(law, 'what-if.asks', { fact, from })))
}
