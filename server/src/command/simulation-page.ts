import {
  DIRECTION_WORDS,
  FIGURE_WORDS,
  movedClasses,
  REACH_WORDS,
  SIDE_WORDS,
} from '@anju/contract/message/simulation-words.ts'
import type { SimulationReport } from '@anju/domain/simulation/simulation-report.ts'
import type { FigureTally } from '@anju/domain/simulation/tally.ts'

/** A report as a page in Markdown, with its pictures drawn in the page itself. */
export function simulationPage(report: SimulationReport): string {
  const { draft, tally, changed, reach, asOf, packs, seconds } = report
  const perSecond = seconds > 0 ? `, ${Math.round(tally.persons / seconds)} persons a second` : ''
  return [
    `# 规则变更试算 Simulation of a change of rules`,
    '',
    `**${draft.zh}** · ${draft.en} (\`${draft.id}\`, in force from ${draft.inForceFrom})`,
    '',
    `Compared with ${packs.map((id) => `\`${id}\``).join(', ')}; the draft taken ${REACH_WORDS[reach].en} (${REACH_WORDS[reach].zh}). Both laws asked on ${asOf}.`,
    `${number(tally.persons)} persons in ${Math.round(seconds)} s${perSecond}. Nobody is named: samples are ids and receipt numbers.`,
    '',
    '## What the draft sets otherwise',
    '',
    ...table(
      ['key', 'now', 'draft', 'clause'],
      changed.map(({ key, before, after, law }) => [`\`${key}\``, `\`${before}\``, `\`${after}\``, law]),
    ),
    '## Who gains, who loses',
    '',
    bars(
      (['gain', 'lose', 'both', 'move'] as const).map((side) => [
        `${SIDE_WORDS[side].zh} ${SIDE_WORDS[side].en}`,
        tally[side],
      ]),
      tally.persons,
    ),
    '',
    ...table(
      ['', 'persons', 'share'],
      [
        ...(['gain', 'lose', 'both', 'move'] as const).map((side) => [
          `${SIDE_WORDS[side].zh} ${SIDE_WORDS[side].en}`,
          number(tally[side]),
          share(tally[side], tally.persons),
        ]),
        [
          '没有变化 unchanged',
          number(tally.persons - tally.changed),
          share(tally.persons - tally.changed, tally.persons),
        ],
      ],
    ),
    '## Which figures',
    '',
    ...table(
      ['figure', 'direction', 'persons', 'with both dates', 'mean'],
      tally.figures.map((each) => [
        `${FIGURE_WORDS[each.figure].zh} ${FIGURE_WORDS[each.figure].en}`,
        `${DIRECTION_WORDS[each.direction].zh} ${DIRECTION_WORDS[each.direction].en}`,
        number(each.persons),
        number(moved(each)),
        mean(each),
      ]),
    ),
    ...tally.figures.filter((each) => each.figure !== 'residenceYears' && moved(each) > 0).flatMap(histogram),
    '## By what is said under the draft only',
    '',
    ...table(
      ['clause', 'reason', 'persons'],
      Object.entries(tally.reasons)
        .toSorted(([, a], [, b]) => b - a)
        .map(([reason, persons]) => [...splitReason(reason), number(persons)]),
    ),
    '## Samples',
    '',
    ...table(
      ['figure', 'direction', 'person', 'receipt', 'now', 'draft'],
      tally.figures.flatMap((each) =>
        each.samples.map(({ personId, receiptNo, before, after }) => [
          FIGURE_WORDS[each.figure].en,
          DIRECTION_WORDS[each.direction].en,
          `\`${personId}\``,
          receiptNo ?? '',
          String(before ?? '—'),
          String(after ?? '—'),
        ]),
      ),
    ),
  ].join('\n')
}

function histogram(each: FigureTally): readonly string[] {
  const classes = movedClasses()
  const rows = each.byDays.map((persons, at): readonly [string, number] => [`${classes[at] ?? ''} days`, persons])
  const { en } = FIGURE_WORDS[each.figure]
  return [
    `### ${FIGURE_WORDS[each.figure].zh} ${en}: ${DIRECTION_WORDS[each.direction].en}`,
    '',
    bars(
      rows.filter(([, persons]) => persons > 0),
      moved(each),
    ),
    '',
  ]
}

const BAR_PX = 420
const LABEL_PX = 210
const ROW_PX = 24

/** Bars as SVG on one line, so that Markdown leaves it alone; the number stands beside each bar. */
function bars(rows: readonly (readonly [string, number])[], of: number): string {
  const most = Math.max(1, ...rows.map(([, value]) => value))
  const drawn = rows.map(([label, value], at) => {
    const y = at * ROW_PX
    const width = Math.round((value / most) * BAR_PX)
    const text = `${number(value)} (${share(value, of)})`
    return `<text x="${LABEL_PX - 8}" y="${y + 16}" text-anchor="end">${label}</text><rect x="${LABEL_PX}" y="${y + 4}" width="${width}" height="16" rx="2" fill="#2f6f8f"/><text x="${LABEL_PX + width + 6}" y="${y + 16}">${text}</text>`
  })
  const height = rows.length * ROW_PX
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${LABEL_PX + BAR_PX + 170}" height="${height}" font-family="sans-serif" font-size="13" role="img">${drawn.join('')}</svg>`
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return ['Nothing.', '']
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}

function splitReason(reason: string): readonly [string, string] {
  const [law = '', key = ''] = reason.split(' ')
  return [law, `\`${key}\``]
}

function moved({ byDays }: FigureTally): number {
  return byDays.reduce((sum, n) => sum + n, 0)
}

function mean(each: FigureTally): string {
  const persons = moved(each)
  if (persons === 0) return '—'
  return `${(each.sum / persons).toFixed(1)} ${each.figure === 'residenceYears' ? 'years' : 'days'}`
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

function share(part: number, of: number): string {
  return of === 0 ? '—' : `${((part / of) * 100).toFixed(1)} %`
}
