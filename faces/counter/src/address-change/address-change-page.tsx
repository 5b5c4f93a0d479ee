import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'
import { AddressChangeForm } from './address-change-form.tsx'
import type { KnownAddress, MadeChange } from './known-address.ts'

const route = getRouteApi('/address-changes/$permitId')

/** 变更居住地址 of one permit: what it says and where the holder is registered, the change, and the past ones. */
export function AddressChangePage(): React.ReactNode {
  const w = useCounterWords()
  const { permitId } = route.useParams()
  const { city } = useSession()
  const [change, setChange] = useState<MadeChange>()
  const known = useRegistry('getAddressChange', { params: { city, permitId } })
  return (
    <div className="aj-page" data-testid="address-change-page">
      <Reading query={known}>
        {(address) => (
          <>
            <header className="aj-case-head">
              <h1>{address.name}</h1>
              <p>
                <span className="aj-case-kind">{w('move.title')}</span>{' '}
                <span className="aj-figure">{address.permitNo}</span>{' '}
                <Link to="/persons/$personId" params={{ personId: address.personId }}>
                  {w('endorse.back')}
                </Link>
              </p>
            </header>
            {change !== undefined && <Done change={change} />}
            {address.owed && <Alert type="warning" showIcon title={w('move.owed')} data-testid="address-owed" />}
            <Facts
              rows={[
                fact(w('move.onPermit'), address.address),
                fact(w('move.registered'), address.registration?.address ?? w('move.none')),
              ]}
            />
            {address.state === 'in-force' &&
              (address.mayChange ? (
                <AddressChangeForm key={address.past.length} known={address} onDone={setChange} />
              ) : (
                <p className="aj-faint">{w('move.notMine')}</p>
              ))}
            <Past known={address} />
          </>
        )}
      </Reading>
    </div>
  )
}

function Done({ change: { issuedOn, nextAnniversaryOn, opensOn, yearsFrom } }: { change: MadeChange }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const on = (day: string) => formatDay(day, language)
  const days = { issuedOn: on(issuedOn), next: on(nextAnniversaryOn), opens: on(opensOn) }
  return (
    <Alert
      type="success"
      showIcon
      data-testid="address-changed"
      title={w('move.done', days)}
      description={yearsFrom === null ? undefined : w('move.done.years', { on: on(yearsFrom) })}
    />
  )
}

function Past({ known: { past } }: { known: KnownAddress }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <section className="aj-panel">
      <h2>{w('move.past')}</h2>
      {past.length === 0 ? (
        <p className="aj-faint">{w('move.past.none')}</p>
      ) : (
        <table className="aj-plain-table" data-testid="address-changes">
          <thead>
            <tr>
              {(['movedOn', 'changedOn', 'address', 'effect', 'written'] as const).map((column) => (
                <th key={column} scope="col">
                  {w(`move.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {past.map((row) => (
              <tr key={row.addressChangeId}>
                <td className="aj-nowrap">{formatDay(row.movedOn, language)}</td>
                <td className="aj-nowrap">{formatDay(row.changedOn, language)}</td>
                <td>{row.address}</td>
                <td>{tableWord('move-effect', row.effect, language)}</td>
                <td>{tableWord('written', row.written, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
