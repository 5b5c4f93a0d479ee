type Past<Ground> = { readonly version: number; readonly grounds: readonly Ground[] }

/** Why the case stands where it stands: the grounds of the last decision that had any. */
export function latestGrounds<Ground>(history: readonly Past<Ground>[]): readonly Ground[] {
  return [...history].sort((a, b) => b.version - a.version).find((past) => past.grounds.length > 0)?.grounds ?? []
}
