import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.ts'
import { SBOM_FILE } from './read-supply-chain.ts'
import { sbomOf, sbomText, type Lockfile } from './sbom.ts'

/** Writes the bill of materials of the lockfile, for a person to read what changed before it is committed. */
const lockfile: Lockfile = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'))
writeFileSync(join(checkout, SBOM_FILE), sbomText(sbomOf(lockfile)))
