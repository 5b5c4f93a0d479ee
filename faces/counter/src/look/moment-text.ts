/** An instant on the wall clock of China, to the minute: 2026-03-05 14:07. */
export function momentText(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
