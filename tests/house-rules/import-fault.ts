import { IMPORT_EXCEPTIONS } from './import-exception.ts'
import { ownPath, type Zone, zoneOf } from './import-table.ts'
import type { Import, Source } from './source.ts'

/** Tests beside the code, and what only they use. */
const TEST_FILE = /\.test\.tsx?$|\/test\//
/** What every test may use besides what its zone may. */
const TEST_LIBRARIES = ['fast-check', 'yaml', 'pg']

/** Imports of a file that the table does not allow, one line each. */
export function importFaults(source: Pick<Source, 'path' | 'imports'>): readonly string[] {
  const zone = zoneOf(source.path)
  if (zone === undefined)
    return source.path.includes('/') ? [`${source.path}: lies in no zone of the import table`] : []
  return source.imports.flatMap((one) => {
    if (IMPORT_EXCEPTIONS.some(({ path, specifier }) => path === source.path && specifier === one.specifier)) return []
    const fault = importFault(source.path, zone, one)
    return fault === undefined ? [] : [`${source.path}:${one.line} ${fault}`]
  })
}

function importFault(path: string, zone: Zone, one: Import): string | undefined {
  const { specifier, isType } = one
  const isTest = TEST_FILE.test(path) || zone.name === 'tests'
  const own = ownPath(specifier, path)
  if (own !== undefined) return ownFault(zone, own, specifier, isType, isTest)
  if (specifier.startsWith('node:')) return nodeFault(zone, specifier, isTest)
  const library = libraryOf(specifier)
  if (zone.libraries.includes('*') || zone.libraries.includes(library)) return undefined
  if (isTest && TEST_LIBRARIES.includes(library)) return undefined
  return `${zone.name} may not import the library ${library}`
}

function ownFault(zone: Zone, own: string, specifier: string, isType: boolean, isTest: boolean): string | undefined {
  if (/(^|\/)index\.tsx?$/.test(own)) return `nobody imports an index: ${specifier}`
  const target = zoneOf(own)
  if (!isTest && TEST_FILE.test(own)) return `what is made for tests stays in tests: ${specifier}`
  // A package.json or a data file at the root, and the files of the same zone.
  if (target === undefined || target.name === zone.name) return undefined
  if (zone.zones.includes(target.name)) return undefined
  if (isType && zone.typesOf?.includes(target.name) === true) return undefined
  const onlyTypes = zone.typesOf?.includes(target.name) === true
  if (isTest && isBesideCode(zone, target)) return undefined
  return `${zone.name} may ${onlyTypes ? 'import only types of' : 'not import'} ${target.name}: ${specifier}`
}

/** A test with a database needs what the program is wired from: the launcher, the store, the keys. */
function isBesideCode(zone: Zone, target: Zone): boolean {
  const isServer = zone.folder.startsWith('server/') || zone.name === 'card-service'
  return isServer && !['bench', 'counter', 'citizen', 'kit'].includes(target.name)
}

function nodeFault(zone: Zone, specifier: string, isTest: boolean): string | undefined {
  if (zone.node.includes(specifier)) return undefined
  if (isTest) return undefined
  if (zone.node.includes('*') && specifier !== 'node:crypto') return undefined
  return `${zone.name} may not import ${specifier}`
}

function libraryOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Packages that a file imports and its package.json does not name, one line each. */
export function undeclaredFaults(
  source: Pick<Source, 'path' | 'imports'>,
  declaredFor: (path: string) => ReadonlySet<string>,
): readonly string[] {
  const declared = declaredFor(source.path)
  return source.imports.flatMap(({ specifier, line }) => {
    if (specifier.startsWith('.') || specifier.startsWith('node:')) return []
    const name = libraryOf(specifier)
    return declared.has(name) ? [] : [`${source.path}:${line} imports ${name}, which its package.json does not name`]
  })
}

/** Every cycle of imports, types included, as the files on it; the first one found for each file. */
export function importCycles(sources: readonly Pick<Source, 'path' | 'imports'>[]): readonly string[] {
  const known = new Map(sources.map((source) => [source.path, source]))
  const done = new Set<string>()
  const cycles: string[] = []
  function follow(path: string, above: readonly string[]): void {
    if (above.includes(path)) {
      cycles.push([...above.slice(above.indexOf(path)), path].join(' → '))
      return
    }
    const source = known.get(path)
    if (source === undefined || done.has(path)) return
    for (const { specifier } of source.imports) {
      const own = ownPath(specifier, path)
      if (own !== undefined) follow(own, [...above, path])
    }
    done.add(path)
  }
  for (const { path } of sources) follow(path, [])
  return cycles
}
