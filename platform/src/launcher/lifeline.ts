/** Set for a program whose input is a pipe held by the process that started it. */
export const lifelineVariable = 'ANJU_LIFELINE'

/** One Ctrl-C reaches us several times: from the terminal, from npm and from the script before us. */
const sameRequestMs = 1500

/**
 * Resolves once this program should end: asked by SIGINT or SIGTERM, or because whoever started it is gone (its end
 * of the pipe closed, which happens even after kill -9). Asked once more after a while, it ends at once.
 * Call it before {@link announceReady}, so that no request comes too early to be heard.
 */
export async function untilAskedToStop(env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    let askedAtMs: number | undefined
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        askedAtMs ??= performance.now()
        if (performance.now() - askedAtMs > sameRequestMs) process.exit(130)
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
