import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button, Input, Segmented, Switch } from 'antd'
import { useRef, useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useTypedWords } from '../app/typed-words.ts'
import { ExportButton } from '../look/export-button.tsx'
import { useCounterWords } from '../counter-words.ts'
import { QueueTable } from './queue-table.tsx'
import { filterQueue, movedRow, parseQueueSearch, type QueueSearch, QUEUE_KINDS } from './queue-view.ts'

const route = getRouteApi('/queue')

/** 工作台: what waits for the person at this desk, most urgent first. */
export function QueuePage(): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const session = useSession()
  const search = route.useSearch()
  const { q = '' } = useTypedWords()
  const navigate = useNavigate()
  const queue = useRegistry(
    'listQueue',
    { params: { city: session.city }, body: { all: search.all, q } },
    { keepPrevious: true },
  )
  const show = (change: Partial<QueueSearch>, typed = q) =>
    void navigate({
      to: '/queue',
      search: (before) => ({ ...parseQueueSearch(before), ...change }),
      state: { typed: { q: typed } },
      replace: true,
    })
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.queue')}</h1>
        <span className="aj-faint">{w('queue.keys')}</span>
        <ExportButton asked={{ list: 'queue', all: search.all, q }} />
        {hasDuty(session, 'register') && (
          <Button
            type="primary"
            data-testid="action-declare-at-window"
            onClick={() => void navigate({ to: '/registrations/new' })}
          >
            {w('queue.newRegistration')}
          </Button>
        )}
      </header>
      <div className="aj-filters">
        <SearchBox value={q} onSearch={(typed) => show({}, typed)} />
        <Segmented
          value={search.kind}
          options={(['any', ...QUEUE_KINDS] as const).map((kind) => ({
            value: kind,
            label: w(`queue.kind.${kind}`),
          }))}
          onChange={(kind) => show({ kind })}
        />
        <Segmented
          value={search.due}
          options={(['any', 'overdue'] as const).map((due) => ({ value: due, label: w(`queue.due.${due}`) }))}
          onChange={(due) => show({ due })}
        />
        <label className="aj-switch">
          <Switch
            size="small"
            checked={search.all === '1'}
            data-testid="queue-all"
            onChange={(all) => show({ all: all ? '1' : '0' })}
          />
          {w('queue.all')}
        </label>
        <label className="aj-switch">
          <Switch
            size="small"
            checked={search.mine === '1'}
            data-testid="queue-mine"
            onChange={(mine) => show({ mine: mine ? '1' : '0' })}
          />
          {w('access.assigned.mine')}
        </label>
      </div>
      <Reading query={queue}>
        {(answer) => {
          const items = filterQueue(answer.items, search)
          return (
            <>
              <QueueTable items={items} language={language} moveRow={movedRow} />
              <p className="aj-faint" data-testid="queue-total">
                {w('queue.total', { shown: items.length, total: answer.total })}
              </p>
            </>
          )
        }}
      </Reading>
    </div>
  )
}

/** Searches a moment after the last key, so that typing is not a request a letter. */
function SearchBox({ value, onSearch }: { value: string; onSearch: (q: string) => void }) {
  const w = useCounterWords()
  const [text, setText] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const searchSoon = (q: string, pauseMs: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(q.trim()), pauseMs)
  }
  return (
    <Input.Search
      className="aj-search"
      allowClear
      value={text}
      placeholder={w('queue.search')}
      aria-label={w('queue.search')}
      data-testid="queue-search"
      onChange={(event) => {
        setText(event.target.value)
        searchSoon(event.target.value, 250)
      }}
      onSearch={(q) => searchSoon(q, 0)}
    />
  )
}
