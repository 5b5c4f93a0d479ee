import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { chromium } from 'playwright-core'
import { listSeenScreens, writeContactSheet } from '@anju/tests/contact-sheet.ts'

/** Runs after the journeys of the same run, whose pictures it gathers. */
test('每个地址的画面都有人看过：{中文, 英文} × {1440, 1024}', () => {
  const router = readFileSync(new URL('../../faces/counter/src/app/router.tsx', import.meta.url), 'utf8')
  const routes = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path.replaceAll(/\$\w+/g, '$id'))
  assert.ok(routes.length > 15, 'the routes of the face can no longer be read')
  const seen = new Set(listSeenScreens().map(({ path }) => path))
  // The first address only leads on to the queue or to one's own matters.
  assert.deepEqual(
    routes.filter((route) => route !== '/' && !seen.has(route)),
    [],
  )
})

test('公众的页面也有人看过：{中文, 英文} × {360, 1024}', () => {
  const pages = listSeenScreens().filter(({ face }) => face === 'citizen')
  assert.ok(pages.some(({ path }) => path === '/foshan/what-if'))
  assert.ok(pages.some(({ path }) => path === '/linhe/what-if'))
})

test('画面一览写成一页', async () => {
  const browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '',
    args: (process.env['ANJU_CHROME_ARGS'] ?? '').split(' ').filter((arg) => arg !== ''),
  })
  try {
    assert.ok((await writeContactSheet(browser)) > 20)
  } finally {
    await browser.close()
  }
})
