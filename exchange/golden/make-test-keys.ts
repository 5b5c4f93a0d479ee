/** Made `test-keys.json`, once. Making it again would orphan the golden files, so it refuses to replace it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { generateSm2KeyPair } from '@anju/crypto/sm2.ts'

const pair = () => ({ signing: generateSm2KeyPair(), encryption: generateSm2KeyPair() })
const keys = { note: 'TEST KEYS, published here, protect nothing', registry: pair(), cards: pair(), stranger: pair() }
writeFileSync(join(import.meta.dirname, 'test-keys.json'), `${JSON.stringify(keys, null, 2)}\n`, { flag: 'wx' })
