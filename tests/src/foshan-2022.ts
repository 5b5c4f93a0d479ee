import { join } from 'node:path'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { LAW_FOLDER, loadPacksOf } from '@anju/server/law/load-packs.ts'

/** The later day of Foshan as an example tells it: an endorsement confirmed online. Nobody runs it. */
export const FOSHAN_2022: Pack = firstOf(loadPacksOf(join(LAW_FOLDER, 'examples', 'foshan')))

function firstOf(packs: readonly Pack[]): Pack {
  const [pack] = packs
  if (pack === undefined) throw new Error('The example of Foshan is gone')
  return pack
}
