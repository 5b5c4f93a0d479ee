import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkoutHome, createStateFolder, stateHome } from './state-folder.ts'

test('ANJU_HOME 优先 · ANJU_HOME wins, then the XDG state folder, then ~/.local/state', () => {
  assert.equal(stateHome({ ANJU_HOME: '/srv/安居', XDG_STATE_HOME: '/x', HOME: '/h' }), '/srv/安居')
  assert.equal(stateHome({ XDG_STATE_HOME: '/x', HOME: '/h' }), '/x/anju')
  assert.equal(stateHome({ XDG_STATE_HOME: 'relative', HOME: '/h' }), '/h/.local/state/anju')
  assert.equal(stateHome({ ANJU_HOME: '', HOME: '/h' }), '/h/.local/state/anju')
  assert.throws(() => stateHome({ ANJU_HOME: 'here' }), /absolute/)
})

test('两个检出互不相扰 · two checkouts get two folders, one checkout always the same', () => {
  const one = mkdtempSync(join(tmpdir(), 'anju-test-'))
  const two = mkdtempSync(join(tmpdir(), 'anju-test-'))
  try {
    const env = { HOME: '/h' }
    assert.notEqual(checkoutHome(env, one), checkoutHome(env, two))
    assert.equal(checkoutHome(env, one), checkoutHome(env, `${one}/`))
    assert.equal(checkoutHome({ ANJU_HOME: '/srv/a' }, one), '/srv/a')
  } finally {
    rmSync(one, { recursive: true })
    rmSync(two, { recursive: true })
  }
})

test('仅本人可读 · the folder is closed to others, even when it existed open, and key folders are not made', () => {
  const home = mkdtempSync(join(tmpdir(), 'anju-test-'))
  try {
    const folder = createStateFolder(join(home, '数据 data'))
    assert.equal(statSync(folder.home).mode & 0o777, 0o700)
    assert.equal(statSync(folder.exchange).mode & 0o777, 0o700)
    assert.equal(statSync(folder.registry.keys, { throwIfNoEntry: false }), undefined)
    assert.equal(statSync(folder.cardService.keys, { throwIfNoEntry: false }), undefined)
  } finally {
    rmSync(home, { recursive: true })
  }
})
