/** What became of the lines of an import, counted as it runs. */
export type ImportTally = {
  lines: number
  permits: number
  times: number
  known: number
  rejected: number
  /** Lines refused by each reason; a line may have several. */
  readonly reasons: Map<string, number>
  /** Of those entered: the year in which they expire. */
  readonly expiring: Map<string, number>
}

export function newTally(): ImportTally {
  return { lines: 0, permits: 0, times: 0, known: 0, rejected: 0, reasons: new Map(), expiring: new Map() }
}

const BAR_MAX = 40

/** The end of an import in figures, and a picture of when the permits run out: that is when their holders come. */
export function importReport(tally: ImportTally, isDryRun: boolean): readonly string[] {
  const { lines, permits, times, known, rejected, reasons, expiring } = tally
  const most = Math.max(1, ...expiring.values())
  return [
    isDryRun
      ? '旧证导入（试行，未写入）  dry run, nothing was written'
      : '旧证导入  import of permits from before 2016',
    row('共读 lines', lines),
    row('转入居住证 entered as permits', permits),
    row('只计居住时间 time of residence only', times),
    row('先前已转入 known from before', known),
    row('退回 rejected', rejected),
    ...(reasons.size === 0 ? [] : ['退回原因 reasons']),
    ...[...reasons]
      .toSorted(([, a], [, b]) => b - a)
      .map(([code, count]) => `  ${code.padEnd(34)}${String(count).padStart(9)}`),
    ...(expiring.size === 0 ? [] : ['有效期至 expiring in']),
    ...[...expiring]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(
        ([year, count]) => `  ${year} ${String(count).padStart(9)} ${'█'.repeat(Math.ceil((count / most) * BAR_MAX))}`,
      ),
  ]
}

function row(words: string, count: number): string {
  const width = words.length + (words.match(/\p{Script=Han}/gu)?.length ?? 0)
  return `  ${words}${' '.repeat(Math.max(1, 44 - width))}${String(count).padStart(9)}`
}
