import type { BrowserContext, Page } from 'playwright-core'

/** What a page did that no text may make it do. */
export type XssWatch = { readonly seen: string[]; readonly watch: (page: Page) => void }

/** Watches every page of a context: dialogs, calls of `hit`, requests for `/xss-…`, requests to anybody else, reports of the policy. */
export async function watchForScript(context: BrowserContext, origin: string, seen: string[] = []): Promise<XssWatch> {
  await context.exposeBinding('hit', ({ page }) => void seen.push(`hit on ${page.url()}`))
  await context.exposeBinding('stopped', (_source, what: string) => void seen.push(what))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { stopped } = window as unknown as { stopped: (what: string) => void }
      stopped(`policy: ${event.violatedDirective} ${event.blockedURI} on ${location.pathname}`)
    })
  })
  const watch = (page: Page): void => {
    page.on('dialog', (dialog) => {
      seen.push(`dialog on ${page.url()}`)
      void dialog.dismiss()
    })
    page.on('pageerror', (error) => seen.push(`error on ${page.url()}: ${error.message}`))
    page.on('request', (request) => {
      const url = request.url()
      const own = url.startsWith(origin) || url.startsWith('blob:') || url.startsWith('data:')
      if (!own || url.includes('/xss-') || url.includes('/reports/')) seen.push(`request ${url}`)
    })
  }
  return { seen, watch }
}
