import assert from 'node:assert/strict'
import { it } from 'node:test'
import { filterQueue, movedRow, parseQueueSearch } from './queue-view.ts'

it('an address line from anywhere becomes a view', () => {
  assert.deepEqual(parseQueueSearch({}), { all: '0', kind: 'any', due: 'any', mine: '0' })
  assert.deepEqual(parseQueueSearch({ all: 1, kind: 'application', due: 'overdue', mine: '1' }), {
    mine: '1',
    all: '1',
    kind: 'application',
    due: 'overdue',
  })
  assert.equal(parseQueueSearch({ kind: '<script>' }).kind, 'any')
})

it('filters keep the order of the registry', () => {
  const items = [
    { kind: 'registration', overdue: true, id: 1, assignee: { isMe: false } },
    { kind: 'application', overdue: false, id: 2, assignee: { isMe: true } },
    { kind: 'registration', overdue: false, id: 3, assignee: null },
  ] as const
  const ids = (kind: 'any' | 'registration', due: 'any' | 'overdue', mine: '0' | '1' = '0') =>
    filterQueue(items, { kind, due, mine }).map(({ id }) => id)
  assert.deepEqual(ids('any', 'any'), [1, 2, 3])
  assert.deepEqual(ids('registration', 'any'), [1, 3])
  assert.deepEqual(ids('any', 'overdue'), [1])
  assert.deepEqual(ids('any', 'any', '1'), [2])
})

it('arrow keys stay inside the list', () => {
  assert.equal(movedRow(0, 'ArrowUp', 3), 0)
  assert.equal(movedRow(0, 'ArrowDown', 3), 1)
  assert.equal(movedRow(2, 'ArrowDown', 3), 2)
  assert.equal(movedRow(1, 'End', 3), 2)
  assert.equal(movedRow(1, 'Home', 3), 0)
  assert.equal(movedRow(0, 'ArrowDown', 0), -1)
})
