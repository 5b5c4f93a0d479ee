import { type Decision, granted, ground, type Refusal, refusalsOf } from '@anju/domain/kernel/decision.ts'
import { isPaperInFull } from '@anju/domain/oversight/decide-print.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findPaper, listPapersOf, lockCase, openPaper, recordPaper } from '../store/paper.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { claimPrint } from './claim-print.ts'
import { readBlob } from './keep-blob.ts'
import { loadPaperFacts } from './load-paper-facts.ts'
import { findOfficialNames } from '../store/office.ts'
import { findAssignableCase } from '../store/opening.ts'
import { findRegistration } from '../store/registration.ts'
import { type PaperFacts, type PaperKind, PAPER_KINDS_OF, type PaperSubject } from './paper-facts.ts'
import { stopLookOnly } from './stop-look-only.ts'

/** What makes a file of facts; it stands beside HTTP, because it needs the words of the contract. */
export type PaperPress = {
  /** The words of a paper, ready to be set, and the images it shows, by the id they are kept under. */
  compose(facts: PaperFacts): {
    readonly content: Readonly<Record<string, unknown>>
    readonly images: readonly string[]
  }
  set(content: Readonly<Record<string, unknown>>, images: ReadonlyMap<string, Buffer>): Promise<Buffer>
  digest(pdf: Buffer): Buffer
}

export type PrintPaper = {
  readonly intentId: string
  readonly kind: PaperKind
  readonly subjectId: string
  /** What it is for, where it is no part of today's work; no part of the intent. */
  readonly purpose?: string | undefined
}
export type PrintedPaper = CarriedOut & { readonly personId: string; readonly pdf: Buffer }

/**
 * Prints a paper of a case (打印): one state of the case on it and no mixture, whatever happens meanwhile. It is kept with
 * every word, and that it was printed stands in the ledger.
 * @returns the file, or why there is no such paper yet.
 */
export async function printPaper(
  deps: Deps,
  act: Act,
  command: PrintPaper,
  press: PaperPress,
): Promise<Decision<PrintedPaper>> {
  const personOf = async (db: Db) => (await findAssignableCase(db, command.subjectId))?.person_id
  return stopLookOnly(deps, act, personOf, async () => {
    const claimed = await claimForm(deps, act, command)
    return claimed.ok ? printClaimed(deps, act, command, press) : claimed
  })
}

/** Before the paper is made, so that what was counted or told of a refusal stays. Also of a repeated command, which prints as well. */
async function claimForm(deps: Deps, act: Act, { kind, subjectId, purpose }: PrintPaper): Promise<Decision<null>> {
  if (!isPaperInFull(kind)) return granted(null, [])
  return act.city.pool.transact(act.scope, async (tx) => {
    const row = await findRegistration(tx, subjectId)
    if (row === undefined) throw new RegistryError('not-found', 'No such registration within reach')
    return claimPrint(deps, tx, act, { kind, personId: row.person_id, purpose })
  })
}

async function printClaimed(
  deps: Deps,
  act: Act,
  { intentId, kind, subjectId }: PrintPaper,
  press: PaperPress,
): Promise<Decision<PrintedPaper>> {
  const command = { intentId, kind, subjectId }
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'paper/print', command)
  const paperId = deps.newId()
  const carried = await carryOut(deps, act, intent, async (tx) => {
    await lockCase(tx, command.subjectId)
    const loaded = await loadPaperFacts(deps, act, tx, command.kind, command.subjectId)
    if (!loaded.ok) return loaded
    const { facts, person, divisionCode, version } = loaded.value
    const { content, images } = press.compose(facts)
    const pdf = await press.set(content, await imagesOf(deps, tx, images))
    const pdfSm3 = press.digest(pdf)
    const { person_id: personId, dek_wrapped: wrappedKey } = person
    const because = [ground(pack.source, 'paper.print', { paper: command.kind })]
    await Promise.all([
      recordPaper(tx, deps.crypto, {
        paperId,
        personId,
        wrappedKey,
        divisionCode,
        kind: command.kind,
        subjectId: command.subjectId,
        subjectVersion: version,
        content,
        images,
        pdfSm3,
        printedOn: act.legalOn,
        printedBy: actorIdOf(act),
      }),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: paperId,
        pack: pack.id,
        person: { personId, wrappedKey },
        events: [
          {
            kind: 'print-paper',
            version: 1,
            facts: {
              paper: command.kind,
              caseId: command.subjectId,
              caseVersion: version,
              pdfSm3: pdfSm3.toString('hex'),
            },
            grounds: because,
          },
        ],
        effects: [],
      }),
    ])
    return granted({ subjectId: paperId, version: 1 }, because)
  })
  if (!carried.ok) return carried
  const { pdf, personId } = await getPaper(deps, act, carried.value.subjectId, press)
  return granted({ ...carried.value, pdf, personId }, carried.grounds)
}

/** Prints a paper again as it was given out (重新打印); one with numbers in full as {@link claimPrint} has it. */
export async function reprintPaper(
  deps: Deps,
  act: Act,
  { paperId, purpose }: { readonly paperId: string; readonly purpose: string | undefined },
  press: PaperPress,
): Promise<Decision<Awaited<ReturnType<typeof getPaper>>>> {
  const personOf = async (db: Db) => (await findPaper(db, paperId))?.person_id
  return stopLookOnly(deps, act, personOf, async () => {
    const claimed = await act.city.pool.transact(act.scope, async (tx) => {
      const found = await findPaper(tx, paperId)
      if (found === undefined) throw new RegistryError('not-found', 'No such paper within reach')
      return claimPrint(deps, tx, act, { kind: found.kind, personId: found.person_id, purpose })
    })
    return claimed.ok ? granted(await getPaper(deps, act, paperId, press), claimed.grounds) : claimed
  })
}

/**
 * A paper as it was given out, byte for byte.
 * @throws Error when it can no longer be set as it was, because the program or a typeface has changed: then the kept digest
 *   tells which version printed it.
 */
export async function getPaper(
  deps: Deps,
  act: Act,
  paperId: string,
  press: PaperPress,
): Promise<{ readonly pdf: Buffer; readonly personId: string; readonly caseId: string; readonly kind: string }> {
  const { row, images } = await act.city.pool.look(act.scope, async (db) => {
    const found = await findPaper(db, paperId)
    if (found === undefined) throw new RegistryError('not-found', 'No such paper within reach')
    return { row: found, images: await imagesOf(deps, db, found.images) }
  })
  const pdf = await press.set(openPaper(deps.crypto, row), images)
  if (!press.digest(pdf).equals(row.pdf_sm3))
    throw new Error(`The paper ${paperId} is not set as it was printed: another version of the press`)
  return { pdf, personId: row.person_id, caseId: row.subject_id, kind: row.kind }
}

export type PaperLine = {
  readonly paperId: string
  readonly kind: string
  readonly printedOn: string
  readonly printedBy: string
  readonly version: number
}

export type PaperOffer = { readonly kind: PaperKind; readonly refusals: Refusal[] }

/** What was printed for a case, oldest first, and what can be printed now, with the reason where not. */
export async function listPapers(
  deps: Deps,
  act: Act,
  subjectId: string,
  subject: PaperSubject,
): Promise<{ readonly papers: PaperLine[]; readonly offers: PaperOffer[] }> {
  const kinds = PAPER_KINDS_OF[subject]
  const { rows, offers } = await act.city.pool.look(act.scope, async (db) => {
    const decided = await Promise.all(
      kinds.map(async (kind) => ({ kind, decision: await loadPaperFacts(deps, act, db, kind, subjectId) })),
    )
    return {
      rows: await listPapersOf(db, subjectId),
      offers: decided.map(({ kind, decision }) => ({ kind, refusals: [...refusalsOf(decision)] })),
    }
  })
  const names = await findOfficialNames(deps.shared, [...new Set(rows.map((row) => row.printed_by))])
  const papers = rows.map((row) => ({
    paperId: row.paper_id,
    kind: row.kind,
    printedOn: row.printed_on,
    printedBy: names.get(row.printed_by) ?? '',
    version: row.subject_version,
  }))
  return { papers, offers }
}

async function imagesOf(deps: Deps, db: Db, blobIds: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const images = await Promise.all(blobIds.map(async (id) => [id, await readBlob(deps, db, id)] as const))
  return new Map(
    images.map(([id, kept]) => {
      if (kept === undefined) throw new Error(`The image ${id} of a paper is not there`)
      return [id, kept.image]
    }),
  )
}
