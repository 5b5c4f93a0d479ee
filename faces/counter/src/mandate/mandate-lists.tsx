import { useRegistry } from '@anju/face-kit/api.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { MandateTable } from './mandate-table.tsx'

/** 代办委托 that a person gave, for officials. */
export function PersonMandates({ personId }: { readonly personId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const query = useRegistry('listMandates', { params: { city, personId } })
  const revoke = useCommand('revokeMandate')
  return (
    <section className="aj-panel" data-testid="person-mandates">
      <h2>{w('mandate.title')}</h2>
      <Reading query={query}>
        {({ mandates }) => (
          <MandateTable
            mandates={mandates}
            attempt={revoke.attempt}
            onRevoke={(mandateId) => void revoke.send({ params: { city, mandateId }, body: {} })}
          />
        )}
      </Reading>
    </section>
  )
}

/** 我的代办委托: the resident's own, with the way to end each. */
export function OwnMandates() {
  const w = useCounterWords()
  const { city } = useSession()
  const query = useRegistry('listOwnMandates', { params: { city } })
  const revoke = useCommand('revokeOwnMandate')
  return (
    <section className="aj-panel" data-testid="own-mandates">
      <h2>{w('mandate.own.title')}</h2>
      <p className="aj-faint">{w('mandate.own.hint')}</p>
      <Reading query={query}>
        {({ mandates }) => (
          <MandateTable
            mandates={mandates}
            attempt={revoke.attempt}
            onRevoke={(mandateId) => void revoke.send({ params: { city, mandateId }, body: {} })}
          />
        )}
      </Reading>
    </section>
  )
}
