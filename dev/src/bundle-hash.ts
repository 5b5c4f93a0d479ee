import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { checkout } from './checkout.ts'

/** Builds a face into a folder of its own and answers one hash over the names and contents of everything built. */
export async function bundleHash(face: string): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'anju-bundle-'))
  try {
    await build({ root: join(checkout, face), logLevel: 'warn', build: { outDir, emptyOutDir: true } })
    const hash = createHash('sha256')
    for (const path of globSync('**/*', { cwd: outDir, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted())
      hash.update(path.slice(outDir.length)).update('\0').update(readFileSync(path)).update('\0')
    return hash.digest('hex')
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}
