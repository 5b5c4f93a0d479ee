/** What the lockfile says of one installed package. */
export type LockedPackage = {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
}
export type Lockfile = { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, LockedPackage>> }

/** The part of CycloneDX 1.6 that says what we stand on: name, version, licence and the hash of each package. */
export type Sbom = {
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: '1.6'
  readonly version: 1
  readonly metadata: { readonly component: { readonly type: 'application'; readonly name: 'anju' } }
  readonly components: readonly SbomComponent[]
}
export type SbomComponent = {
  readonly type: 'library'
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly scope: 'required' | 'excluded'
  readonly licenses: readonly { readonly expression: string }[]
  readonly hashes: readonly { readonly alg: 'SHA-512'; readonly content: string }[]
}

/**
 * The bill of materials (SBOM) of a lockfile. It is made of the lockfile and not of what happens to be installed, so it is the
 * same on every machine. `excluded` is what only tests and builds use.
 */
export function sbomOf(lockfile: Lockfile): Sbom {
  const components = lockedPackages(lockfile).map(([path, locked]): SbomComponent => {
    const name = nameOf(path)
    const version = locked.version ?? ''
    return {
      type: 'library',
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      scope: locked.dev === true ? 'excluded' : 'required',
      licenses: [{ expression: locked.license ?? '' }],
      hashes: [{ alg: 'SHA-512', content: sha512Of(locked.integrity) }],
    }
  })
  const known = new Map(components.map((component) => [component.purl, component]))
  const sorted = [...known.values()].toSorted((a, b) => (a.purl < b.purl ? -1 : 1))
  const metadata = { component: { type: 'application', name: 'anju' } } as const
  return { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata, components: sorted }
}

/** As it is written into `docs/generated`: one line for each component, so that a difference can be read. */
export function sbomText(sbom: Sbom): string {
  const { components, ...head } = sbom
  const lines = components.map((component) => `    ${JSON.stringify(component)}`)
  return `${JSON.stringify(head, null, 2).replace(/\n\}$/, '')},\n  "components": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** Every package that comes from outside, with its place in the lockfile. */
export function lockedPackages({ packages }: Lockfile): readonly (readonly [path: string, locked: LockedPackage])[] {
  return Object.entries(packages).filter(([path, locked]) => path.includes('node_modules/') && locked.link !== true)
}

/** `node_modules/a/node_modules/@b/c` is the package `@b/c`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function sha512Of(integrity: string | undefined): string {
  const [, base64] = /(?:^|\s)sha512-(\S+)/.exec(integrity ?? '') ?? []
  return base64 === undefined ? '' : Buffer.from(base64, 'base64').toString('hex')
}
