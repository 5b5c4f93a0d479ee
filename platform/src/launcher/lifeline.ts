/** Set for a program whose input is a pipe held by the process that started it. */
export const lifelineVariable = 'ANJU_LIFELINE'

/**
 * Resolves once this program should end: asked by SIGINT or SIGTERM, or because whoever started it is gone (its end
 * of the pipe closed, which happens even after kill -9). A second signal ends the program at once.
 */
export async function untilAskedToStop(env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130))
        resolve(signal)
      })
    }
    if (env[lifelineVariable] !== '1') return
    process.stdin.once('end', () => resolve('parent gone'))
    process.stdin.once('error', () => resolve('parent gone'))
    process.stdin.resume()
  })
}

/** Tells the one who started us that we are ready, in one line on the output; `facts` go with it. */
export function announceReady(facts: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ ready: true, ...facts })}\n`)
}
