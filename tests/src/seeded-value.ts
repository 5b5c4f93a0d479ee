import { CITIES, inventedIdNumber } from '@anju/dev/cast.ts'
import { randomFrom } from './random-from.ts'

const random = randomFrom(20_261_122)
const text = (length: number, of: string) => Array.from({ length }, () => of[Math.floor(random() * of.length)]).join('')
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789'
const CITY = CITIES[0]?.city ?? 'foshan'

/** Twenty each of ID numbers, mobiles, tokens, codes and key bytes: values that stand nowhere else, so each trace of one is a leak. */
export const SEEDS: readonly string[] = Array.from({ length: 20 }, (_, at) => [
  inventedIdNumber(CITY, `19${60 + at}-11-0${(at % 9) + 1}`, 711 + at),
  `139${text(8, '0123456789')}`,
  text(43, LETTERS),
  `7${text(5, '0123456789')}`,
  text(64, '0123456789abcdef'),
]).flat()

/** The nth value, round and round: 0 an ID number, 1 a mobile, 2 a token, 3 a code, 4 a key, 5 an ID number again. */
export const seedAt = (at: number): string => SEEDS[at % SEEDS.length] ?? ''

/** A name of two seldom characters, as a person has one. */
export const SEEDED_NAME = '嵬䶮隳'
/** As somebody would write it into `DATABASE_URL`. */
export const SEEDED_PASSWORD = text(24, LETTERS)

/** Which of the values stand in any of the lines. */
export function leaksIn(lines: readonly string[]): readonly string[] {
  return [...SEEDS, SEEDED_NAME, SEEDED_PASSWORD].filter((seed) => lines.some((line) => line.includes(seed)))
}

/** Everything this process writes to standard output and error from now on, instead of writing standard error. */
export function hearConsole(): { readonly lines: readonly string[]; readonly stop: () => void } {
  const lines: string[] = []
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = (bytes: string | Uint8Array) => {
    lines.push(String(bytes))
    return true
  }
  return {
    lines,
    stop: () => {
      process.stderr.write = write
    },
  }
}
