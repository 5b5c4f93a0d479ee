/** Set for a program whose input is a pipe held by the process that started it. */
export const lifelineVariable = 'ANJU_LIFELINE'

/** One Ctrl-C reaches us several times: from the terminal, from npm and from the script before us. */
const sameRequestMs = 1500

let requested: Promise<string> | undefined

/**
 * Resolves once this program should end: asked by SIGINT or SIGTERM, or because whoever started it is gone (its end
 * of the pipe closed, which happens even after kill -9). Asked once more after a while, it ends at once.
 */
export async function untilAskedToStop(env: NodeJS.ProcessEnv): Promise<string> {
  const bySignal = listenForSignals()
  if (env[lifelineVariable] !== '1') return bySignal
  const byParent = new Promise<string>((resolve) => {
    process.stdin.once('end', () => resolve('parent gone'))
    process.stdin.once('error', () => resolve('parent gone'))
    process.stdin.resume()
  })
  const why = await Promise.race([bySignal, byParent])
  // An open input would keep the program alive after its last work is done.
  process.stdin.destroy()
  return why
}

/** One set of listeners for the whole program, from the first who needs them: no request is lost in between. */
async function listenForSignals(): Promise<string> {
  requested ??= new Promise((resolve) => {
    let askedAtMs: number | undefined
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        askedAtMs ??= performance.now()
        if (performance.now() - askedAtMs > sameRequestMs) process.exit(130)
        resolve(signal)
      })
    }
  })
  return requested
}

/** Tells the one who started us that we are ready, in one line on the output; `facts` go with it. */
export function announceReady(facts: Readonly<Record<string, unknown>>): void {
  // From here on we may be asked to stop, and a program that does not listen yet would die of it.
  void listenForSignals()
  process.stdout.write(`${JSON.stringify({ ready: true, ...facts })}\n`)
}
