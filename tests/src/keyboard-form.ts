import type { Page } from 'playwright-core'
import type { CastPerson } from '@anju/dev/cast.ts'

/** What is typed at each field of a form; several texts where a field has several lists. */
export type Answers = Readonly<Record<string, string | readonly string[]>>

type Place = {
  readonly field: string
  readonly kind: 'text' | 'list' | 'chosen-list' | 'boxes' | 'proposals' | 'end' | 'other'
}

const MARKED = '.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active'

/**
 * Fills in a form by keyboard alone: types the answer of whatever field the cursor stands in and presses Enter, until
 * the cursor stands on the button that hands it in. Nothing is clicked; where the screen does not lead, this fails.
 */
export async function typeForm(page: Page, answers: Answers): Promise<readonly string[]> {
  const left = new Map(Object.entries(answers).map(([field, texts]) => [field, [texts].flat()]))
  const visited: string[] = []
  await untilLedOn(page)
  for (let step = 0; step < 90; step += 1) {
    const place = await placeOf(page)
    if (place.kind === 'end') {
      const untyped = [...left].filter(([, texts]) => texts.length > 0).map(([field]) => field)
      if (untyped.length > 0)
        throw new Error(`The cursor never came to ${untyped.join(', ')}; it saw ${visited.join(' ')}`)
      return visited
    }
    visited.push(place.field)
    await rememberPlace(page)
    await typeHere(page, place, place.kind === 'chosen-list' ? undefined : left.get(place.field)?.shift())
    await untilLedOn(page)
  }
  throw new Error(`The form did not end: ${visited.join(' ')}`)
}

async function typeHere(page: Page, place: Place, text: string | undefined): Promise<void> {
  const { keyboard } = page
  // Enter would open a list that nothing is to be chosen from.
  if (text === undefined) return keyboard.press(place.kind === 'list' ? 'Tab' : 'Enter')
  switch (place.kind) {
    case 'list':
      await keyboard.press('Enter')
      await keyboard.type(text)
      await page.locator(MARKED, { hasText: text }).first().waitFor()
      return keyboard.press('Enter')
    case 'proposals':
      await keyboard.type(text)
      await page.locator('.ant-select-item-option', { hasText: text }).first().waitFor()
      await keyboard.press('ArrowDown')
      await page.locator(MARKED, { hasText: text }).first().waitFor()
      return keyboard.press('Enter')
    case 'boxes':
      return keyboard.press(text)
    default:
      await keyboard.type(text)
      return keyboard.press('Enter')
  }
}

async function rememberPlace(page: Page): Promise<void> {
  await page.evaluate(() => {
    ;(window as { came?: Element | null }).came = document.activeElement
  })
}

/** Waits until the screen has put the cursor somewhere else, into a field or on the button at the end. */
async function untilLedOn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const here = document.activeElement
    const isPlace = here?.closest('[data-field], [data-testid=submit]') != null
    return isPlace && (window as { came?: Element | null }).came !== here
  })
}

/** Where the cursor stands. */
async function placeOf(page: Page): Promise<Place> {
  return page.evaluate((): Place => {
    const here = document.activeElement
    const field = here?.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? ''
    if (here?.getAttribute('data-testid') === 'submit') return { field: 'submit', kind: 'end' }
    if (here instanceof HTMLInputElement && here.type === 'radio') return { field, kind: 'boxes' }
    const select = here?.closest('.ant-select')
    if (select?.classList.contains('ant-select-auto-complete'))
      return { field, kind: field === 'dwellingSearch' ? 'proposals' : 'text' }
    if (select != null) return { field, kind: select.getAttribute('data-chosen') === 'yes' ? 'chosen-list' : 'list' }
    return { field, kind: here instanceof HTMLInputElement ? 'text' : 'other' }
  })
}

/** A whole declaration of somebody from elsewhere, as a clerk keys it in; `home` finds the dwelling in the register. */
export function declarationAnswers(
  person: CastPerson,
  home: string,
  arrivedOn: string,
  hukou: readonly string[],
): Answers {
  return {
    idNumber: person.idNumber,
    name: person.name,
    ethnicity: '汉',
    mobile: person.mobile,
    hukouDivision: hukou,
    hukouDetail: person.hukouDetail,
    dwellingSearch: home,
    arrivedOn: arrivedOn.replaceAll('-', ''),
    movedInOn: arrivedOn.replaceAll('-', ''),
    placeType: '1',
    reason: '1',
    livingMode: '1',
    education: '初中',
    politics: '群众',
    marital: '2',
    employment: '1',
    employerName: '南风陶瓷有限公司',
    occupation: '制造',
  }
}
