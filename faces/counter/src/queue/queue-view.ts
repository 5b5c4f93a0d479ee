export const QUEUE_KINDS = [
  'registration',
  'application',
  'card-case',
  'permit-ending',
  'endorsement',
  'objection',
  'letter',
  'transfer',
  'fee',
] as const
export type QueueKind = (typeof QUEUE_KINDS)[number]

/** What of the queue is on the screen; all of it but the words typed stands in the address. */
export type QueueSearch = {
  readonly all: '0' | '1'
  readonly kind: 'any' | QueueKind
  readonly due: 'any' | 'overdue'
  /** 1: only what was assigned to whoever looks. */
  readonly mine: '0' | '1'
}

export function parseQueueSearch(search: Record<string, unknown>): QueueSearch {
  const kind = search['kind']
  return {
    all: String(search['all']) === '1' ? '1' : '0',
    kind: QUEUE_KINDS.find((each) => each === kind) ?? 'any',
    due: search['due'] === 'overdue' ? 'overdue' : 'any',
    mine: String(search['mine']) === '1' ? '1' : '0',
  }
}

type QueueItem = {
  readonly kind: QueueKind
  readonly overdue: boolean
  readonly assignee: { readonly isMe: boolean } | null
}

/** The rows that the filters leave, in the registry's order: most urgent first. */
export function filterQueue<Item extends QueueItem>(
  items: readonly Item[],
  { kind, due, mine }: Pick<QueueSearch, 'kind' | 'due' | 'mine'>,
): readonly Item[] {
  return items.filter(
    (item) =>
      (kind === 'any' || item.kind === kind) &&
      (due === 'any' || item.overdue) &&
      (mine === '0' || item.assignee?.isMe === true),
  )
}

/** Which row the arrow keys lead to; stays inside the list. */
export function movedRow(current: number, key: string, count: number): number {
  if (count === 0) return -1
  if (key === 'ArrowDown') return Math.min(current + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(current - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return current
}
