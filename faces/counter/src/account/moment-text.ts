import { addHours } from '@anju/domain/kernel/plain-date.ts'

/** A system instant as the clock on the wall shows it, `2016-03-07 10:05`. */
export function momentText(at: string): string {
  return addHours(at, 8).slice(0, 16).replace('T', ' ')
}
