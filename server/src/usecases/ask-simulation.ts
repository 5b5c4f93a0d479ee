import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { decideDraft } from '@anju/domain/simulation/decide-draft.ts'
import type { Reach } from '@anju/domain/simulation/draft-law.ts'
import type { Act, Deps } from '../deps.ts'
import { parseDraft } from '../law/parse-draft.ts'
import { intentOf } from '../store/intent.ts'
import { recordEvents } from '../store/record-event.ts'
import { findOpenRun, recordSimulation } from '../store/simulation.ts'
import { carryOut } from './carry-out.ts'

export type AskSimulation = {
  readonly intentId: string
  /** The draft as it would stand in a pack file. */
  readonly draft: string
  readonly reach: Reach
}
export type AskedSimulation = {
  readonly simulationId: string
  /** The same question was asked before and is not finished: that run goes on. */
  readonly resumed: boolean
}

/**
 * Asks what a draft of new rules would change for everybody in the register (规则变更试算). The question is only kept; the
 * workers answer it, part by part. Both laws are asked on the draft's first day.
 */
export async function askSimulation(deps: Deps, act: Act, command: AskSimulation): Promise<Decision<AskedSimulation>> {
  const { jurisdiction } = act.city
  const pack = packInForce(deps.packs, jurisdiction, act.legalOn)
  const decision = decideDraft(parseDraft(command.draft), jurisdiction, act.legalOn)
  if (!decision.ok) return decision
  const draft = decision.value
  const own = deps.packs.filter((each) => each.jurisdiction === jurisdiction)
  const runSm3 = intentOf('', 'simulation', { own, draft, reach: command.reach }).requestSm3
  const resumed = async () => {
    const open = await act.city.pool.look(act.scope, (db) => findOpenRun(db, runSm3))
    return open === undefined ? undefined : granted({ simulationId: open, resumed: true }, decision.grounds)
  }
  const open = await resumed()
  if (open !== undefined) return open

  const intent = intentOf(command.intentId, 'ask-simulation', command)
  const simulationId = deps.newId()
  try {
    const carried = await carryOut(deps, act, intent, async (tx) => {
      await Promise.all([
        recordSimulation(tx, {
          simulationId,
          runSm3,
          jurisdiction,
          draftPack: draft.id,
          draft: command.draft,
          reach: command.reach,
          asOf: draft.inForceFrom,
          askedBy: act.actor.kind === 'official' ? act.actor.officialId : null,
          askedOn: act.legalOn,
          askedAt: act.at,
        }),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: simulationId,
          pack: pack.id,
          person: null,
          events: [
            {
              kind: 'ask-simulation',
              version: 1,
              facts: { draft: draft.id, reach: command.reach, runSm3: runSm3.toString('hex') },
              grounds: decision.grounds,
            },
          ],
          effects: [],
        }),
      ])
      return granted({ subjectId: simulationId, version: 1 }, decision.grounds)
    })
    if (!carried.ok) return carried
    return granted({ simulationId: carried.value.subjectId, resumed: carried.value.repeated }, decision.grounds)
  } catch (error) {
    // Two asked the same in the same instant: the second joins the first.
    const joined = await resumed()
    if (joined === undefined) throw error
    return joined
  }
}
