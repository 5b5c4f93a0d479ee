/** Answers how a request leaves again, or undefined when there is no room and no time to wait. */
export type Gate = {
  readonly enter: () => Promise<(() => void) | undefined>
  /** Requests inside and waiting, for whoever looks after the machine. */
  readonly standing: () => { readonly inside: number; readonly waiting: number }
}

export type GateSize = { readonly insideMax: number; readonly waitingMax: number; readonly waitMsMax: number }

/**
 * Lets so many in at once; a bounded number waits a bounded time, first come first served, and the rest is turned away at
 * once: past the knee a server that takes everybody serves nobody.
 */
export function openGate({ insideMax, waitingMax, waitMsMax }: GateSize): Gate {
  let inside = 0
  const waiting: ((leave: (() => void) | undefined) => void)[] = []
  const admit = (): (() => void) => {
    inside += 1
    let left = false
    return () => {
      if (left) return
      left = true
      inside -= 1
      waiting.shift()?.(admit())
    }
  }
  return {
    async enter() {
      if (inside < insideMax) return admit()
      if (waiting.length >= waitingMax) return undefined
      return new Promise((resolve) => {
        const turn = (leave: (() => void) | undefined): void => {
          clearTimeout(timer)
          resolve(leave)
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1)
          turn(undefined)
        }, waitMsMax)
        waiting.push(turn)
      })
    },
    standing: () => ({ inside, waiting: waiting.length }),
  }
}
