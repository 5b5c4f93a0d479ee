import { isRecord, textPart } from './record.ts'

/** The part of a pack's checklist that screens read; anything that is not so shaped counts as empty. */
export type ChecklistView = {
  readonly groups: readonly {
    readonly key: string
    readonly oneOf: readonly {
      readonly key: string
      readonly allOf: readonly string[]
      readonly law: string
      readonly gist: string
    }[]
  }[]
}

export function checklistView(checklist: unknown): ChecklistView {
  const groups = isRecord(checklist) && Array.isArray(checklist['groups']) ? checklist['groups'] : []
  return {
    groups: groups.filter(isRecord).map((group) => ({
      key: textPart(group, 'key'),
      oneOf: (Array.isArray(group['oneOf']) ? group['oneOf'] : []).filter(isRecord).map((proof) => ({
        key: textPart(proof, 'key'),
        allOf: Array.isArray(proof['allOf']) ? proof['allOf'].map(String) : [],
        law: textPart(proof, 'law'),
        gist: textPart(proof, 'gist'),
      })),
    })),
  }
}

/** Papers of a declaration: who the person is, and where they live. */
export function declarationMaterials(checklist: unknown): readonly string[] {
  const dwelling = checklistView(checklist).groups.find((group) => group.key === 'dwelling')
  return [...new Set(['identity-document', ...(dwelling?.oneOf ?? []).flatMap((proof) => proof.allOf)])]
}
