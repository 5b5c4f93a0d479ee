import { useRouterState } from '@tanstack/react-router'

declare module '@tanstack/history' {
  interface HistoryState {
    /** What somebody or something is looked for by, names and numbers, and why; by the name of their field. */
    typed?: Readonly<Record<string, string>>
  }
}

const NOTHING: Readonly<Record<string, string>> = {}

/**
 * The names and numbers that a page was asked to look for, and the words that say why. They are kept with the page's entry in the browser's history, so going back
 * and loading again show the same, and never in the address line, which servers on the way write down.
 */
export function useTypedWords(): Readonly<Record<string, string>> {
  return useRouterState({ select: ({ location }) => location.state.typed }) ?? NOTHING
}
