import { type Decision, decided, refusal, type Refusal } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'
import { type ChecklistPolicy, type Condition, decideMaterial, type MaterialOnFile } from './checklist.ts'
import { isMaterialKey } from './material.ts'

/** A paper that is offered; the reason is for one that the list leaves open. */
export type Paper = { readonly kind: string; readonly reason?: string | undefined }

/**
 * Decides whether the papers brought may be taken: all of them are on the closed checklist (FS-2016-14:二.二), or every
 * one that is not is named in one refusal, so that the clerk can give it back. So are comparable proofs without a reason.
 */
export function decideMaterials(
  papers: readonly Paper[],
  condition: Condition,
  policy: ChecklistPolicy,
  agencyDocuments?: Pack['agency']['documents'],
): Decision<readonly MaterialOnFile[]> {
  const uses = papers.map(({ kind, reason }) => ({
    kind,
    use: isMaterialKey(kind)
      ? decideMaterial(
          kind,
          { kind: 'take', ...(reason === undefined ? {} : { reason }) },
          condition,
          policy,
          agencyDocuments,
        )
      : undefined,
  }))
  const { law } = policy.comparableProof
  const wrong = (code: Refusal['code'], isIt: (refusals: readonly Refusal[] | undefined) => boolean): Refusal[] => {
    const materials = uses.filter(({ use }) => use?.ok !== true && isIt(use?.refusals)).map(({ kind }) => kind)
    return materials.length === 0 ? [] : [refusal(code, law, { materials: [...new Set(materials)] })]
  }

  return decided(
    [
      ...wrong('material.not-on-checklist', (refusals) => !lacksReason(refusals)),
      ...wrong('material.reason-missing', lacksReason),
    ],
    () => uses.flatMap(({ use }) => (use?.ok === true ? [use.value] : [])),
    () => uses.flatMap(({ use }) => (use?.ok === true ? use.grounds : [])),
  )
}

function lacksReason(refusals?: readonly Refusal[]): boolean {
  return refusals?.[0]?.code === 'material.reason-missing'
}
