import type { OFFICIALS } from '@anju/dev/cast.ts'
import type { Page } from 'playwright-core'
import type { CaseIds } from './every-case.ts'
import { citizenPages, counterPages } from './face-page.ts'
import type { Visit } from './open-pages.ts'

export type Who = keyof typeof OFFICIALS | 'resident' | 'nobody'
type Plan = {
  readonly who?: readonly Who[]
  /** What stands behind the address. */
  readonly query?: string
  readonly act?: (page: Page) => Promise<unknown>
}

const AT_THE_WINDOW = '?purpose=at-the-window'
const press = (testId: string) => (page: Page) => page.getByTestId(testId).click()

/** Who opens a page of the counter face, and what else has to be done there; any other page a clerk opens as it is. */
const COUNTER: Readonly<Record<string, Plan>> = {
  '/': { who: ['clerk', 'auditAdministrator'] },
  '/enrol': { who: ['nobody'] },
  '/queue': { who: ['clerk', 'stationHead'], query: '?all=1' },
  '/persons/$personId': { who: ['deputyHead'], query: AT_THE_WINDOW, act: press('erasure-open') },
  '/permits': {
    query: AT_THE_WINDOW,
    act: (page) => typed(page, 'field-permitNo', '4406992016071500001'),
  },
  '/dwellings': { query: '?q=hit' },
  '/applications/new': { query: `?condition=dwelling&registration=$registrationId` },
  '/fees': { who: ['stationHead'] },
  '/erasures': { who: ['deputyHead'] },
  '/system/audit': { who: ['auditAdministrator'] },
  '/system/audit/$caseId': { who: ['auditAdministrator'] },
  '/system/looks': { who: ['auditAdministrator'] },
  '/system/access': { who: ['auditAdministrator'] },
  '/system/misuse': { who: ['stationHead', 'auditAdministrator'] },
  '/system/cross-area': { who: ['stationHead', 'securityAdministrator'] },
  '/system/users': { who: ['administrator', 'securityAdministrator'] },
  '/system/users/$officialId': { who: ['administrator', 'securityAdministrator'] },
  '/system/posts': { who: ['securityAdministrator'] },
  '/system/offices': { who: ['administrator'] },
  '/system/approvals': { who: ['securityAdministrator', 'administrator'] },
  '/system/delegations': { who: ['stationHead', 'securityAdministrator'] },
  '/system/confirmations': { who: ['securityAdministrator'] },
  '/system/roster': { who: ['administrator'] },
  '/system/security': { who: ['securityAdministrator'] },
  '/system/simulations': { who: ['administrator'] },
  '/system/simulations/$simulationId': { who: ['administrator'] },
  '/my': { who: ['resident'] },
  '/my/looks': { who: ['resident'] },
  '/my/declare': { who: ['resident'] },
}
/** Pages on which nothing stands that anybody wrote into a table, or nothing before somebody asked for it. */
export const WITHOUT_TEXT: readonly string[] = [
  '/enrol',
  '/registrations/new',
  '/persons',
  '/system/dictionary',
  '/system/parameters',
  '/system/access',
  '/system/roster',
  '/foshan/what-if',
  '/foshan/sign-in',
  '/foshan/my-sessions',
]
const CITIZEN: Readonly<Record<string, readonly Who[]>> = {
  'what-if': ['nobody'],
  'sign-in': ['nobody'],
  departure: ['resident'],
  'my-sessions': ['resident'],
}

async function typed(page: Page, testId: string, text: string): Promise<void> {
  await page.getByTestId(testId).locator('input').fill(text)
  await page.keyboard.press('Enter')
}

/**
 * A visit to every page that the routers of the two faces of the registry have.
 * @param most - how many of each kind of case are opened
 */
export function visitsOf(ids: CaseIds, most: number): readonly Visit<Who>[] {
  const counter = counterPages().flatMap((page) => {
    const { who = ['clerk'], query = '', act } = COUNTER[page] ?? {}
    const name = /\$(\w+)/.exec(page)?.[1]
    const paths =
      name === undefined
        ? [page]
        : (ids[name as keyof CaseIds] ?? []).slice(0, most).map((id) => page.replace(`$${name}`, id))
    return paths.flatMap((path) =>
      who.map((one) => ({
        page,
        path: path + query.replace('$registrationId', ids.registrationId[0] ?? ''),
        who: one,
        ...(act === undefined ? {} : { act }),
      })),
    )
  })
  const citizen = citizenPages().flatMap((page) =>
    (CITIZEN[page] ?? ['nobody']).map((who) => ({ page: `/foshan/${page}`, path: `/foshan/${page}`, who })),
  )
  return [...counter, ...citizen]
}
