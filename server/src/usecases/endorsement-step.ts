import { mayPerform } from '@anju/domain/access/may-perform.ts'
import {
  ENDORSEMENT_TRANSITIONS,
  type EndorsementEvent,
  type EndorsementGuard,
  endorsementState,
} from '@anju/domain/endorsement/endorsement-machine.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { eventsFrom, findTransition } from '@anju/domain/kernel/state-machine.ts'
import { clauseOfStep } from '@anju/domain/policy/clause-of-step.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import {
  changeEndorsement,
  type EndorsementChange,
  type EndorsementRow,
  findEndorsement,
  type HeldPermit,
  lockPermit,
} from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { type Effect, recordEvents } from '../store/record-event.ts'
import { listSignersOf } from '../store/signature.ts'
import { carryOut } from './carry-out.ts'
import { type EndorsementOutcome, endorsementStanding } from './endorse-permit.ts'

/** A command on one endorsement that was accepted. */
export type EndorsementCommand = {
  readonly intentId: string
  readonly endorsementId: string
  readonly expectedVersion: number
}

/** What a step does beside moving the state. */
export type EndorsementEffect = {
  readonly change: EndorsementChange
  readonly facts: Readonly<Record<string, unknown>>
  readonly effects?: readonly Effect[]
  readonly alsoWrite?: (tx: Tx) => Promise<unknown>
}

/**
 * One step of an endorsement after it was accepted: locks the permit, asks the state machine, the duty, who signed before, and the step's own
 * rule, and records state, ledger, notice and signature together.
 */
export async function stepEndorsement(
  deps: Deps,
  act: Act,
  command: EndorsementCommand & Readonly<Record<string, unknown>>,
  event: Exclude<EndorsementEvent, 'accept'>,
  decide: (
    theCase: { readonly row: EndorsementRow; readonly permit: HeldPermit },
    pack: Pack,
    tx: Tx,
  ) => Promise<Decision<EndorsementEffect>> | Decision<EndorsementEffect>,
): Promise<Decision<EndorsementOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, `endorsement/${event}`, command)
  const done = await carryOut(deps, act, intent, async (tx) => {
    const first = await findEndorsement(tx, command.endorsementId)
    const permit = first === undefined ? undefined : await lockPermit(tx, first.permit_id)
    const row = permit === undefined ? undefined : await findEndorsement(tx, command.endorsementId)
    if (row === undefined || permit === undefined)
      throw new RegistryError('not-found', 'No such endorsement within reach')
    if (row.version !== command.expectedVersion)
      throw new RegistryError('version-conflict', `The endorsement stands at version ${row.version}`)
    const may = await mayStep(act, row, event, pack, tx)
    if (!may.ok) return may
    const decision = await decide({ row, permit }, pack, tx)
    if (!decision.ok) return decision
    const { by, law, signed } = may.value
    const because = [ground(clauseOfStep(by, law, pack.workflow), `endorsement.${event}`), ...decision.grounds]
    const { change, facts, effects = [], alsoWrite } = decision.value
    const version = row.version + 1
    const [isWritten] = await Promise.all([
      changeEndorsement(tx, { crypto: deps.crypto, act }, row, change),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: row.endorsement_id,
        pack: pack.id,
        person: { personId: row.person_id, wrappedKey: permit.dek_wrapped },
        events: [{ kind: event, version, facts, grounds: because, ...(signed ? { signedStep: by } : {}) }],
        effects,
      }),
      ...(alsoWrite === undefined ? [] : [alsoWrite(tx)]),
    ])
    if (!isWritten) throw new RegistryError('version-conflict', 'The endorsement was changed in this instant')
    return granted({ subjectId: row.endorsement_id, version }, because)
  })
  return done.ok
    ? granted({ ...done.value, ...(await endorsementStanding(act, done.value.subjectId)) }, done.grounds)
    : done
}

/** The row of the machine that applies and that this official may take: the duty, and for the second look another person. */
async function mayStep(act: Act, row: EndorsementRow, event: EndorsementEvent, pack: Pack, tx: Tx) {
  const state = endorsementState({
    checkedOn: row.checked_on,
    completedOn: row.completed_on,
    refusedOn: row.refused_on,
  })
  const holds: Readonly<Record<EndorsementGuard, boolean>> = {
    'with-check': row.needs_check,
    'without-check': !row.needs_check,
  }
  const transition = findTransition(ENDORSEMENT_TRANSITIONS, state, event, holds)
  if (transition === undefined) {
    const open = eventsFrom(ENDORSEMENT_TRANSITIONS, state, holds)
    return refused(refusal('endorsement.event-not-allowed', pack.source, { state, event, open }))
  }
  const authority = mayPerform(act.actor, transition.by, pack.workflow)
  if (!authority.ok) return authority
  const { actor } = act
  if (transition.by === 'check-endorsement' && actor.kind === 'official') {
    const earlier = (await listSignersOf(tx, row.endorsement_id)).find(
      ({ step, officialId }) => step === 'endorse' && officialId === actor.officialId,
    )
    const law = parseClauseRef(pack.workflow.duties['check-endorsement']?.law ?? pack.source)
    if (earlier !== undefined)
      return refused(refusal('access.same-person-signed-before', law, { step: transition.by, earlier: earlier.step }))
  }
  return granted({ by: transition.by, law: transition.law, signed: authority.value.signed }, authority.grounds)
}
