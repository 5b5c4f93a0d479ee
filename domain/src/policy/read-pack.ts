import { type Pack, packSchema } from './pack.ts'

/** A pack as it was read, or each place that is not as the schema wants it. */
export type PackRead =
  | { readonly ok: true; readonly pack: Pack }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads a pack that may be wrong, as a draft is while somebody writes it. */
export function readPack(input: unknown): PackRead {
  const read = packSchema.safeParse(input)
  if (read.success) return { ok: true, pack: read.data }
  return { ok: false, problems: read.error.issues.map(({ path, message }) => `${path.join('.') || '—'}: ${message}`) }
}
