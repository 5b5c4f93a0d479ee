/** The civil date in Asia/Shanghai, which has been eight hours ahead all through. */
export function civilDay(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}
