import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { refusalsOf } from '@anju/domain/kernel/decision.ts'
import { decideActObjection, decideAnswerer } from '@anju/domain/objection/decide-act-objection.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listAdverseActs, listObjectionsOf, openObjection } from '../store/objection.ts'
import { findPerson } from '../store/person.ts'
import { decidersOf } from './answer-objection.ts'
import { cardAfterEnd } from './owed-card.ts'

/** Decisions against a person with the last day to object to each, and what became of the objections (异议). */
export async function getObjections(deps: Deps, act: Act, personId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { person, acts, rows } = await act.city.pool.look(act.scope, async (db) => {
    const [found, adverse, taken] = await Promise.all([
      findPerson(db, personId),
      listAdverseActs(db, personId),
      listObjectionsOf(db, personId),
    ])
    const known = await Promise.all(
      taken.map(async (row) => ({
        row,
        decidedBy: await decidersOf(db, row),
        card:
          row.against === 'permit-ended' && row.answer === null
            ? await cardAfterEnd(deps, act, db, { permit_id: row.subject_id, person_id: personId })
            : undefined,
      })),
    )
    return { person: found, acts: adverse, rows: known }
  })
  if (person === undefined) throw new RegistryError('not-found', 'No such person in this city')
  const authority = mayPerform(act.actor, 'answer-objection', pack.workflow)
  const officialId = act.actor.kind === 'official' ? act.actor.officialId : ''
  const isTaken = (subjectId: string, toldOn: string) =>
    rows.some(({ row }) => row.subject_id === subjectId && row.told_on === toldOn)
  return {
    name: person.name,
    mayTake: mayPerform(act.actor, 'take-objection', pack.workflow).ok,
    acts: acts
      .filter((one) => !isTaken(one.subject_id, one.told_on))
      .map((one) => {
        const decision = decideActObjection(one.told_on, act.legalOn, pack, deps.calendar)
        return {
          against: one.against,
          subjectId: one.subject_id,
          toldOn: one.told_on,
          lastDayOn: decision.ok ? decision.value.lastDayOn : null,
          possible: decision.ok,
          refusals: [...refusalsOf(decision)],
        }
      }),
    objections: rows.map(({ row, decidedBy, card }) => {
      const mayAnswer = authority.ok ? decideAnswerer(officialId, decidedBy, pack) : authority
      return {
        objectionId: row.objection_id,
        version: row.version,
        against: row.against,
        toldOn: row.told_on,
        filedOn: row.filed_on,
        dueOn: row.due_on,
        ...openObjection(deps.crypto, row),
        answer: row.answer,
        answeredOn: row.answered_on,
        remedies:
          row.answer === 'rejected' && row.answered_on !== null ? [...remediesFor(row.answered_on, pack.remedies)] : [],
        mayAnswer: row.answer === null && mayAnswer.ok,
        refusals: row.answer === null ? [...refusalsOf(mayAnswer)] : [],
        card:
          card === undefined
            ? null
            : {
                becomes: card.becomes,
                voidedOn: card.voidedOn,
                dueOn: card.dueOn,
                refusals: [...card.refusals],
              },
        permitId: row.against === 'permit-ended' ? row.subject_id : null,
      }
    }),
  }
}
