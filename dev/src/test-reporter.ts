import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

/** What a group of tests came to; `failures`: each failed test with its place and the beginning of its reason. */
export type Counts = { passed: number; failed: number; failures: string[] }

/** The file that the counts go to, and whether passed tests are named one by one. */
export const countsVariable = 'ANJU_TEST_COUNTS'
export const verboseVariable = 'ANJU_TEST_VERBOSE'

type Outcome = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>['data']

const counts: Counts = { passed: 0, failed: 0, failures: [] }
const verbose = process.env[verboseVariable] === '1'
/** What a file wrote, kept until we know whether anybody wants to read it. */
const written = new Map<string, string>()
const broken = new Set<string>()
/** How long each file took, in milliseconds. */
const took = new Map<string, number>()
const SLOWEST_MAX = 12
/** Lines of a failure that are said again at the end of the run. */
const REASON_LINES_MAX = 24
const REASON_LINE_MAX = 400

/** Reporter for `node --test`: failures in full with what their file wrote, passed tests only when asked, counts to a file. */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') keep(event.data)
    if (event.type === 'test:pass') yield passed(event.data)
    if (event.type === 'test:fail') yield failed(event.data)
    if (event.type === 'test:summary' && event.data.file !== undefined)
      took.set(short(event.data.file), event.data.duration_ms)
  }
  if (took.size > 1) yield slowest()
  for (const file of broken) {
    const words = (written.get(resolve(file)) ?? '').trim()
    if (words !== '') yield `--- ${short(file)} wrote\n${words.slice(-6000)}\n`
  }
  const path = process.env[countsVariable]
  if (path !== undefined) writeFileSync(path, JSON.stringify(counts))
}

/** Where the time went, for whoever wants a shorter run. */
function slowest(): string {
  const files = [...took].toSorted(([, a], [, b]) => b - a).slice(0, SLOWEST_MAX)
  return `  最慢 · slowest: ${files.map(([file, ms]) => `${file} ${(ms / 1000).toFixed(0)} s`).join(', ')}\n`
}

function passed(test: Outcome): string {
  if (test.details.type === 'suite') return ''
  // A file without a test is reported as a test that passed. It tested nothing.
  if (isFile(test)) return failure(test, 'the file ran no test')
  if (test.skip !== undefined) return failure(test, `skipped (${reason(test.skip)}): nothing is skipped here`)
  if (test.todo !== undefined) return failure(test, `still to do (${reason(test.todo)})`)
  counts.passed += 1
  if (!verbose) return ''
  return `  ✔ ${'  '.repeat(test.nesting)}${test.name} (${(test.details.duration_ms / 1000).toFixed(1)} s)\n`
}

function failed(test: Outcome): string {
  const error = 'error' in test.details ? test.details.error : undefined
  const because = error instanceof Error && 'failureType' in error ? error.failureType : undefined
  // Its failed parts have been counted already.
  if (because === 'subtestsFailed') return ''
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return failure(test, typeof cause === 'string' ? cause : inspect(cause, { depth: 6, breakLength: 120 }))
}

function failure(test: Outcome, what: string): string {
  counts.failed += 1
  const file = test.file ?? ''
  broken.add(file)
  const where = test.line === undefined ? short(file) : `${short(file)}:${test.line}`
  const indented = what.split('\n').map((line) => `      ${line}`)
  const headline = `  ✖ ${isFile(test) ? short(file) : test.name}\n    ${where}\n`
  const beginning = indented.slice(0, REASON_LINES_MAX).map((line) => line.slice(0, REASON_LINE_MAX))
  counts.failures.push(headline + beginning.join('\n'))
  return `${headline}${indented.join('\n')}\n`
}

function keep({ file, message }: { file?: string; message: string }): void {
  if (file === undefined) return
  const path = resolve(file)
  written.set(path, ((written.get(path) ?? '') + message).slice(-20_000))
}

/** Whether this is what stands for a whole file: named like it, in the way the file was named to the runner. */
function isFile(test: Outcome): boolean {
  return test.nesting === 0 && test.file !== undefined && resolve(test.name) === resolve(test.file)
}

function reason(mark: string | boolean): string {
  return typeof mark === 'string' ? mark : 'no reason given'
}

function short(file: string): string {
  return relative(process.cwd(), file)
}
