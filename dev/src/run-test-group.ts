import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout } from './checkout.ts'
import { runProgram } from './run-program.ts'
import { checks } from './test-plan.ts'
import type { CheckName, TestGroup } from './test-plan.ts'
import { countsVariable, verboseVariable } from './test-reporter.ts'
import type { Counts } from './test-reporter.ts'

const reporter = join(checkout, 'dev', 'src', 'test-reporter.ts')
const sameExamples = join(checkout, 'dev', 'src', 'same-examples.ts')

/** Runs one command whose verdict counts as one test; says why when it fails. */
export async function runCheck(name: CheckName): Promise<Counts> {
  const [program, ...args] = checks[name]
  const { code, output } = await runProgram(join(checkout, 'node_modules', '.bin', program), args, { cwd: checkout })
  if (code === 0) return { passed: 1, failed: 0, failures: [] }
  console.log(`\n✖ ${name}\n${output.slice(-8000)}`)
  return failedAtOnce(`${name}\n${output.slice(-2000)}`)
}

/** Runs the files of a group in processes of their own. A group without a file, or that died, is a failure. */
export async function runTestGroup(
  group: TestGroup,
  env: NodeJS.ProcessEnv,
  output: 'inherit' | 'ignore' = 'inherit',
): Promise<Counts> {
  if (group.files.length === 0) {
    console.log(`\n✖ ${group.name}: 没有测试 · the group has no test`)
    return failedAtOnce(`${group.name}: 没有测试 · the group has no test`)
  }
  const folder = mkdtempSync(join(tmpdir(), 'anju-counts-'))
  const countsFile = join(folder, 'counts.json')
  const args = [
    ...(env['CI'] === 'true' ? ['--import', sameExamples] : []),
    '--test',
    `--test-concurrency=${group.concurrency}`,
    `--test-timeout=${group.timeoutMsMax}`,
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
    ...group.files,
  ]
  const child = spawn(process.execPath, args, {
    cwd: checkout,
    env: { ...env, [countsVariable]: countsFile, ...(group.verbose ? { [verboseVariable]: '1' } : {}) },
    stdio: ['ignore', output, output],
  })
  const code = await new Promise<number | null>((resolve) =>
    child.once('error', () => resolve(127)).once('close', resolve),
  )
  const counts = readCounts(countsFile)
  rmSync(folder, { recursive: true, force: true })
  // A runner that ended badly without naming a failed test, or without any test at all, is a failure of its own.
  if ((code !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0) {
    const ended = `  ✖ ${group.name}: 测试程序以 ${code ?? '信号'} 结束 · the runner ended with ${code ?? 'a signal'}`
    return { ...counts, failed: counts.failed + 1, failures: [...counts.failures, ended] }
  }
  return counts
}

/** The one failure of something that came to no test at all. */
export function failedAtOnce(because: string): Counts {
  return { passed: 0, failed: 1, failures: [`  ✖ ${because}`] }
}

function readCounts(file: string): Counts {
  try {
    const counts: Counts = JSON.parse(readFileSync(file, 'utf8'))
    return counts
  } catch {
    return { passed: 0, failed: 0, failures: [] }
  }
}
