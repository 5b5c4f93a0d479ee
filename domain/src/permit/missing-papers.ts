import { COMPARABLE_PROOFS, type MaterialKey, type NoticeItem } from '../application/material.ts'
import type { ChecklistPolicy, Provided } from '../application/checklist.ts'
import { refusal, type Refusal } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'

type Asked = Pick<Pack['endorsement'], 'documents' | 'proofFrom'>

/**
 * The papers that an act on a permit still lacks, in one refusal: named documents, and one proof out of some groups of the city's
 * checklist (LH-2017-36:三.二(2), 三.二(3)). Nothing outside the pack is ever asked for (FS-2016-14:二.二).
 *
 * @param waived - documents that cannot be brought, such as a card reported lost
 */
export function refusePapers(
  { documents, proofFrom }: Asked,
  provided: Provided,
  checklist: ChecklistPolicy,
  waived: readonly MaterialKey[] = [],
): readonly Refusal[] {
  const missing = documents.value.filter((key) => !provided.materials.includes(key) && !waived.includes(key))
  const lacksProof = proofFrom.value.length > 0 && !proofFrom.value.some((key) => isShown(key, provided, checklist))
  const items: readonly NoticeItem[] = [...missing, ...(lacksProof ? (['proof-of-one-condition'] as const) : [])]
  const law = missing.length > 0 ? documents.law : proofFrom.law
  return items.length === 0 ? [] : [refusal('application.materials-missing', law, { missing: items })]
}

function isShown(key: Asked['proofFrom']['value'][number], provided: Provided, checklist: ChecklistPolicy): boolean {
  const takesComparable = checklist.comparableProof.value === 'with-reason'
  if (takesComparable && provided.materials.includes(COMPARABLE_PROOFS[key])) return true
  return checklist.groups
    .filter((group) => group.key === key)
    .flatMap(({ oneOf }) => oneOf)
    .some(
      ({ allOf, houseFiled }) =>
        allOf.every((material) => provided.materials.includes(material)) && (!houseFiled || provided.houseFiled),
    )
}
