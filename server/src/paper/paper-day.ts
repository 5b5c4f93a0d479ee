/** A civil date as it stands on paper: 2016年1月5日; empty for none. */
export function dayWords(on: string | undefined | null): string {
  if (on === undefined || on === null || on === '') return ''
  const { year, month, day } = paperDay(on)
  return `${year}年${month}月${day}日`
}

/** The parts of a civil date, as templates take them. @throws RangeError for anything else. */
export function paperDay(on: string): { readonly year: number; readonly month: number; readonly day: number } {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(on) ?? []
  if (year === undefined) throw new RangeError(`Not a civil date: ${on}`)
  return { year: Number(year), month: Number(month), day: Number(day) }
}
