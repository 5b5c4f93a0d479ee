import { useRegistry } from '@anju/face-kit/api.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Input, Tag } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

const route = getRouteApi('/dwellings')

/** 居所查询 by any part of the standard address. */
export function DwellingSearchPage(): React.ReactNode {
  const w = useCounterWords()
  const { q } = route.useSearch()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.dwellings')}</h1>
      </header>
      <Input.Search
        autoFocus
        className="aj-search"
        value={typed}
        placeholder={w('home.search.hint')}
        aria-label={w('home.search')}
        data-testid="dwelling-search"
        enterButton={w('person.search.do')}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(text) => void navigate({ to: '/dwellings', search: { q: text.trim() } })}
      />
      {q.length >= 2 && <DwellingList q={q} />}
    </div>
  )
}

function DwellingList({ q }: { q: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const found = useRegistry('listDwellings', { params: { city }, query: { q } })
  return (
    <Reading query={found}>
      {({ dwellings }) =>
        dwellings.length === 0 ? (
          <p className="aj-empty">{w('dwelling.none')}</p>
        ) : (
          <table className="aj-table">
            <thead>
              <tr>
                <th scope="col">{w('receipt.address')}</th>
                <th scope="col">{w('dwelling.status')}</th>
                <th scope="col">{w('dwelling.area')}</th>
              </tr>
            </thead>
            <tbody>
              {dwellings.map((row) => (
                <tr key={row.dwellingId}>
                  <td>
                    <Link to="/dwellings/$dwellingId" params={{ dwellingId: row.dwellingId }}>
                      {row.standardText}
                    </Link>
                  </td>
                  <td>
                    <Tag>{w(`dwelling.status.${row.status}`)}</Tag>
                  </td>
                  <td className="aj-figure">{row.livingAreaM2 === null ? '—' : `${row.livingAreaM2} m²`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Reading>
  )
}
