import { refusal, refused, type Decision, type Ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { constraintOf, sqlStateOf, type Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findIntent, type Intent, type Outcome } from '../store/intent.ts'
import { actorIdOf } from '../store/record-event.ts'
import { SignatureRequired } from '../store/signing.ts'

/** The answer to a command: what came of it, and whether it had been carried out before. */
export type CarriedOut = Outcome & { readonly grounds: readonly Ground[]; readonly repeated: boolean }

/** One row a version of a case: of two steps at once the second meets these before it learns that the row has moved. */
const VERSION_TAKEN = /^(?:ledger_\w+|signature|signing_evidence)_pkey$/

/**
 * Runs a command once, however often it arrives. `work` loads, decides and records within one transaction, the intent
 * among it; a refusal leaves nothing behind.
 *
 * The intent is looked up only when something stands in the way (a refusal, an overtaken version, a broken "never two"):
 * a first command has none, so the ordinary case pays for no look-up, and a retry always meets one of these or the key of
 * the intent itself.
 *
 * @param work - gets the transaction; must record the intent when it grants
 * @param onTaken - turns the break of a "never two" constraint into the law's refusal; undefined rethrows
 */
export async function carryOut(
  deps: Deps,
  act: Act,
  intent: Intent,
  work: (tx: Tx) => Promise<Decision<Outcome>>,
  onTaken: (constraint: string) => Decision<never> | undefined = () => undefined,
): Promise<Decision<CarriedOut>> {
  try {
    const { value, grounds } = await act.city.pool.transact(act.scope, async (tx) => {
      const decision = await work(tx)
      if (!decision.ok) throw new Refusing(decision)
      deps.failpoint('before-commit')
      return decision
    })
    deps.failpoint('after-commit')
    return { ok: true, value: { ...value, grounds, repeated: false }, grounds }
  } catch (error) {
    const instead = obstacle(error, onTaken)
    if (instead === undefined) throw error
    const seen = await act.city.pool.look(act.scope, (db) => findIntent(db, intent, actorIdOf(act)))
    if (seen !== undefined && !seen.sameContent) {
      return refused(
        refusal('intent.reused-with-other-content', packInForce(deps.packs, act.city.jurisdiction, act.legalOn).source),
      )
    }
    if (seen !== undefined) return { ok: true, value: { ...seen.outcome, grounds: [], repeated: true }, grounds: [] }
    if (instead instanceof Refusing) return instead.decision
    if (VERSION_TAKEN.test(constraintOf(error) ?? ''))
      throw new RegistryError('version-conflict', 'Somebody else took this step in the same instant')
    throw error
  }
}

/** What a retry of an earlier success can run into; undefined for everything else. */
function obstacle(
  error: unknown,
  onTaken: (constraint: string) => Decision<never> | undefined,
): Refusing | 'stopped' | undefined {
  if (error instanceof Refusing) return error
  // A retry of a signed step that was carried out finds its outcome before anybody is asked to sign again.
  if (error instanceof RegistryError || error instanceof SignatureRequired) return 'stopped'
  if (sqlStateOf(error) !== '23505') return undefined
  const decision = onTaken(constraintOf(error) ?? '')
  return decision === undefined || decision.ok ? 'stopped' : new Refusing(decision)
}

/** Leaves the transaction without a trace: a refusal wrote nothing worth keeping. */
class Refusing extends Error {
  readonly decision: Decision<never>
  constructor(decision: Decision<unknown>) {
    super('refused')
    if (decision.ok) throw new Error('A granted decision is no refusal')
    this.decision = decision
  }
}
