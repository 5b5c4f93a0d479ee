import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePack, type Pack } from '@anju/domain/policy/pack.ts'
import { LAW_FOLDER } from '@anju/server/law/load-packs.ts'
import { parse } from 'yaml'

/** The later day of Foshan as an example tells it: an endorsement confirmed online. Nobody runs it. */
export const FOSHAN_2022: Pack = parsePack(
  parse(readFileSync(join(LAW_FOLDER, 'examples', 'foshan', '2022-01-01.yaml'), 'utf8')),
)
