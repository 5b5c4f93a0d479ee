import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { Language } from '@anju/face-kit/language.ts'
import { stateWord, tableWord } from '@anju/face-kit/law-words.ts'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { AssignForm } from '../access/assign-form.tsx'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type QueueItem = AnswerOf<Routes['listQueue']>['items'][number]

type QueueTableProps = {
  readonly items: readonly QueueItem[]
  readonly language: Language
  readonly moveRow: (current: number, key: string, count: number) => number
}

/** A dense table for the keyboard: up and down choose, Enter opens; a click opens too. */
export function QueueTable({ items, language, moveRow }: QueueTableProps) {
  const w = useCounterWords()
  const navigate = useNavigate()
  const session = useSession()
  const [row, setRow] = useState(0)
  const [assigned, setAssigned] = useState<string | null>(null)
  const mayAssign = hasDuty(session, 'assign-case')
  const body = useRef<HTMLTableSectionElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) body.current?.querySelector('tr')?.focus()
  }, [])
  const open = (item: QueueItem) =>
    void (item.kind === 'registration'
      ? navigate({ to: '/registrations/$registrationId', params: { registrationId: item.id } })
      : item.kind === 'application'
        ? navigate({ to: '/applications/$applicationId', params: { applicationId: item.id } })
        : item.kind === 'endorsement'
          ? navigate({ to: '/endorsements/$permitId', params: { permitId: item.id } })
          : item.kind === 'card-case' || item.kind === 'permit-ending'
            ? navigate({ to: '/cards/$permitId', params: { permitId: item.id } })
            : item.kind === 'objection'
              ? navigate({ to: '/persons/$personId/objections', params: { personId: item.personId } })
              : item.kind === 'transfer'
                ? navigate({ to: '/persons/$personId/transfers', params: { personId: item.personId } })
                : item.kind === 'fee'
                  ? navigate({ to: '/fees', search: { on: '' } })
                  : navigate({ to: '/letters/$letterId', params: { letterId: item.id } }))
  if (items.length === 0) return <p className="aj-empty">{w('queue.empty')}</p>
  return (
    <>
      <table className="aj-table" data-testid="queue">
        <thead>
          <tr>
            {(['due', 'kind', 'name', 'state', 'duties', 'address', 'since', 'assignee'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`queue.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          ref={body}
          onKeyDown={(event) => {
            const item = items[row]
            if (event.key === 'Enter' && item !== undefined) open(item)
            if (!['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) return
            event.preventDefault()
            const next = moveRow(row, event.key, items.length)
            setRow(next)
            body.current?.querySelectorAll('tr')[next]?.focus()
          }}
        >
          {items.map((item, index) => (
            <tr
              key={`${item.kind} ${item.id}`}
              tabIndex={index === Math.min(row, items.length - 1) ? 0 : -1}
              data-testid={`queue-row-${item.id}`}
              data-overdue={item.overdue}
              onFocus={() => setRow(index)}
              onClick={() => open(item)}
            >
              <td className="aj-nowrap">
                {item.dueOn === null ? (
                  <span className="aj-faint">—</span>
                ) : (
                  <span className={item.overdue ? 'aj-overdue' : ''}>
                    {item.dueOn}
                    {item.overdue && ` ${w('queue.overdue')}`}
                    {item.provisionalYear !== null &&
                      ` ${w('queue.provisional', { year: String(item.provisionalYear) })}`}
                  </span>
                )}
              </td>
              <td>{w(`queue.kind.${item.kind}`)}</td>
              <td className="aj-nowrap">
                <strong>{item.name}</strong>
              </td>
              <td>
                {stateWord(item.kind, item.state, language)}
                {item.reported !== null && (
                  <strong className="aj-overdue" data-testid="queue-reported">
                    {' '}
                    {w('file.civil')}：{tableWord('civil-event', item.reported, language)}
                  </strong>
                )}
              </td>
              <td>{item.duties.map((duty) => tableWord('duty', duty, language)).join('、') || '—'}</td>
              <td className="aj-address">{item.standardText}</td>
              <td className="aj-nowrap aj-soft">{item.since}</td>
              <AssigneeCell item={item} onAssign={mayAssign ? () => setAssigned(item.caseId) : undefined} />
            </tr>
          ))}
        </tbody>
      </table>
      {assigned !== null && <AssignForm caseId={assigned} onClose={() => setAssigned(null)} />}
    </>
  )
}

type AssigneeCellProps = { readonly item: QueueItem; readonly onAssign: (() => void) | undefined }

/** Who works on it by assignment, and the button of whoever may give it to somebody; it does not open the case. */
function AssigneeCell({ item: { assignee, caseId }, onAssign }: AssigneeCellProps) {
  const w = useCounterWords()
  return (
    <td className="aj-nowrap" onClick={(event) => onAssign !== undefined && event.stopPropagation()}>
      {assignee !== null && <span>{assignee.isMe ? w('access.assignee.me') : assignee.name} </span>}
      {onAssign !== undefined && (
        <Button
          size="small"
          type="text"
          data-testid={`assign-${caseId}`}
          onClick={onAssign}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {w('access.assign.row')}
        </Button>
      )}
    </td>
  )
}
