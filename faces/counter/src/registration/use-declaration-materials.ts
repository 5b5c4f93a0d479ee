import { useMemo } from 'react'
import { usePack } from '../app/use-pack.ts'
import { declarationMaterials } from '../rule/checklist-view.ts'

/** The papers that may accompany a declaration (身份证明、居住地址证明), by the city's rules. */
export function useDeclarationMaterials(): readonly string[] {
  const pack = usePack()
  return useMemo(() => declarationMaterials(pack?.all['checklist']), [pack])
}
