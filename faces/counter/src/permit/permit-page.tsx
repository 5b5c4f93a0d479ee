import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useTypedWords } from '../app/typed-words.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { PurposeGate } from '../look/purpose-gate.tsx'
import { purposePlace, type StatedPurpose, useStatedPurpose } from '../look/stated-purpose.ts'
import { openWord, useCounterWords } from '../counter-words.ts'
import { PermitEndorsement } from '../endorsement/permit-endorsement.tsx'

const route = getRouteApi('/permits')

/** 查询居住证 by its number, which never stands in an address line. */
export function PermitPage(): React.ReactNode {
  const w = useCounterWords()
  const stated = useStatedPurpose(route.useSearch())
  const { permitNo = '' } = useTypedWords()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(permitNo)
  return (
    <div className="aj-page aj-narrow">
      <header className="aj-page-head">
        <h1>{w('menu.permits')}</h1>
      </header>
      <Input.Search
        autoFocus
        className="aj-search"
        value={typed}
        placeholder={w('permit.no')}
        aria-label={w('permit.no')}
        data-testid="field-permitNo"
        enterButton={w('person.search.do')}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(text) => void navigate({ to: '/permits', ...purposePlace(stated, { permitNo: text.trim() }) })}
      />
      {permitNo.length >= 4 && (
        <PurposeGate
          stated={stated}
          onState={(purpose) =>
            void navigate({ to: '/permits', replace: true, ...purposePlace(purpose, { permitNo }) })
          }
        >
          <Permit permitNo={permitNo} stated={stated} />
        </PurposeGate>
      )}
    </div>
  )
}

function Permit({ permitNo, stated }: { permitNo: string; stated: StatedPurpose }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const permit = useRegistry('lookUpPermit', { params: { city }, body: { ...stated, permitNo } })
  return (
    <Reading query={permit}>
      {(known) => (
        <article className="aj-permit" data-testid="permit">
          <h2>
            {known.name} <span className="aj-state">{openWord('permit.state', known.state, w)}</span>
          </h2>
          <Facts
            rows={[
              fact(w('file.permitNo'), <span className="aj-figure">{known.permitNo}</span>),
              fact(w('file.issuedOn'), formatDay(known.issuedOn, language)),
              fact(w('permit.validTo'), formatDay(known.validToOn, language)),
              fact(w('receipt.address'), known.standardText),
              fact(w('file.stockNo'), known.stockNo ?? '—'),
            ]}
          />
          {known.state !== 'ended' && <PermitEndorsement permitId={known.permitId} />}
          {known.state === 'in-force' && (
            <Link to="/address-changes/$permitId" params={{ permitId: known.permitId }} data-testid="change-address">
              {w('move.open')}
            </Link>
          )}{' '}
          <Link to="/persons/$personId/objections" params={{ personId: known.personId }} data-testid="objections">
            {w('objection.open')}
          </Link>{' '}
          <Link to="/cards/$permitId" params={{ permitId: known.permitId }} data-testid="card-desk">
            {w('card.open')}
          </Link>{' '}
          <Link to="/persons/$personId" params={{ personId: known.personId }} {...purposePlace(stated)}>
            {w('file.person')}
          </Link>
        </article>
      )}
    </Reading>
  )
}
