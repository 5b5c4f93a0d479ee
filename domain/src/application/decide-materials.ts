import { type Decision, decided, refusal } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'
import { type ChecklistPolicy, type Condition, decideMaterial, type MaterialOnFile } from './checklist.ts'
import { isMaterialKey } from './material.ts'

/**
 * Decides whether the papers brought may be taken: all of them are on the closed checklist (FS-2016-14:二.二), or every
 * one that is not is named in one refusal, so that the clerk can give it back.
 */
export function decideMaterials(
  kinds: readonly string[],
  condition: Condition,
  policy: ChecklistPolicy,
  agencyDocuments?: Pack['agency']['documents'],
): Decision<readonly MaterialOnFile[]> {
  const uses = kinds.map((kind) => ({
    kind,
    use: isMaterialKey(kind) ? decideMaterial(kind, { kind: 'take' }, condition, policy, agencyDocuments) : undefined,
  }))
  const strange = uses.filter(({ use }) => use?.ok !== true).map(({ kind }) => kind)
  const { law } = policy.comparableProof
  return decided(
    strange.length === 0 ? [] : [refusal('material.not-on-checklist', law, { materials: [...new Set(strange)] })],
    () => uses.flatMap(({ use }) => (use?.ok === true ? [use.value] : [])),
    () => uses.flatMap(({ use }) => (use?.ok === true ? use.grounds : [])),
  )
}
