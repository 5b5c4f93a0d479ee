import type { Db, Pool, Scope, Tx } from '@anju/platform/database/pool.ts'
import type { Act } from '../deps.ts'

/**
 * The same act, but its use cases write into a transaction that is open already: what a package brings, and our receipt for
 * it, are one. A use case that says no leaves no trace, by a savepoint of its own; use cases run one after another.
 */
export function joinedAct(act: Act, tx: Tx): Act {
  return { ...act, city: { ...act.city, pool: joinedPool(tx) } }
}

function joinedPool(tx: Tx): Pool {
  return {
    async transact<T>(_scope: Scope, work: (inner: Tx) => Promise<T>): Promise<T> {
      await tx.write('savepoint use_case')
      try {
        const value = await work(tx)
        await tx.write('release savepoint use_case')
        return value
      } catch (error) {
        await tx.write('rollback to savepoint use_case')
        await tx.write('release savepoint use_case')
        throw error
      }
    },
    look: <T>(_scope: Scope, work: (db: Db) => Promise<T>) => work(tx),
    ask: (sql, parameters) => tx.read(sql, parameters),
    close: () => Promise.resolve(),
  }
}
