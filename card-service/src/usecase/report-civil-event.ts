import type { RecordBody } from '@anju/exchange/record.ts'

import type { Act, Deps } from '../deps.ts'
import { granted } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import { recordOutgoing } from '../store/outgoing.ts'
import { carryOut } from './carry-out.ts'
import type { Command } from './carry-out.ts'
import { newSubjectId, signStep, toldEvidence } from './sign-step.ts'

export type ReportCivilEvent = Command & Omit<RecordBody<'civil-event/1'>, 'learnedOn' | 'evidenceSm3'>

/** Passes on what the police know and the registry must: a death, or a hukou conversion (户口迁入). Learned on the legal day. */
export function reportCivilEvent(deps: Deps, act: Act, command: ReportCivilEvent): Promise<CardDecision<string>> {
  return carryOut(deps, act, 'civil-events', command, async (tx) => {
    const { event, idNumber, happenedOn, hukouDivision } = command
    const id = newSubjectId(deps, act)
    const signed = await signStep(tx, deps, act, {
      subjectId: id,
      version: 0,
      step: 'report-civil-event',
      pack: '',
      lines: [
        `公民身份号码：${idNumber}`,
        `事项：${event === 'death' ? '死亡' : '户口迁入'}`,
        `发生日期：${happenedOn}`,
        ...(hukouDivision === null ? [] : [`迁入地区划：${hukouDivision}`]),
      ],
    })
    const body = { event, idNumber, happenedOn, learnedOn: act.legalOn, hukouDivision, ...toldEvidence(signed) }
    await recordOutgoing(tx, deps.crypto, {
      record: { kind: 'civil-event/1', id, body },
      city: act.city.city,
      orderId: null,
      at: act.at,
    })
    return granted(id)
  })
}
