import { z } from 'zod'

import { isComparableProof, isMaterialKey, type MaterialKey } from '../application/material.ts'

/** A paper that a pack may ask for. A comparable proof is taken when offered and never asked for, so no pack names it. */
export const materialKey = z.custom<MaterialKey>(
  (key) => typeof key === 'string' && isMaterialKey(key) && !isComparableProof(key),
  'Not a known material',
)
