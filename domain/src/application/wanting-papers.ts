import { type MissingGroup, noticeItems, type Provided } from './checklist.ts'

/** What a one-time notice has to name, and which of the papers on file it sets aside. */
export type WantingPapers = { readonly missing: readonly string[]; readonly setAside: readonly string[] }

/**
 * Tells what a notice (一次性告知) must list: what the checklist still misses, and those papers on file that the official
 * names because they do not serve (illegible, expired, of somebody else). A paper that was never asked for cannot become
 * wanting, so nothing is added to the closed list (FS-2016-14:二.二).
 *
 * - nothing missing, the lease on file is of another flat: naming `lease` sets it aside
 * - nothing missing, the title is on file: naming `lease` names something superfluous, which the rule of notices refuses
 */
export function wantingPapers(
  items: readonly string[],
  provided: Provided,
  missing: readonly MissingGroup[],
): WantingPapers {
  const setAside = items.filter((item) => provided.materials.some((material) => material === item))
  return { missing: [...new Set([...noticeItems(missing), ...setAside])], setAside }
}
