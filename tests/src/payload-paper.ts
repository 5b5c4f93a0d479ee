import { inflateSync } from 'node:zlib'
import { openPaperPress } from '@anju/server/paper/paper-press.ts'
import type { PaperFacts } from '@anju/server/usecases/paper-facts.ts'
import { packPayloads } from './store-payloads.ts'

const PHOTO = 'photo'
/** One transparent pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
/** What makes a PDF do something, or ask somebody, when it is opened. */
const ACTIVE =
  /\/(?:JavaScript|JS|OpenAction|AA|Launch|URI|SubmitForm|ImportData|EmbeddedFiles?|RichMedia|GoToR|GoToE|XFA)\b/

/** Prints payloads into the free texts of form 附件1, as many into each as fit. @returns how many papers, and what in them acts. */
export async function printPayloads(payloads: readonly string[]): Promise<{ papers: number; active: string[] }> {
  const press = openPaperPress()
  const active: string[] = []
  const packs = packPayloads(payloads)
  for (const { hukouDetail, employerName, employerAddress, remark } of packs) {
    const { content } = press.compose(formOf(hukouDetail, { employerName, employerAddress, remark }))
    // oxlint-disable-next-line no-await-in-loop -- one press
    active.push(...activeIn(await press.set(content, new Map([[PHOTO, PIXEL]]))))
  }
  return { papers: packs.length, active }
}

/** Every active thing in a PDF, in what is written openly and in what is packed. */
export function activeIn(pdf: Buffer): readonly string[] {
  const text = pdf.toString('latin1')
  const packed = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: mark }) => {
    try {
      return inflateSync(pdf.subarray(index + mark.length)).toString('latin1')
    } catch {
      return ''
    }
  })
  // Between the objects: their streams are pictures, letters and glyphs, and may hold any bytes.
  const open = text.replaceAll(/stream\r?\n[^]*?endstream/g, '')
  const objects = packed.filter((part) => /^\s*\d+ \d+/.test(part))
  return [open, ...objects].flatMap((part) => ACTIVE.exec(part)?.[0] ?? [])
}

function formOf(detail: string, values: Readonly<Record<string, string>>): Extract<PaperFacts, { kind: 'form' }> {
  return {
    kind: 'form',
    jurisdiction: 'foshan',
    office: '张槎街道流管服务站',
    printedOn: '2016-07-05',
    values: { name: '张国强', idNumber: '44069919880303511X', sex: '1', employment: '3', ...values },
    place: { district: '禅城区', town: '张槎街道', policeStation: '', committee: '大富村委会' },
    hukou: { province: '湖南', city: '邵阳', county: '隆回', detail },
    photo: PHOTO,
    applicantCopies: [],
    agentCopies: [],
    permitIssuedOn: undefined,
    finding: 'true',
    verifier: { name: '黄志豪', on: '2016-01-08' },
    accepter: '陈伟',
    reviewer: undefined,
  }
}
