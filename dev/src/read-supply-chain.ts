import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.ts'
import type { Lockfile } from './sbom.ts'
import type { supplyChainFaults } from './supply-chain-fault.ts'

export const SBOM_FILE = 'docs/generated/sbom.cdx.json'
type Wants = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>

/** Lockfile, bill of materials and every package.json of this checkout. */
export function readSupplyChain(): Parameters<typeof supplyChainFaults>[0] {
  const lockfile: Lockfile = JSON.parse(read('package-lock.json'))
  const root: { readonly allowScripts?: Readonly<Record<string, boolean>> } = JSON.parse(read('package.json'))
  const paths = globSync(['package.json', '*/package.json', 'faces/*/package.json'], {
    cwd: checkout,
    exclude: ['node_modules/**'],
  })
  const wanted = paths.flatMap((path) => {
    const wants: Wants = JSON.parse(read(path))
    return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(wants[kind] ?? {}).map(([name, range]) => ({ path, name, range })),
    )
  })
  const allowScripts = Object.entries(root.allowScripts ?? {}).flatMap(([name, allowed]) => (allowed ? [name] : []))
  return { lockfile, sbom: read(SBOM_FILE), allowScripts, wanted }
}

function read(path: string): string {
  return readFileSync(join(checkout, path), 'utf8')
}
