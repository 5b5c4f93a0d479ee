import { useLanguage } from '@anju/face-kit/language.ts'
import { useCardWords, type CardWord } from '../card-words.ts'
import type { Order } from './order.ts'

const SEX: Readonly<Record<string, CardWord>> = {
  '0': 'order.sex.0',
  '1': 'order.sex.1',
  '2': 'order.sex.2',
  '9': 'order.sex.9',
}

/** What stands on the card, with the portrait beside it. */
export function OrderFacts({ order }: { order: Order }) {
  const w = useCardWords()
  const { language } = useLanguage()
  const { person, photo } = order
  const sex = SEX[person.sex]
  const rows: readonly (readonly [CardWord, string | null])[] = [
    ['order.name', person.name],
    ['order.sex', sex === undefined ? person.sex : w(sex)],
    ['order.ethnicity', person.ethnicityName[language]],
    ['order.birthOn', person.birthOn],
    ['order.idNumber', person.idNumber],
    ['order.hukou', person.hukouAddress],
    ['order.residence', person.residenceAddress],
    ['order.permitNo', order.permitNo],
    ['order.issuedOn', order.issuedOn],
    ['order.voidStockNo', order.voidStockNo],
    ['order.stockNo', order.stockNo],
    ['order.chipUid', order.chipUid],
    ['order.purpose', w(`purpose.${order.purpose}`)],
    ['order.office', order.office.name],
    ['order.acceptedOn', order.acceptedOn],
    ['order.dueOn', order.dueOn],
    ['order.pack', order.policyPack],
  ]
  return (
    <section className="cs-panel cs-facts">
      <h2>{w('order.facts')}</h2>
      <figure className="cs-photo">
        <img src={`/api/orders/${order.orderId}/photo`} alt={w('order.photo')} data-testid="photo" />
        <figcaption>{photo === null ? w('order.noPhoto') : w('order.photoSize', photo)}</figcaption>
      </figure>
      <dl>
        {rows.map(([word, value]) =>
          value === null ? null : (
            <div key={word}>
              <dt>{w(word)}</dt>
              <dd data-testid={word.replace('.', '-')}>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  )
}
