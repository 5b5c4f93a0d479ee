import { sm3 } from '@anju/crypto/sm3.ts'
import { findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import { formOn, type OfficialForm } from '@anju/domain/policy/official-form.ts'
import { formsOf, loadForms, type OfficialForms } from '../law/load-forms.ts'
import type { PaperFacts } from '../usecases/paper-facts.ts'
import type { PaperPress } from '../usecases/print-paper.ts'
import { composeForm, imagePath } from './compose-form.ts'
import { composeSheet } from './compose-sheet.ts'
import { openPress } from './open-press.ts'
import type { PaperContent } from './paper-content.ts'

/** Composes and sets the papers of every city, and its blank form. */
export function openPaperPress(): PaperPress & { blankForm(jurisdiction: string, on: string): Promise<Buffer> } {
  const press = openPress()
  let read: OfficialForms | undefined
  const formOf = (jurisdiction: string, on: string): OfficialForm => {
    const day = findPlainDate(on)
    if (day === undefined) throw new RangeError(`Not a civil date: ${on}`)
    read ??= loadForms()
    return formOn(formsOf(read, jurisdiction), day)
  }
  return {
    compose(facts) {
      const content =
        facts.kind === 'form'
          ? composeForm(formOf(facts.jurisdiction, facts.printedOn), facts.printedOn, facts)
          : composeSheet(facts)
      return { content, images: imagesOf(facts) }
    },
    set: (content, images) =>
      press.print(
        // What the store opens was made here, and is authenticated.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        content as unknown as PaperContent,
        new Map([...images].map(([blobId, image]) => [imagePath(blobId), image])),
      ),
    digest: (pdf) => sm3(pdf),
    blankForm: (jurisdiction, on) => press.print(composeForm(formOf(jurisdiction, on), on), new Map()),
  }
}

function imagesOf(facts: PaperFacts): readonly string[] {
  if (facts.kind !== 'form') return []
  const photo = facts.photo === undefined ? [] : [facts.photo]
  return [...new Set([...photo, ...facts.applicantCopies, ...facts.agentCopies])]
}
