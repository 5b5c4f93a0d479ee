import { boundsBroken } from '@anju/domain/policy/national-bounds.ts'
import { readPack } from '@anju/domain/policy/read-pack.ts'
import type { DraftRead } from '@anju/domain/simulation/decide-draft.ts'
import { parse, YAMLParseError } from 'yaml'
import { nationalBounds } from './load-packs.ts'

/** Reads a draft as it is written in a pack file, with every place that is wrong and every bound that it leaves. */
export function parseDraft(text: string): DraftRead {
  let input: unknown
  try {
    input = parse(text)
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    return { ok: false, problems: [error.message.split('\n')[0] ?? error.code] }
  }
  const read = readPack(input)
  if (!read.ok) return read
  const broken = nationalBounds().flatMap((bounds) => boundsBroken(read.pack, bounds))
  return { ok: true, pack: read.pack, broken: broken.map(({ key, law }) => `${key} (${law})`) }
}
