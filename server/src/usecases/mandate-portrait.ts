import type { Material } from '../store/material.ts'
import { PORTRAIT_KINDS } from './application-case.ts'

/** The picture of a principal who was seen, with the papers of the person; on no checklist. */
export function portraitOfPrincipal(blobId: string | null): readonly Material[] {
  return blobId === null
    ? []
    : [{ kind: PORTRAIT_KINDS.principal, provenance: 'live-capture', originalSeen: true, copyKept: true, blobId }]
}
