import { z } from 'zod'

import { materialKey } from './material-key.ts'
import { sourced } from './sourced.ts'

/** What is handed in: named papers, and one proof out of some groups of the city's checklist (any one way of them). */
export const papersAsked = {
  documents: sourced(z.array(materialKey)),
  proofFrom: sourced(z.array(z.enum(['employment', 'dwelling', 'study']))),
}
