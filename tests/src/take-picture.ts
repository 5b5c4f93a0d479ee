import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'

const TRIES = 4
const PAUSE_MS = 500

/** A screenshot. A browser on a busy machine may have no surface to copy at that moment and says so: it is asked again. */
export async function takePicture(page: Page, options: Parameters<Page['screenshot']>[0]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await page.screenshot(options)
      return
    } catch (error) {
      if (tries === TRIES || !String(error).includes('Unable to capture screenshot')) throw error
      await pause(PAUSE_MS)
    }
  }
}
