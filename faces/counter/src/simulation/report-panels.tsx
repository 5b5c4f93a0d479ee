import { DIRECTION_WORDS, FIGURE_WORDS, SIDE_WORDS, STANDING_WORDS } from '@anju/contract/message/simulation-words.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import type { Words } from '@anju/contract/message/words.ts'
import { type Language, useLanguage } from '@anju/face-kit/language.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type CounterWord, useCounterWords } from '../counter-words.ts'
import { BarPicture } from './bar-picture.tsx'
import { partOf } from '../rule/parameter-rows.ts'
import { partWord } from '../rule/parameter-words.ts'
import { meanMoved, movedBars, packText, reasonRows, reasonText, type Report, sideBars } from './report-view.ts'

type Row = { readonly key: string; readonly cells: readonly ReactNode[] }

/** What a draft would change: the values, the sides, the figures with their pictures, the clauses, the samples. */
export function ReportPanels({ report }: { report: Report }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { tally, changed, seconds } = report
  const sideOf = (key: string) =>
    key === 'gain' || key === 'lose' || key === 'both' || key === 'move' ? SIDE_WORDS[key][language] : key
  return (
    <>
      <p className="aj-faint" data-testid="simulation-took">
        {w('simulation.took', { persons: tally.persons.toLocaleString('en-US'), seconds: Math.round(seconds) })}
      </p>
      <Panel title={w('simulation.sides')} testId="simulation-sides">
        <BarPicture title={w('simulation.sides')} bars={sideBars(tally)} of={tally.persons} labelOf={sideOf} />
        <p>
          {w('simulation.same')} {(tally.persons - tally.changed).toLocaleString('en-US')}
        </p>
      </Panel>
      <Panel title={w('simulation.values')} testId="simulation-values">
        <Table
          columns={['key', 'now', 'then', 'law']}
          rows={changed.map(({ key, before, after, law }) => ({
            key,
            cells: [
              <span key="k">
                {partWord(partOf({ key }), language)} <code className="aj-faint">{key}</code>
              </span>,
              packText(before, language),
              packText(after, language),
              <Clause key="l" law={law} />,
            ],
          }))}
        />
      </Panel>
      <Panel title={w('simulation.figures')} testId="simulation-figures">
        <Figures report={report} />
      </Panel>
      <Panel title={w('simulation.reasons')} testId="simulation-reasons">
        <Table
          columns={['law', 'reason', 'persons']}
          rows={reasonRows(tally.reasons).map(([law, key, persons]) => ({
            key: `${law} ${key}`,
            cells: [<Clause key="l" law={law} />, reasonText(key, language), persons.toLocaleString('en-US')],
          }))}
        />
      </Panel>
      <Panel title={w('simulation.samples')} testId="simulation-samples">
        <Samples report={report} />
      </Panel>
    </>
  )
}

function Figures({ report }: { report: Report }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { figures } = report.tally
  if (figures.length === 0) return <p className="aj-empty">{w('simulation.nothing')}</p>
  const unitOf = (figure: string) => w(figure === 'residenceYears' ? 'simulation.unit.years' : 'simulation.unit.days')
  return (
    <>
      <Table
        columns={['figure', 'direction', 'persons', 'mean']}
        rows={figures.map((each) => {
          const mean = meanMoved(each)
          return {
            key: `${each.figure} ${each.direction}`,
            cells: [
              FIGURE_WORDS[each.figure][language],
              DIRECTION_WORDS[each.direction][language],
              each.persons.toLocaleString('en-US'),
              mean === undefined ? '—' : `${mean.toFixed(1)} ${unitOf(each.figure)}`,
            ],
          }
        })}
      />
      {figures
        .filter((each) => each.figure !== 'residenceYears' && meanMoved(each) !== undefined)
        .map((each) => {
          const title = w('simulation.histogram', {
            figure: FIGURE_WORDS[each.figure][language],
            direction: DIRECTION_WORDS[each.direction][language],
            unit: unitOf(each.figure),
          })
          return (
            <div key={title}>
              <h3>{title}</h3>
              <BarPicture title={title} bars={movedBars(each)} of={each.persons} labelOf={(key) => key} />
            </div>
          )
        })}
    </>
  )
}

function Samples({ report }: { report: Report }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <Table
      columns={['figure', 'direction', 'receipt', 'now', 'then']}
      rows={report.tally.figures.flatMap((each) =>
        each.samples.map(({ personId, receiptNo, before, after }) => ({
          key: `${each.figure} ${each.direction} ${personId}`,
          cells: [
            FIGURE_WORDS[each.figure][language],
            DIRECTION_WORDS[each.direction][language],
            <Link key="p" to="/persons/$personId" params={{ personId }}>
              {receiptNo ?? w('simulation.person')}
            </Link>,
            worded(before, language),
            worded(after, language),
          ],
        })),
      )}
    />
  )
}

/** A date or number as it is, a standing in words. */
function worded(value: string | number | null, language: Language): string | number {
  if (value === null) return '—'
  const known = Object.entries<Words>(STANDING_WORDS).find(([standing]) => standing === value)
  return known?.[1][language] ?? value
}

function Panel({ title, testId, children }: { title: string; testId: string; children: ReactNode }) {
  return (
    <section className="aj-panel aj-simulation-panel" data-testid={testId}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

type Column = CounterWord extends infer Word ? (Word extends `simulation.column.${infer Name}` ? Name : never) : never

function Table({ columns, rows }: { columns: readonly Column[]; rows: readonly Row[] }) {
  const w = useCounterWords()
  if (rows.length === 0) return <p className="aj-empty">{w('simulation.nothing')}</p>
  return (
    <table className="aj-plain-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {w(`simulation.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              // The cells of a row never change their order.
              // oxlint-disable-next-line react/no-array-index-key
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
