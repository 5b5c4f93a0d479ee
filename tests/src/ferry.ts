import { exchangeRound, type Beats } from '@anju/server/workers/exchange.ts'
import { openExchangeNode, type ExchangeNode } from '@anju/server/workers/exchange-node.ts'
import type { TwoNodes } from './two-nodes.ts'

/** What goes to and fro between two nodes, under clocks that stand until they are set. */
export type Ferry = {
  /** The registry's side. */
  readonly node: ExchangeNode
  /** Both legal clocks, and the system clock of both, at ten in the morning in China. */
  day(on: string): Promise<void>
  /** Both system clocks go on by so many minutes. */
  wait(minutes: number): void
  /** One round of the registry alone. */
  round(): Promise<boolean>
  /** Files go to and fro until neither has anything to say. */
  cross(): Promise<void>
}

export async function openFerry(nodes: TwoNodes, on: string): Promise<Ferry> {
  let nowMs = 0
  const set = (ms: number) => {
    nowMs = ms
    nodes.card.clock.now = new Date(ms).toISOString()
  }
  const beats: Beats = new Map()
  const { exchange, peers } = nodes
  const plan = { exchange, peers, now: () => new Date(nowMs).toISOString() }
  const day = async (at: string) => {
    set(Date.parse(`${at}T02:00:00.000Z`))
    await nodes.legalDay(at)
  }
  await day(on)
  const node = await openExchangeNode(nodes.registry.deps, plan)
  const round = () => exchangeRound(node, beats, 'test')
  return {
    node,
    day,
    round,
    wait: (minutes) => set(nowMs + minutes * 60_000),
    async cross() {
      for (let turn = 0; turn < 4; turn += 1) {
        await round()
        await nodes.card.round()
      }
      await round()
    },
  }
}
