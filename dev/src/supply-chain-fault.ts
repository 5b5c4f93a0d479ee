import { lockedPackages, nameOf, sbomOf, sbomText, type Lockfile } from './sbom.ts'

/** Licences we may pass on. MPL-2.0 and OFL-1.1 stay with their own files, which we do not change. */
export const LICENCES = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'Python-2.0',
  'MPL-2.0',
  'OFL-1.1',
] as const

type Checkout = {
  readonly lockfile: Lockfile
  /** The SBOM as it stands in `docs/generated`. */
  readonly sbom: string
  /** Packages whose install scripts may run. */
  readonly allowScripts: readonly string[]
  /** Every `package.json`, with what it asks for. */
  readonly wanted: readonly { readonly path: string; readonly name: string; readonly range: string }[]
}

/** What is wrong with the libraries of a checkout, one line each: an unlisted one, one without a hash, a licence, a script, a range. */
export function supplyChainFaults({ lockfile, sbom, allowScripts, wanted }: Checkout): readonly string[] {
  const packages = lockedPackages(lockfile)
  const scripted = packages.filter(([, locked]) => locked.hasInstallScript === true).map(([path]) => nameOf(path))
  return [
    ...(lockfile.lockfileVersion === 3 ? [] : ['the lockfile is not of version 3']),
    ...packages.flatMap(([path, locked]) => [
      ...(/(?:^|\s)sha512-/.test(locked.integrity ?? '') ? [] : [`${path} has no SHA-512`]),
      ...(locked.resolved === undefined ? [] : [`${path} names an address`]),
      ...(mayBePassedOn(locked.license) ? [] : [`${path} has the licence ${locked.license ?? 'none'}`]),
    ]),
    ...scripted.filter((name) => !allowScripts.includes(name)).map((name) => `${name} runs a script when installed`),
    ...allowScripts.filter((name) => !scripted.includes(name)).map((name) => `${name} may run a script and has none`),
    ...wanted
      .filter(({ name, range }) => !name.startsWith('@anju/') && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
      .map(({ path, name, range }) => `${path} asks for ${name} ${range}, not for one version`),
    ...(sbom === sbomText(sbomOf(lockfile)) ? [] : differences(lockfile, sbom)),
  ]
}

function mayBePassedOn(licence: string | undefined): boolean {
  const parts = (licence ?? '').replaceAll(/[()]/g, '').split(/ AND | OR /)
  return parts.every((part) => LICENCES.some((known) => known === part))
}

function differences(lockfile: Lockfile, sbom: string): readonly string[] {
  const absent = sbomOf(lockfile).components.filter((component) => !sbom.includes(JSON.stringify(component)))
  const named = absent.map(({ purl }) => `docs/generated/sbom.cdx.json lacks ${purl}`)
  return named.length > 0 ? named : ['docs/generated/sbom.cdx.json lists what the lockfile does not have']
}
