const TICK_MS = 50

/** So many a second, evenly: what is not used is not saved up beyond one tick. */
export class Pace {
  readonly #perTick: number
  readonly #onMore: () => void
  #credit: number
  #timer: NodeJS.Timeout | undefined
  #paused: NodeJS.Timeout | undefined

  /** @param onMore - called when something may be taken again after it was refused */
  constructor(perSecond: number, onMore: () => void) {
    this.#perTick = (perSecond * TICK_MS) / 1_000
    this.#onMore = onMore
    this.#credit = Math.max(1, this.#perTick)
  }

  /** Whether one more may go now. */
  take(): boolean {
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS)
    if (this.#paused !== undefined || this.#credit < 1) return false
    this.#credit -= 1
    return true
  }

  /** Nothing for so long. */
  pause(ms: number): void {
    clearTimeout(this.#paused)
    this.#paused = setTimeout(() => {
      this.#paused = undefined
      this.#onMore()
    }, ms)
  }

  stop(): void {
    clearInterval(this.#timer)
    clearTimeout(this.#paused)
    this.#timer = undefined
    this.#paused = undefined
  }

  #tick(): void {
    const full = Math.max(1, this.#perTick)
    if (this.#credit >= full) {
      clearInterval(this.#timer)
      this.#timer = undefined
      return
    }
    this.#credit = Math.min(full, this.#credit + this.#perTick)
    if (this.#credit >= 1 && this.#paused === undefined) this.#onMore()
  }
}
