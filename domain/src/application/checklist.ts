import { type Decision, granted, ground, refusal, refused } from '../kernel/decision.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import type { Pack } from '../policy/pack.ts'
import { COMPARABLE_PROOFS, isComparableProof, MATERIALS, type MaterialKey, type NoticeItem } from './material.ts'

export type ChecklistPolicy = Pack['checklist']
export type Condition = keyof ChecklistPolicy['conditions']

/** One way to show something: all its papers, and for some the landlord's filing of the house (出租屋登记备案). */
export type Way = {
  readonly key: string
  readonly allOf: readonly MaterialKey[]
  readonly houseFiled: boolean
  readonly law: ClauseRef
}
/** What has to be shown. Any one of the ways suffices. */
export type ChecklistGroup = { readonly key: string; readonly oneOf: readonly Way[] }

/** What lies on the counter. */
export type Provided = { readonly materials: readonly MaterialKey[]; readonly houseFiled: boolean }

/** A group not yet shown, with the ways that are left: those already begun, or all when none is. */
export type MissingGroup = { readonly key: string; readonly ways: readonly MissingWay[] }
export type MissingWay = {
  readonly key: string
  readonly materials: readonly MaterialKey[]
  /** The papers are there, but the landlord has not filed the house. */
  readonly houseNotFiled: boolean
  readonly law: ClauseRef
}

/**
 * The closed checklist (材料清单) of a condition: what the law asks for and nothing else.
 *
 * One of three conditions suffices: lawful stable employment, lawful stable dwelling, continuous study (CN-663:2). Each has
 * its proofs (CN-663:9.2; FG-2015:二.二(3); LH-2017-36:三.一), besides identity document and photo (CN-663:9.1). Foshan asks
 * for the address beside employment and study; Linhe does not. When an agent comes, the agent's papers join the list
 * (CN-663:9.3). Where the list ends in 等, a comparable proof of the same thing is the last way (I-034).
 */
export function checklistFor(
  condition: Condition,
  policy: ChecklistPolicy,
  agencyDocuments?: Pack['agency']['documents'],
): readonly ChecklistGroup[] {
  const common = everyOne('common', policy.common.value, policy.common.law)
  const wanted = policy.conditions[condition].groups
  const comparable = policy.comparableProof
  const shown = wanted.flatMap((key) =>
    policy.groups
      .filter((group) => group.key === key)
      .map((group) => ({
        key,
        oneOf:
          comparable.value === 'with-reason'
            ? [
                ...group.oneOf,
                { key: 'comparable', allOf: [COMPARABLE_PROOFS[key]], houseFiled: false, law: comparable.law },
              ]
            : group.oneOf,
      })),
  )
  if (agencyDocuments === undefined) return [...common, ...shown]
  const already = new Set<MaterialKey>(policy.common.value)
  const ofAgent = agencyDocuments.value.filter((material) => !already.has(material))
  return [...common, ...everyOne('agency', ofAgent, agencyDocuments.law), ...shown]
}

/** One group for each material: all of them are needed, so each is missing for itself. */
function everyOne(key: string, materials: readonly MaterialKey[], law: ClauseRef): readonly ChecklistGroup[] {
  return materials.map((material) => ({
    key: `${key}.${material}`,
    oneOf: [{ key: material, allOf: [material], houseFiled: false, law }],
  }))
}

/**
 * What is still missing for a condition; empty when the checklist is complete.
 *
 * The notice has to name everything at once (CN-663:9.5), so each group not shown tells its ways: the begun ones that
 * lack least, or all of them when nothing was brought.
 *
 * - Foshan, dwelling, a lease but no filing certificate: the filing certificate is missing
 * - Linhe, dwelling, a lease: nothing is missing
 */
export function missingMaterials(
  condition: Condition,
  provided: Provided,
  policy: ChecklistPolicy,
  agencyDocuments?: Pack['agency']['documents'],
): readonly MissingGroup[] {
  return checklistFor(condition, policy, agencyDocuments).flatMap((group) => {
    const ways = group.oneOf.map((way) => ({ way, left: leftOf(way, provided) }))
    if (ways.some(({ left }) => left.materials.length === 0 && !left.houseNotFiled)) return []
    const askable = ways.filter(({ way }) => !way.allOf.some(isComparableProof))
    const begun = askable.filter(({ way, left }) => left.materials.length < way.allOf.length)
    const fewest = Math.min(...begun.map(({ left }) => left.materials.length))
    const open = begun.length === 0 ? askable : begun.filter(({ left }) => left.materials.length === fewest)
    return [{ key: group.key, ways: open.map(({ left }) => left) }]
  })
}

function leftOf(way: Way, provided: Provided): MissingWay {
  return {
    key: way.key,
    materials: way.allOf.filter((material) => !provided.materials.includes(material)),
    houseNotFiled: way.houseFiled && !provided.houseFiled,
    law: way.law,
  }
}

/**
 * The missing groups as the items of a notice: the papers that complete the way begun, or "one of the listed proofs" when
 * none was begun or several were.
 */
export function noticeItems(missing: readonly MissingGroup[]): readonly NoticeItem[] {
  return missing.flatMap(({ key, ways }) => {
    const [way, ...others] = ways
    if (way === undefined) return []
    if (others.length > 0) return [PROOF_OF[key] ?? way.materials].flat()
    return [...way.materials, ...(way.houseNotFiled ? (['house-filing'] as const) : [])]
  })
}

const PROOF_OF: Readonly<Record<string, NoticeItem>> = {
  employment: 'proof-of-employment',
  dwelling: 'proof-of-dwelling',
  study: 'proof-of-study',
}

export type MaterialUse =
  /** The office asks the applicant for it. */
  | { readonly kind: 'ask' }
  /** The applicant offers it and the office would take it; for a comparable proof the reason says what it is and why it serves. */
  | { readonly kind: 'take'; readonly reason?: string }

export type MaterialOnFile = { readonly material: MaterialKey; readonly keeps: 'copy' | 'original' }

/**
 * Decides whether a material may be asked for, or taken, for a condition.
 *
 * An office may neither add to nor drop from the papers of the list (FS-2016-14:二.二). Where the list itself ends in 等, and
 * the like, a comparable proof may be taken with a written reason, but never asked for (LH-2017-36:三.一).
 *
 * - Foshan, dwelling: asking for a labour contract is refused; asking for the filing certificate is granted
 * - Linhe, employment: a payslip offered as a comparable proof is taken with a reason; asking for one is refused
 *
 * Readings taken: the open end of the list (I-034); what is kept in Linhe (I-035).
 */
export function decideMaterial(
  material: MaterialKey,
  use: MaterialUse,
  condition: Condition,
  policy: ChecklistPolicy,
  agencyDocuments?: Pack['agency']['documents'],
): Decision<MaterialOnFile> {
  const onFile: MaterialOnFile = { material, keeps: policy.keeps.value[MATERIALS[material].kind] }
  const ways = checklistFor(condition, policy, agencyDocuments).flatMap((group) => group.oneOf)
  const listed = ways.find((way) => way.allOf.includes(material))
  const isComparable = isComparableProof(material)
  if (listed === undefined || (isComparable && use.kind === 'ask')) {
    return refused(refusal('material.not-on-checklist', policy.comparableProof.law, { materials: [material] }))
  }
  if (!isComparable) return granted(onFile, [ground(listed.law, 'material.on-checklist', { material, condition })])
  const reason = use.kind === 'take' ? (use.reason ?? '').trim() : ''
  return reason === ''
    ? refused(refusal('material.reason-missing', listed.law, { materials: [material] }))
    : granted(onFile, [ground(listed.law, 'material.comparable', { material, condition, reason })])
}
