/** Points at which a test may make a process die, in dev mode only. */
export const FAILPOINTS = [
  'before-commit',
  'after-commit',
  'after-claim',
  'before-rename',
  'after-rename',
  'before-receipt-apply',
  'after-receipt-apply',
  'before-hand-over',
  'after-hand-over',
  'before-announced',
  'mid-announcing',
  'before-imported',
  'mid-importing',
  'after-batch',
] as const
export type Failpoint = (typeof FAILPOINTS)[number]

/**
 * A function that kills the process with SIGKILL the `nth` time it passes the named point, as a power cut would. `name`
 * or `name:nth`.
 * @throws Error for an unknown name: a test that kills nowhere proves nothing.
 */
export function failpointAt(named: string | undefined, kill: () => void): (name: string) => void {
  if (named === undefined) return () => {}
  const [name, nth = '1'] = named.split(':')
  if (!FAILPOINTS.some((point) => point === name))
    throw new Error(`No failpoint ${named}; there are ${FAILPOINTS.join(', ')}`)
  let left = Number(nth)
  return (passed) => {
    if (passed !== name) return
    left -= 1
    if (left === 0) kill()
  }
}
