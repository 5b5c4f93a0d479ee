import type { FastifyInstance as App } from 'fastify'
import { REPORTS_PATH } from './content-policy.ts'
import { openRequestRate } from './request-rate.ts'

const REPORT_BYTES_MAX = 16_384
const REPORTS_PER_MINUTE = 60
const LINES_OF_REPORT_MAX = 10

/** One thing a page tried and might not do. Addresses are cut to path and origin: what stands behind a `?` can be personal. */
export type BrowserReport = {
  readonly kind: string
  readonly directive: string
  readonly blocked: string
  readonly page: string
  readonly source: string
  readonly line: number
}

/**
 * Where browsers report what the policy of a page stopped. Anybody can write here, so it is small, seldom and only ever read
 * by people: sixty requests a minute for all, and each value short and on one line.
 */
export function hearBrowserReports(app: App, onReport: (report: BrowserReport) => void): void {
  const rate = openRequestRate(REPORTS_PER_MINUTE)
  void app.register(async (scope) => {
    for (const type of ['application/csp-report', 'application/reports+json', 'application/json']) {
      if (scope.hasContentTypeParser(type)) scope.removeContentTypeParser(type)
      scope.addContentTypeParser(type, { parseAs: 'string', bodyLimit: REPORT_BYTES_MAX }, (_request, body, done) =>
        done(null, body),
      )
    }
    scope.post(REPORTS_PATH, async (request, reply) => {
      const wait = rate.ask('all', performance.now())
      if (wait > 0) return reply.status(429).header('retry-after', String(wait)).send()
      for (const report of browserReports(request.body)) onReport(report)
      return reply.status(204).send()
    })
  })
}

/** Reads both forms: one `csp-report`, or a list of reports. What is neither is no report. */
export function browserReports(body: unknown): readonly BrowserReport[] {
  const sent = parse(body)
  const listed = Array.isArray(sent) ? sent.slice(0, LINES_OF_REPORT_MAX) : [sent]
  return listed.flatMap((each) => {
    const fields = fieldsOf(each)
    const told = fieldsOf(fields['csp-report'] ?? fields['body'])
    const directive = text(told['effective-directive'] ?? told['effectiveDirective'] ?? told['violated-directive'])
    if (directive === '') return []
    const line = told['line-number'] ?? told['lineNumber']
    return [
      {
        kind: text(fields['type'] ?? 'csp-violation'),
        directive,
        blocked: address(told['blocked-uri'] ?? told['blockedURL']),
        page: address(told['document-uri'] ?? told['documentURL'] ?? fields['url']),
        source: address(told['source-file'] ?? told['sourceFile']),
        line: typeof line === 'number' ? line : 0,
      },
    ]
  })
}

function parse(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200).replaceAll(/[^\x20-\x7e]/g, '?') : ''
}

function address(value: unknown): string {
  const cut = text(value).split(/[?#]/)[0] ?? ''
  // A one-time link or an identifier in a path is nobody's business in a log.
  return cut.replaceAll(/[\w-]{20,}/g, '…')
}
