import { spawn } from 'node:child_process'

/** How a program ended and what it said. */
export type Ended = { code: number; output: string }

/** Runs a program to its end and keeps what it says; a program that is not there counts as ended with 127. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMsMax?: number } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const timer =
      options.timeoutMsMax === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.timeoutMsMax)
    const end = (code: number) => {
      clearTimeout(timer)
      resolve({ code, output })
    }
    child.once('error', () => end(127))
    child.once('close', (code) => end(code ?? 1))
  })
}

/** Whether a program of this name can be found. */
export async function isOnPath(name: string): Promise<boolean> {
  return (await runProgram('sh', ['-c', `command -v "$1"`, 'sh', name])).code === 0
}
