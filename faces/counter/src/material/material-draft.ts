import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { KeptImage } from '@anju/face-kit/device/image-file.ts'

export type MaterialSent = NonNullable<BodySent<Routes['registerResidence']>['materials']>[number]

/** One paper while the case is typed; its image is on this page only, under the id it will be kept by. */
export type MaterialDraft = {
  readonly kind: string
  readonly provenance: MaterialSent['provenance']
  readonly originalSeen: boolean
  readonly copyKept: boolean
  /** What a comparable proof is and why it serves. */
  readonly reason?: string
  readonly image?: { readonly blobId: string; readonly picture: KeptImage } | undefined
}

export function newMaterial(kind: string): MaterialDraft {
  return { kind, provenance: 'window-scan', originalSeen: true, copyKept: true }
}

export function materialsSent(materials: readonly MaterialDraft[]): MaterialSent[] {
  return materials.map(({ kind, provenance, originalSeen, copyKept, reason, image }) => ({
    kind,
    provenance,
    originalSeen,
    copyKept,
    ...(reason === undefined ? {} : { reason }),
    ...(image === undefined ? {} : { blobId: image.blobId }),
  }))
}

/** The list with one paper changed, added when it was not there, or taken out with `undefined`. */
export function withMaterial(
  materials: readonly MaterialDraft[],
  kind: string,
  change: Partial<MaterialDraft> | undefined,
): readonly MaterialDraft[] {
  if (change === undefined) return materials.filter((material) => material.kind !== kind)
  const known = materials.some((material) => material.kind === kind)
  if (!known) return [...materials, { ...newMaterial(kind), ...change }]
  return materials.map((material) => (material.kind === kind ? { ...material, ...change } : material))
}
