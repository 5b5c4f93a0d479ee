import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { decompress } from 'wawoff2'

const FOLDER = dirname(createRequire(import.meta.url).resolve('hanamin/package.json'))
const SLICE = /url\((HanaMin[^)]+\.woff2)\) format\("woff2"\);unicode-range:([^}]+)/gu

type Slice = { readonly file: string; readonly ranges: readonly (readonly [number, number])[] }
let slices: readonly Slice[] | undefined

/** Which slices of the typeface for rare characters a text needs, by file name, sorted; none for nearly everybody. */
export function rareSlicesFor(text: string): readonly string[] {
  const rare = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0).filter(isRare)
  if (rare.length === 0) return []
  slices ??= readSlices()
  const files = slices
    .filter(({ ranges }) => rare.some((point) => ranges.some(([from, to]) => point >= from && point <= to)))
    .map(({ file }) => file)
  return [...new Set(files)].toSorted()
}

/** A slice as TrueType; it comes as WOFF2, which no typesetter reads. */
export async function unpackSlice(file: string): Promise<Buffer> {
  return Buffer.from(await decompress(readFileSync(join(FOLDER, file))))
}

/** CJK extension A, the late additions to the basic block, and everything beyond the basic plane. */
function isRare(point: number): boolean {
  return (point >= 0x3400 && point <= 0x4dbf) || (point >= 0x9fa6 && point <= 0x9fff) || point >= 0x20000
}

function readSlices(): readonly Slice[] {
  const css = readFileSync(join(FOLDER, 'HanaMin.min.css'), 'utf8')
  return [...css.matchAll(SLICE)].map(([, file = '', ranges = '']) => ({
    file,
    ranges: ranges.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-')
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const
    }),
  }))
}
