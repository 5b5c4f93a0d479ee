import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { maySeeResidents } from '@anju/domain/access/may-see-residents.ts'
import { granted, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { decideExport } from '@anju/domain/oversight/decide-look.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { type ColumnKind, writeCsv, writeWorkbook, type Sheet } from '../export/write-sheet.ts'
import { RegistryError } from '../registry-error.ts'
import { claimTally, findTally, recordLookAlert } from '../store/look-tally.ts'
import { listCalls } from './list-calls.ts'
import { listLooks, type LooksAsked } from './list-looks.ts'
import { listQueue } from './list-queue.ts'

export type ExportList = LooksAsked & {
  readonly list: 'queue' | 'calls' | 'looks'
  readonly format: 'xlsx' | 'csv'
  /** The reason. */
  readonly words: string
  readonly all: boolean
  readonly part: string
}

/** The Chinese words of what a list keeps as a code; they stand beside HTTP, because they are the contract's. */
export type ListWords = {
  caseKind(kind: string): string
  caseState(kind: string, state: string): string
  deliveryState(state: string): string
  lookKind(kind: string): string
  /** Of purposes that follow from the work; the others are the city's own. */
  purpose(purpose: string): string
}

export type ExportedList = {
  readonly fileName: string
  readonly mime: string
  readonly base64: string
  readonly rows: number
  readonly personIds: string[]
}

type Table = Pick<Sheet, 'title' | 'columns' | 'rows'> & { readonly personIds: readonly string[] }

const LOOKS_MAX = 2000
const MIMES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/**
 * A list as a file (导出): what the caller sees on the screen, masked as there, under the day's allowance of the pack (I-148). The
 * first and the last row say who took it, when and why; the look is written before it leaves.
 */
export async function exportList(
  deps: Deps,
  act: Act,
  asked: ExportList,
  words: ListWords,
): Promise<Decision<ExportedList>> {
  const { actor } = act
  if (actor.kind !== 'official') throw new RegistryError('not-allowed', 'Only for officials')
  const { looks, workflow } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  if (asked.list === 'looks') {
    const authority = mayPerform(actor, 'read-audit', workflow)
    if (!authority.ok) return authority
  } else {
    const serving = maySeeResidents(actor, workflow)
    if (!serving.ok) return serving
  }
  const table = await tableOf(deps, act, asked, words)
  const rows = table.rows.length
  const key = { officialId: actor.officialId, onDay: civilDateOf(act.at), what: 'export-rows' } as const
  const decision = await act.city.pool.transact(act.scope, async (tx) => {
    const rowsToday = await findTally(tx, key)
    const allowed = decideExport({ rows, rowsToday, reason: asked.words }, looks)
    // Of two exports at once the row lock of the tally decides, not what was read before.
    if (allowed.ok && (await claimTally(tx, key, rows, looks.exportRowsPerDay.value))) return allowed
    const { value: most, law } = looks.exportRowsPerDay
    if (rowsToday + rows > most) await recordLookAlert(tx, key, { most, law, at: act.at })
    return allowed.ok ? decideExport({ rows, rowsToday: most, reason: asked.words }, looks) : allowed
  })
  if (!decision.ok) return refused(...decision.refusals)
  const roleZh = workflow.roles.find(({ role }) => role === actor.role)?.zh ?? actor.role
  const watermark = `${actor.name}（${roleZh}）导出 · ${chinaTime(act.at)} · ${rows} 行${asked.words === '' ? '' : ` · 事由：${asked.words}`}`
  const sheet: Sheet = { ...table, watermark }
  const file = asked.format === 'csv' ? writeCsv(sheet) : await writeWorkbook(sheet)
  return granted(
    {
      fileName: `${table.title}-${civilDateOf(act.at)}.${asked.format}`,
      mime: MIMES[asked.format],
      base64: file.toString('base64'),
      rows,
      personIds: [...new Set(table.personIds)],
    },
    decision.grounds,
  )
}

function tableOf(deps: Deps, act: Act, asked: ExportList, words: ListWords): Promise<Table> {
  if (asked.list === 'queue') return queueTable(deps, act, asked, words)
  return asked.list === 'calls' ? callTable(deps, act, words) : lookTable(deps, act, asked, words)
}

async function queueTable(deps: Deps, act: Act, { all, part }: ExportList, words: ListWords): Promise<Table> {
  const { items } = await listQueue(deps, act, { all, part })
  return {
    title: '待办清单',
    columns: columns(['类别', 10], ['姓名', 12], ['状态', 16], ['自', 12, 'day'], ['期限', 12, 'day'], ['地址', 50]),
    rows: items.map(({ kind, name, state, since, dueOn, standardText }) => [
      words.caseKind(kind),
      name,
      words.caseState(kind, state),
      since,
      dueOn ?? '',
      standardText,
    ]),
    personIds: items.map(({ personId }) => personId),
  }
}

async function callTable(deps: Deps, act: Act, words: ListWords): Promise<Table> {
  const calls = await listCalls(deps, act)
  return {
    title: '待电话联系',
    columns: columns(['姓名', 12], ['手机', 14], ['通知日', 12, 'day'], ['状态', 16], ['内容', 60]),
    rows: calls.map(({ name, mobileMasked, madeOn, state, text }) => [
      name,
      mobileMasked,
      madeOn,
      words.deliveryState(state),
      text,
    ]),
    personIds: calls.map(({ personId }) => personId),
  }
}

async function lookTable(deps: Deps, act: Act, asked: LooksAsked, words: ListWords): Promise<Table> {
  const own = packInForce(deps.packs, act.city.jurisdiction, act.legalOn).looks.purposes.value
  const looks = await listLooks(deps, act, asked, LOOKS_MAX)
  return {
    title: '数据访问日志',
    columns: columns(
      ['时间', 20, 'moment'],
      ['工作人员', 12],
      ['单位', 24],
      ['方式', 10],
      ['被查阅人', 30],
      ['事由', 16],
      ['说明', 24],
      ['办件', 38],
      ['地址', 16],
    ),
    rows: looks.map((look) => [
      chinaTime(look.at),
      look.official,
      look.officeZh,
      words.lookKind(look.kind),
      look.persons.map(({ personId, personName }) => personName || personId).join('、'),
      own.find(({ key }) => key === look.purpose)?.zh ?? words.purpose(look.purpose),
      look.words,
      look.caseId ?? '',
      look.clientIp,
    ]),
    personIds: looks.flatMap(({ persons }) => persons.map(({ personId }) => personId)),
  }
}

function columns(...each: readonly (readonly [string, number, ColumnKind?])[]): Sheet['columns'] {
  return each.map(([header, width, kind = 'text']) => ({ header, width, kind }))
}

/** An instant as the wall clock in China shows it, to the second. */
function chinaTime(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
