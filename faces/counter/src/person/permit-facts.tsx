import type { LifeView } from '@anju/contract/life-shape.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProvisionalMark } from '@anju/face-kit/provisional-mark.tsx'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'
import { MarkedDay } from './marked-day.tsx'

/** How one permit stands and why, and the days of its next endorsement. */
export function PermitFacts({ permit }: { permit: LifeView['permits'][number] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { window, suspendedSince, restsSince, endedOn, restoredOn } = permit
  return (
    <div data-testid="permit-standing" data-state={permit.state}>
      <p>
        <strong>{w(`person.permit.${permit.state}`)}</strong> {permit[language]} <Clause law={permit.law} />
      </p>
      <Facts
        rows={[
          fact(w('file.issuedOn'), <MarkedDay name="issued-on" on={permit.issuedOn} />),
          fact(w('person.validUntil'), <MarkedDay name="valid-until" on={permit.validUntil} />),
          ...(window === null
            ? []
            : [
                fact(w('person.anniversary'), <MarkedDay name="anniversary" on={window.anniversaryOn} />),
                fact(
                  w('person.window'),
                  <>
                    <MarkedDay name="window-opens" on={window.opensOn} /> —{' '}
                    <MarkedDay name="window-closes" on={window.lastInTimeOn} />{' '}
                    <ProvisionalMark year={window.provisional ? Number(window.lastInTimeOn.slice(0, 4)) : null} />
                  </>,
                ),
              ]),
          ...(suspendedSince === null
            ? []
            : [fact(w('person.suspendedSince'), <MarkedDay name="suspended-since" on={suspendedSince} />)]),
          ...(restsSince === null
            ? []
            : [fact(w('person.restsSince'), <MarkedDay name="rests-since" on={restsSince} />)]),
          ...(restoredOn.length === 0
            ? []
            : [fact(w('person.restored'), restoredOn.map((on) => formatDay(on, language)).join(' · '))]),
          ...(endedOn === null ? [] : [fact(w('person.ended'), <MarkedDay name="ended-on" on={endedOn} />)]),
        ]}
      />
    </div>
  )
}
