/** What happened to a case after the version that somebody had on the screen, oldest first. */
export function whatChanged<Past extends { readonly version: number }>(
  history: readonly Past[],
  seenVersion: number,
): readonly Past[] {
  return history.filter((past) => past.version > seenVersion).sort((a, b) => a.version - b.version)
}
