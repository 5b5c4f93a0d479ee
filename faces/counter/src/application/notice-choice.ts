import type { NextStep } from '@anju/face-kit/next-step.ts'

/** What a one-time notice may name: what the registry finds missing, and papers on file that may turn out not to serve. */
export type NoticeChoice = { readonly missing: readonly string[]; readonly onFile: readonly string[] }

type Line = { readonly alternatives: readonly { readonly kind: string }[] }
type Paper = { readonly kind: string; readonly returnedOn: string | null }

/**
 * Reads it from the file: the registry says with the steps that cannot be taken which papers are missing. Nothing is added to the
 * list here, so nothing else can be asked for.
 */
export function noticeChoice(file: {
  readonly next: readonly NextStep[]
  readonly materials: readonly Paper[]
  readonly checklist: readonly Line[]
}): NoticeChoice {
  const refusals = file.next.flatMap((step) => step.refusals)
  const told = refusals.filter(({ code }) => code === 'application.materials-missing')
  const missing = [...new Set(told.flatMap(({ facts }) => listed(facts['missing'])))]
  const listedKinds = file.checklist.flatMap(({ alternatives }) => alternatives.map(({ kind }) => kind))
  const onFile = file.materials
    .filter((paper) => paper.returnedOn === null && listedKinds.includes(paper.kind))
    .map((paper) => paper.kind)
  return { missing, onFile: [...new Set(onFile)].filter((kind) => !missing.includes(kind)) }
}

function listed(fact: unknown): readonly string[] {
  return Array.isArray(fact) ? fact.filter((item) => typeof item === 'string') : []
}
