import type { PhotoSource } from '@anju/domain/application/decide-photo.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Material } from '../store/material.ts'

/** A photo for a card as it was taken or brought; for one of the ID card's chip, since when that card is valid. */
export type TakenPhoto = {
  readonly source: PhotoSource
  readonly blobId: string | null
  readonly cardValidFrom: PlainDate | null
}

const PROVENANCE = { live: 'live-capture', receipt: 'window-scan', print: 'window-scan', chip: 'chip' } as const

/** The papers on the counter, the photo among them once. */
export function withPhoto(materials: readonly Material[], photo: TakenPhoto | null): readonly Material[] {
  if (photo === null) return materials
  const taken: Material = {
    kind: 'photo',
    provenance: PROVENANCE[photo.source],
    originalSeen: true,
    copyKept: true,
    blobId: photo.blobId ?? undefined,
  }
  return [...materials.filter(({ kind }) => kind !== 'photo'), taken]
}

/** A portrait that was taken on site, as one of the papers; none when nobody was pictured. */
export function portraitPaper(kind: string, blobId: string | null): readonly Material[] {
  return blobId === null ? [] : [{ kind, provenance: 'live-capture', originalSeen: true, copyKept: true, blobId }]
}
