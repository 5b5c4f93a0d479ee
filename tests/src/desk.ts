import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { failureFolder } from './screen-folder.ts'
import { takePicture } from './take-picture.ts'

/** How long a screen may take to say what is expected of it. */
const patienceMs = 15_000

/**
 * How every browser of a journey is set: pages stand still, as they do for whoever asks their computer for it. Nothing is pressed
 * while it slides, and no picture catches half a window.
 */
export const SETTLED = { locale: 'zh-CN', reducedMotion: 'reduce' } as const

/** A desk with a browser on it: what one person of the cast does and reads there. */
export class Desk {
  readonly page: Page
  readonly who: string
  readonly face: 'counter' | 'card-service' | 'citizen'
  /** What went wrong inside the pages, which nobody would see on the screen. */
  readonly faults: string[] = []

  constructor(page: Page, who: string, face: Desk['face']) {
    this.page = page
    this.who = who
    this.face = face
    page.setDefaultTimeout(patienceMs)
    page.on('pageerror', (error) => this.faults.push(error.message))
    // Whatever a page tried against its policy is told on the console, and nowhere on the screen.
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted(HTML|Script)|Permissions[- ]Policy/i.test(message.text()))
        this.faults.push(message.text())
    })
  }

  static async open(browser: Browser, link: string, who: string, face: Desk['face']): Promise<Desk> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...SETTLED })
    // What a demo signs is shown in the story of signing in; elsewhere one click more a step would only take time.
    await context.addInitScript(() => {
      localStorage.setItem('anju.demo-signing', localStorage.getItem('anju.demo-signing') ?? 'at-once')
    })
    const desk = new Desk(await context.newPage(), who, face)
    // Whoever sits there for long is asked to verify themselves before an act of high risk; in a demo by a click.
    await desk.page.addLocatorHandler(desk.get('confirm-do'), (button) => button.click())
    await desk.page.goto(link)
    await desk.see('who')
    return desk
  }

  /** Somebody at home with a phone or a computer, signed in nowhere. */
  static async visit(browser: Browser, address: string, who: string): Promise<Desk> {
    const context = await browser.newContext({ viewport: { width: 1024, height: 900 }, ...SETTLED })
    const desk = new Desk(await context.newPage(), who, 'citizen')
    await desk.page.goto(address)
    return desk
  }

  get(testId: string | RegExp): Locator {
    return this.page.getByTestId(testId)
  }

  /** Waits until it stands on the screen. */
  async see(testId: string | RegExp, text?: string | RegExp): Promise<Locator> {
    const found = text === undefined ? this.get(testId) : this.get(testId).filter({ hasText: text })
    await found.first().waitFor()
    return found.first()
  }

  async click(testId: string): Promise<void> {
    await this.get(testId).first().click()
  }

  async fill(testId: string, text: string): Promise<void> {
    // Some controls carry their name on the frame around the input.
    const input = `[data-testid="${testId}"]`
    await this.page.locator(`${input}:is(input, textarea), ${input} :is(input, textarea)`).first().fill(text)
  }

  /** Moves the cursor by keyboard until it stands on an element, as somebody without a mouse does. */
  async tabTo(testId: string): Promise<void> {
    for (let press = 0; press < 60; press += 1) {
      await this.page.keyboard.press('Tab')
      const here = await this.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))
      if (here === testId) return
    }
    throw new Error(`The keyboard does not reach ${testId}`)
  }

  /** A slow network for what reads these addresses, until the answer is called. */
  async holdBack(address: RegExp): Promise<() => Promise<void>> {
    const { promise, resolve } = Promise.withResolvers<void>()
    // Whoever leaves a page takes its open questions along; nothing is left to answer then.
    await this.page.route(address, (route) => promise.then(() => route.continue()).catch(() => undefined))
    return async () => {
      resolve()
      await this.page.unroute(address)
    }
  }

  /** Goes to an address of the same house, as a bookmark would. */
  async go(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.page.url()).href)
  }

  /** Looks at an address again and again until something stands there that comes without anybody's doing. */
  async goUntil(path: string, selector: string): Promise<void> {
    for (const deadline = Date.now() + 45_000; ;) {
      await this.go(path)
      const [found] = await Promise.allSettled([this.page.locator(selector).first().waitFor({ timeout: 2_000 })])
      if (found.status === 'fulfilled') return
      if (Date.now() > deadline) throw found.reason
    }
  }

  path(): string {
    const { pathname, search } = new URL(this.page.url())
    return pathname + search
  }

  async speak(language: 'zh' | 'en'): Promise<void> {
    // By keyboard: a form at the side may lie over the switch.
    await this.get(`language-${language}`).focus()
    await this.page.keyboard.press('Enter')
    await this.page.locator(`[data-testid=language-${language}][aria-pressed=true]`).waitFor()
  }

  /** Sets the legal day with the button in the top bar; what falls due on the way runs before it answers. */
  async setDay(on: string): Promise<void> {
    await this.click('legal-day-open')
    await this.fill('legal-day-input', on)
    await this.click('legal-day-set')
    await this.seeDay('legal-day', on)
    // The card service leaves its little window open.
    if (this.face === 'card-service') await this.page.reload()
    await this.get('legal-day-set').waitFor({ state: 'detached' })
  }

  /** Waits until an element says this day, and that a person can read it in Chinese on the same spot. */
  async seeDay(testId: string, on: string): Promise<void> {
    const place = this.page.locator(`[data-testid="${testId}"][data-day="${on}"]`).first()
    await place.waitFor()
    const [year, month, day] = on.split('-').map(Number)
    const text = (await place.textContent()) ?? ''
    assert.ok(
      text.includes(`${year}年${month}月${day}日`) || text.includes(on) || /[A-Za-z]/.test(text),
      `${testId} is ${on} but reads ${text}`,
    )
  }

  /** Waits until the file on the screen stands in this state. */
  async seeState(kind: 'registration' | 'application', state: string): Promise<void> {
    await this.page.locator(`[data-testid=${kind}-page][data-state="${state}"]`).waitFor()
  }

  /** One act on the file on the screen: its button, its form, and the form closing because the answer was yes. */
  async act(event: string, fillIn: () => Promise<void> = async () => {}): Promise<void> {
    await this.begin(event)
    await fillIn()
    await this.submit(event)
    await this.get(`form-${event}`).waitFor({ state: 'detached' })
    // A form that goes before its drawer has closed leaves an address that opens it again.
    assert.ok(!this.path().includes(`do=${event}`), `the form of ${event} went, its drawer did not`)
  }

  async begin(event: string): Promise<void> {
    await this.click(`action-${event}`)
    await this.see(`form-${event}`)
  }

  async submit(event: string): Promise<void> {
    await this.get(`form-${event}`).getByTestId('submit').click()
  }

  /** The button of an act is there, cannot be pressed, and says why. */
  async seeBarred(event: string, code: string): Promise<string> {
    const why = await this.see(`why-${event}-${code}`)
    assert.equal(await this.get(`action-${event}`).isDisabled(), true, `${event} can be pressed`)
    return (await why.textContent()) ?? ''
  }

  /** A refusal in words, with its clause beside it. */
  async seeRefusal(code: string): Promise<string> {
    const line = await this.see(`refusal-${code}`)
    const text = (await line.textContent()) ?? ''
    assert.ok((await line.locator('.aj-clause').count()) > 0, `${code} names no clause: ${text}`)
    return text
  }

  /** Reloads until the file stands in this state: what other programs do shows without anybody here acting. */
  async awaitState(state: string): Promise<void> {
    const from = Date.now()
    for (;;) {
      const page = await this.see('application-page')
      const now = await page.getAttribute('data-state')
      if (now === state) return
      if (Date.now() - from > 3 * patienceMs) throw new Error(`Waited for ${state}; the file stands at ${now}.`)
      await Promise.all([this.page.waitForResponse(/\/api\//), this.page.reload()])
    }
  }

  async putPicture(testId: string, picture: Buffer): Promise<void> {
    const input = this.get(testId).locator('input[type=file]')
    await input.setInputFiles({ name: 'portrait.png', mimeType: 'image/png', buffer: picture })
    await this.get(testId).locator('img').waitFor()
  }

  /** Keeps what the screen showed when a journey failed. */
  async keepFailure(name: string): Promise<string> {
    mkdirSync(failureFolder, { recursive: true })
    const stem = `${failureFolder}/${name}-${this.who}`
    await takePicture(this.page, { path: `${stem}.png`, fullPage: true })
    const text = await this.page.locator('body').innerText()
    writeFileSync(`${stem}.txt`, `${this.page.url()}\n${this.faults.join('\n')}\n\n${text}\n`)
    return stem
  }
}
