import {
  type ChecklistGroup,
  missingMaterials,
  type Condition,
  type Provided,
  type Way,
} from '@anju/domain/application/checklist.ts'
import { MATERIALS, NOTICE_ITEMS, type NoticeItem } from '@anju/domain/application/material.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'

type Words = { readonly zh: string; readonly en: string }

export type ChecklistLine = Words & {
  readonly key: string
  readonly law: string
  /** Each paper by itself; one that counts only with another says so in its words. */
  readonly alternatives: { kind: string; zh: string; en: string }[]
  readonly satisfied: boolean
}

/** The closed checklist of a condition in words, with what is shown already. */
export function describeChecklist(
  groups: readonly ChecklistGroup[],
  condition: Condition,
  provided: Provided,
  pack: Pack,
  agencyDocuments?: Pack['agency']['documents'],
): ChecklistLine[] {
  const missing = missingMaterials(condition, provided, pack.checklist, agencyDocuments).map(({ key }) => key)
  const { law } = pack.checklist.conditions[condition]
  return groups.map(({ key, oneOf }) => ({
    key,
    ...wordsOfGroup(key),
    law: oneOf.length === 1 ? (oneOf[0]?.law ?? law) : law,
    alternatives: oneOf.flatMap(papersOf),
    satisfied: !missing.includes(key),
  }))
}

/** The papers of one way, each with what must come with it. */
function papersOf({ allOf, houseFiled }: Way): ChecklistLine['alternatives'] {
  return allOf.map((kind) => {
    const others = allOf.filter((other) => other !== kind).map((other) => MATERIALS[other])
    const zh = [...others.map((other) => other.zh), ...(houseFiled ? [NOTICE_ITEMS['house-filing'].zh] : [])].join('、')
    const en = [...others.map((other) => other.en), ...(houseFiled ? [NOTICE_ITEMS['house-filing'].en] : [])].join(
      ' and ',
    )
    const { zh: ownZh, en: ownEn } = MATERIALS[kind]
    return {
      kind,
      zh: zh === '' ? ownZh : `${ownZh}（须连同：${zh}）`,
      en: en === '' ? ownEn : `${ownEn} (together with ${en})`,
    }
  })
}

/** `common.photo` is one paper; `dwelling` is any one of the listed proofs. */
function wordsOfGroup(key: string): Words {
  const items: Readonly<Record<string, Words>> = NOTICE_ITEMS satisfies Readonly<Record<NoticeItem, Words>>
  const { zh, en } = items[key.replace(/^(common|agency)\./, '')] ?? items[`proof-of-${key}`] ?? { zh: key, en: key }
  return { zh, en }
}
