import { formatDay } from '@anju/contract/message/format-day.ts'
import { findWord, wordOf } from '@anju/contract/message/find-word.ts'
import { FIELD_WORDS } from '@anju/contract/message/field-words.ts'
import { SIGNED_FIELD_TABLES, SIGNED_FIELD_WORDS } from '@anju/contract/message/signed-field-words.ts'
import { isBlobField, type subjectsOf, textSm3 } from '../usecases/sign-step.ts'
import type { Act, SignedRequest, StepToSign } from '../deps.ts'

export type SigningText = {
  readonly act: Act
  readonly step: StepToSign
  readonly title: { readonly number: string | null; readonly personName: string | null }
  /** The operation in words, as the contract has it. */
  readonly operation: string
  readonly params: unknown
  readonly body: unknown
  /** What the ids in `params` and `body` stand for. */
  readonly subjects: readonly NamedSubject[]
  readonly attachments: SignedRequest['attachments']
  /** Nobody's key will sign it, and the text says so. */
  readonly isDemo: boolean
}

type NamedSubject = Awaited<ReturnType<typeof subjectsOf>>[number]

/** Members of a command that say nothing to a person. */
const SILENT = new Set(['intentId', 'expectedVersion', 'personId'])
const LINES_MAX = 80

/**
 * The text that an official sees before they sign (所见即所签): the step, the case, whose it is, and every entry of the command in
 * words. Made here and nowhere else; the face shows exactly this, and its digest is in what the key signs.
 */
export function signingText(text: SigningText): string {
  const { act, step, title, operation, params, body, attachments, isDemo } = text
  const { actor, city, legalOn } = act
  if (actor.kind !== 'official') throw new Error('Only an official signs a step')
  const known = {
    digests: new Map(attachments.map(({ blobId, sm3 }) => [blobId, sm3])),
    subjects: new Map(text.subjects.map((subject) => [subject.id, subject])),
  }
  // Only where the case itself is not somebody's: an act on an account, a post, a key, a deletion.
  const about = title.personName === null ? aboutWhom(params, body, known) : []
  const card = step.stockNo === undefined ? [] : [`${labelOf('stockNo')}：${step.stockNo}`]
  const lines = [
    `签名事项：${operation}（${wordOf('duty', step.step, 'zh')}：${eventWord(step)}）`,
    `城市：${city.nameZh}`,
    ...(title.number === null ? [] : [`编号：${title.number}`]),
    ...(title.personName === null ? about : [`当事人：${title.personName}`]),
    ...card,
    ...step.beside.map((each) => `同时办理：${wordOf('duty', each.step, 'zh')}：${eventWord(each)}`),
    ...commandLines(body, known).filter((line) => !card.includes(line)),
    `法定日期：${formatDay(legalOn, 'zh')}`,
    `签名人：${actor.name}（${wordOf('role', actor.role, 'zh')}）`,
    ...(actor.delegationId === undefined ? [] : ['以受托代理的岗位签名']),
    ...(isDemo ? ['演示签名：背后没有任何人的密钥'] : []),
  ]
  return lines.join('\n')
}

/** A step that names its card reports on one that is out: the loss of another on its way is an event of the same name. */
function eventWord({ event, stockNo }: Pick<StepToSign, 'event' | 'stockNo'>): string {
  const reports = stockNo === undefined ? [] : ['card-report']
  for (const table of [...reports, 'registration-event', 'application-event', 'case-event', 'endorsement-event']) {
    const word = findWord(table, event, 'zh')
    if (word !== undefined) return word
  }
  return event
}

type Known = { readonly digests: ReadonlyMap<string, string>; readonly subjects: ReadonlyMap<string, NamedSubject> }

/** Whom an act is about that stands in its address, or in the one entry that is not read out as such. */
function aboutWhom(params: unknown, body: unknown, { subjects }: Known): readonly string[] {
  const silent = typeof body === 'object' && body !== null && 'personId' in body ? [body.personId] : []
  const ids = [...Object.values(params ?? {}), ...silent]
  return ids.flatMap((id) => {
    const subject = subjects.get(String(id))
    return subject === undefined ? [] : [`${subject.kind === 'person' ? '当事人' : '办理对象'}：${wordsOf(subject)}`]
  })
}

function wordsOf({ kind, name, role, office, to }: NamedSubject): string {
  const post = role === null ? name : `${name}（${wordOf('role', role, 'zh')}${office === null ? '' : `，${office}`}）`
  return kind === 'loan' ? `${post}的岗位，交给${to ?? ''}` : post
}

function commandLines(body: unknown, known: Known): readonly string[] {
  const lines = entries(body, [], known)
  // The digest says that what is too long to be read here is signed all the same.
  if (lines.length <= LINES_MAX) return lines
  const rest = lines.slice(LINES_MAX)
  return [...lines.slice(0, LINES_MAX), `另有${rest.length}项，摘要 ${textSm3(rest.join('\n'))}`]
}

function entries(value: unknown, path: readonly string[], known: Known): readonly string[] {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) return value.flatMap((item, n) => entries(item, [...path, String(n + 1)], known))
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, item]) =>
      SILENT.has(name) ? [] : entries(item, [...path, name], known),
    )
  return [`${path.map(labelOf).join('·')}：${wordOfValue(path, value, known)}`]
}

function labelOf(name: string): string {
  return SIGNED_FIELD_WORDS[name]?.zh ?? FIELD_WORDS[name]?.zh ?? (/^\d+$/.test(name) ? `第${name}项` : name)
}

function wordOfValue(path: readonly string[], value: unknown, { digests, subjects }: Known): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  const text = String(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(text, 'zh')
  const field = path.findLast((name) => !/^\d+$/.test(name)) ?? ''
  if (isBlobField(field)) return `图像，SM3 ${digests.get(text) ?? '没有存入'}`
  const subject = subjects.get(text)
  if (subject !== undefined) return wordsOf(subject)
  for (const table of SIGNED_FIELD_TABLES[field] ?? []) {
    const word = findWord(table, text, 'zh')
    if (word !== undefined) return word
  }
  // One line each, whatever somebody typed: nothing typed may look like a line of ours.
  return text.replaceAll(/\s+/g, ' ')
}
