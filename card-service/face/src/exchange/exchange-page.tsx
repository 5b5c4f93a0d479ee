import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Table, Tag } from 'antd'
import { callCard, type Answer } from '../app/card-client.ts'
import { GoTo } from '../app/go-to.tsx'
import { useCard } from '../app/use-card.ts'
import { useCardWords, wordOf, type CardWord } from '../card-words.ts'
import { explainRejection, explainWaiting } from './rejection-words.ts'

type Exchange = Answer<'getExchange'>

/** The boundary at a glance: numbers both ways, the last sign of life, what is held, stuck or set aside. */
export function ExchangePage() {
  const w = useCardWords()
  const exchange = useCard('getExchange', {}, 2_000)
  return (
    <>
      <h1>{w('menu.exchange')}</h1>
      <Reading query={exchange}>
        {(known) => (
          <div data-testid="exchange">
            {known.fault !== null && (
              <Alert type="error" showIcon title={w('exchange.fault', { fault: known.fault })} />
            )}
            {known.results.silent && (
              <Alert type="warning" showIcon title={w('exchange.silent')} data-testid="silent" />
            )}
            <div className="cs-columns">
              <Orders exchange={known} />
              <Results exchange={known} />
            </div>
            <WaitingOrders exchange={known} />
            <OpenPackages packages={known.results.open} />
            <Refused records={known.results.refused} />
            <Quarantine files={known.quarantine} />
            <p className="aj-faint">
              {w('exchange.key')} <code>{known.registryKeyId}</code>
            </p>
            <Roster roster={known.roster} />
          </div>
        )}
      </Reading>
    </>
  )
}

function Numbers({ rows }: { rows: readonly (readonly [CardWord, string | number])[] }) {
  const w = useCardWords()
  return (
    <dl className="cs-numbers">
      {rows.map(([word, value]) => (
        <div key={word}>
          <dt>{w(word)}</dt>
          <dd data-testid={word.replace('.', '-')}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Orders({ exchange: { orders } }: { exchange: Exchange }) {
  const w = useCardWords()
  const list = (numbers: readonly number[]) =>
    numbers.length === 0 ? w('exchange.none') : numbers.slice(0, 20).join('、')
  return (
    <section className="cs-panel">
      <h2>{w('exchange.orders')}</h2>
      <Numbers
        rows={[
          ['exchange.appliedUpTo', orders.appliedUpTo],
          ['exchange.appliedAt', instant(orders.appliedAt) ?? w('exchange.never')],
          ['exchange.held', list(orders.held)],
          ['exchange.missing', list(orders.missing)],
        ]}
      />
    </section>
  )
}

function Results({ exchange: { results, waiting } }: { exchange: Exchange }) {
  const w = useCardWords()
  return (
    <section className="cs-panel">
      <h2>{w('exchange.results')}</h2>
      <Numbers
        rows={[
          ['exchange.packedUpTo', results.packedUpTo],
          ['exchange.peerUpTo', results.registryAppliedUpTo],
          ['exchange.waiting', waiting],
          ['exchange.beat', instant(results.registryBeatAt) ?? w('exchange.never')],
        ]}
      />
    </section>
  )
}

function OpenPackages({ packages }: { packages: Exchange['results']['open'] }) {
  const w = useCardWords()
  const queries = useQueryClient()
  const sendAgain = (packageId: string) =>
    void callCard('sendAgain', { params: { packageId } }).then(() => queries.invalidateQueries())
  return (
    <section className="cs-panel">
      <h2>{w('exchange.open')}</h2>
      <Table
        size="small"
        rowKey="packageId"
        dataSource={packages}
        pagination={false}
        locale={{ emptyText: w('exchange.noOpen') }}
        columns={[
          { title: w('exchange.seq'), dataIndex: 'seq' },
          { title: w('exchange.records'), dataIndex: 'records' },
          { title: w('exchange.sends'), dataIndex: 'sends' },
          {
            title: w('exchange.nextSend'),
            render: (_, one) =>
              one.state === 'stuck' ? (
                <span className="aj-overdue">{w('exchange.stuck')}</span>
              ) : (
                instant(one.nextSendAt)
              ),
          },
          {
            title: w('exchange.nacks'),
            render: (_, one) => (one.nacks === 0 ? '' : `${one.nacks} ${one.nackCode ?? ''}`),
          },
          {
            render: (_, one) => (
              <Button size="small" onClick={() => sendAgain(one.packageId)} data-testid="send-again">
                {w('exchange.sendAgain')}
              </Button>
            ),
          },
        ]}
      />
    </section>
  )
}

/** What holds in itself, by officials whose keys are not in the pinned roster. */
function WaitingOrders({ exchange: { waitingOrders } }: { exchange: Exchange }) {
  const w = useCardWords()
  const { language } = useLanguage()
  if (waitingOrders.length === 0) return null
  return (
    <section className="cs-panel" data-testid="waiting-orders">
      <h2>{w('exchange.waitingOrders')}</h2>
      <Table
        size="small"
        rowKey="recordId"
        dataSource={waitingOrders}
        pagination={false}
        columns={[
          {
            title: w('exchange.asks'),
            width: 200,
            render: (_, one) => (
              <>
                {w(`exchange.asks.${one.asks}`)}
                <div className="aj-faint">{one.acceptanceNo}</div>
              </>
            ),
          },
          { title: w('exchange.since'), render: (_, one) => instant(one.receivedAt), width: 170 },
          { title: w('exchange.why'), render: (_, one) => explainWaiting(one.code, language) },
          {
            title: w('exchange.officials'),
            width: 300,
            render: (_, one) =>
              one.code === 'order.official-unknown' &&
              one.officials.map((official) => (
                <div key={official}>
                  <code className="cs-id">{official}</code>
                </div>
              )),
          },
        ]}
      />
    </section>
  )
}

/** Whose keys are taken, by the digest that was read out when the roster was pinned. */
function Roster({ roster }: Pick<Exchange, 'roster'>) {
  const w = useCardWords()
  if (roster === null) return <Alert type="warning" showIcon title={w('exchange.noRoster')} data-testid="no-roster" />
  return (
    <p className="aj-faint" data-testid="roster">
      {w('exchange.roster', { count: roster.officials, at: instant(roster.pinnedAt) ?? '' })} <code>{roster.sm3}</code>
      {roster.demo && <Tag>{w('exchange.rosterDemo')}</Tag>}
    </p>
  )
}

function Refused({ records }: { records: Exchange['results']['refused'] }) {
  const w = useCardWords()
  if (records.length === 0) return null
  return (
    <section className="cs-panel">
      <h2>{w('exchange.refused')}</h2>
      <ul className="cs-plain">
        {records.map((record) => (
          <li key={record.recordId}>
            {record.orderId === null ? (
              wordOf(w, `kind.${record.kind}`)
            ) : (
              <GoTo to={`/orders/${record.orderId}`}>{wordOf(w, `kind.${record.kind}`)}</GoTo>
            )}{' '}
            <code>{record.code}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Quarantine({ files }: { files: Exchange['quarantine'] }) {
  const w = useCardWords()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const clear = (fileSm3: string) =>
    void callCard('clearQuarantine', { params: { fileSm3 } }).then(() => queries.invalidateQueries())
  return (
    <section className="cs-panel">
      <h2>{w('exchange.quarantine')}</h2>
      <Table
        size="small"
        rowKey="fileSm3"
        dataSource={files}
        pagination={false}
        locale={{ emptyText: w('exchange.noQuarantine') }}
        columns={[
          { title: w('exchange.file'), dataIndex: 'fileName' },
          { title: w('exchange.why'), render: (_, file) => `${explainRejection(file.code, language)} ${file.detail}` },
          { title: w('exchange.times'), dataIndex: 'times' },
          { title: w('exchange.found'), render: (_, file) => instant(file.foundAt) },
          {
            render: (_, file) => (
              <Button size="small" onClick={() => clear(file.fileSm3)} data-testid="clear-quarantine">
                {w('exchange.clear')}
              </Button>
            ),
          },
        ]}
      />
    </section>
  )
}

/** An instant as people here read it: Asia/Shanghai, to the second. */
function instant(at: string | null): string | undefined {
  return at === null ? undefined : new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })
}
