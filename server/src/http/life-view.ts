import type { LifeView } from '@anju/contract/life-shape.ts'
import { explainGround, refusalWords } from '@anju/contract/message.ts'
import type { Ground, Refusal } from '@anju/domain/kernel/decision.ts'
import type { ToldLife } from '../usecases/get-residence.ts'

/** A reason as it travels: the clause, the key, the facts, and the words in both languages. */
export function reasonView({ law, key, facts }: Ground) {
  return {
    law,
    key,
    facts: { ...facts },
    zh: explainGround({ key, facts }, 'zh'),
    en: explainGround({ key, facts }, 'en'),
  }
}

/** Why not, in the shape of a reason. */
export function refusalView(refusal: Refusal) {
  return { law: refusal.law, key: refusal.code, facts: { ...refusal.facts }, ...refusalWords(refusal) }
}

/** A life as the contract shows it: nothing is left out silently, an absent figure is null. */
export function lifeView(life: ToldLife): LifeView {
  return {
    asOf: life.asOf,
    segments: life.segments.map((segment) => ({
      ...reasonView(segment),
      from: segment.from,
      to: segment.to,
      counts: segment.counts,
    })),
    residing: life.residing,
    residenceStart: life.residenceStart ?? null,
    eligibleFrom: life.eligibleFrom ?? null,
    daysToGo: life.daysToGo ?? null,
    residenceYears: life.residenceYears,
    nextYearOn: life.nextYearOn ?? null,
    permits: life.permits.map((permit) => ({
      ...reasonView(permit),
      permitId: permit.permitId,
      state: permit.state,
      issuedOn: permit.issuedOn,
      baseOn: permit.baseOn,
      timesEndorsed: permit.timesEndorsed,
      validUntil: permit.validUntil,
      window: permit.window ?? null,
      endorsementPending: permit.endorsementPending,
      suspendedSince: permit.suspendedSince ?? null,
      restsSince: permit.restsSince ?? null,
      restoredOn: permit.restoredOn,
      endedOn: permit.endedOn ?? null,
      cardMissing: permit.cardMissing,
      periods: permit.periods.map((period) => ({
        ...reasonView(period),
        kind: period.kind,
        from: period.from,
        to: period.to,
      })),
    })),
    owed: life.owed.map((owed) => ({
      ...reasonView(owed),
      what: owed.what,
      byOn: owed.byOn,
      permitId: owed.permitId ?? null,
    })),
    milestones: life.milestones.map((milestone) => ({
      ...reasonView(milestone),
      on: milestone.on,
      permitId: milestone.permitId ?? null,
    })),
  }
}
