/** A part of the house with import rules of its own. */
export type Zone = {
  readonly name: string
  /** Paths that begin like this belong to the zone; of several zones the longest counts. */
  readonly folder: string
  /** Zones it may import, itself included without saying. */
  readonly zones: readonly string[]
  /** Zones of which it may import types only. */
  readonly typesOf?: readonly string[]
  /** Packages from npm; `*` is any that its package.json declares. */
  readonly libraries: readonly string[]
  /** Node's own modules; `*` is any but `node:crypto`, which is named where it is meant. */
  readonly node: readonly string[]
}

const EVERYTHING = [
  'standards',
  'domain',
  'crypto',
  'platform',
  'scope',
  'contract',
  'exchange',
  'server',
  'usecases',
  'store',
  'http',
  'workers',
  'law',
  'blob',
  'gateway',
  'paper',
  'export',
  'identity',
  'deps',
  'card-service',
  'card-face',
  'kit',
  'counter',
  'citizen',
  'dev',
  'tests',
  'bench',
] as const

/** Who may import what. A zone that is not named in a row must not be imported there, types included. */
export const ZONES: readonly Zone[] = [
  { name: 'standards', folder: 'standards/', zones: [], libraries: ['zod'], node: [] },
  { name: 'domain', folder: 'domain/', zones: ['standards'], libraries: ['zod', 'temporal-polyfill'], node: [] },
  { name: 'crypto', folder: 'crypto/', zones: [], libraries: ['sm-crypto-v2'], node: ['*', 'node:crypto'] },
  { name: 'platform', folder: 'platform/', zones: ['crypto'], libraries: ['*'], node: ['*'] },
  // Says how far a transaction sees, and opens none.
  {
    name: 'scope',
    folder: 'platform/src/database/scope.ts',
    zones: [],
    typesOf: ['platform'],
    libraries: [],
    node: [],
  },
  { name: 'contract', folder: 'contract/', zones: ['domain', 'standards'], libraries: ['zod'], node: [] },
  { name: 'exchange', folder: 'exchange/', zones: ['crypto', 'standards'], libraries: ['zod'], node: ['*'] },
  {
    name: 'server',
    folder: 'server/src/',
    zones: [
      'usecases',
      'store',
      'http',
      'workers',
      'law',
      'blob',
      'gateway',
      'identity',
      'deps',
      'domain',
      'standards',
      'crypto',
      'platform',
      'scope',
      'contract',
      'exchange',
    ],
    libraries: ['*'],
    node: ['*'],
  },
  {
    name: 'deps',
    folder: 'server/src/deps.ts',
    zones: ['domain', 'crypto', 'platform', 'law', 'blob', 'gateway', 'identity'],
    libraries: [],
    node: [],
  },
  { name: 'deps', folder: 'server/src/registry-error.ts', zones: ['domain'], libraries: [], node: [] },
  {
    name: 'usecases',
    folder: 'server/src/usecases/',
    zones: ['store', 'law', 'blob', 'export', 'identity', 'deps', 'scope', 'domain', 'standards'],
    typesOf: ['platform', 'gateway'],
    libraries: [],
    node: [],
  },
  {
    name: 'store',
    folder: 'server/src/store/',
    zones: ['deps', 'crypto', 'platform', 'scope', 'standards'],
    typesOf: ['domain', 'gateway'],
    libraries: ['kysely'],
    node: [],
  },
  {
    name: 'http',
    folder: 'server/src/http/',
    zones: ['usecases', 'gateway', 'identity', 'paper', 'deps', 'contract', 'domain', 'platform', 'scope'],
    libraries: ['*'],
    node: ['*'],
  },
  {
    name: 'workers',
    folder: 'server/src/workers/',
    zones: ['usecases', 'store', 'gateway', 'deps', 'exchange', 'domain', 'platform', 'scope', 'crypto'],
    libraries: [],
    node: ['*'],
  },
  { name: 'law', folder: 'server/src/law/', zones: ['domain', 'deps'], libraries: ['yaml'], node: ['*'] },
  // Sets what the counter prints: words of the contract in, PDF out.
  {
    name: 'paper',
    folder: 'server/src/paper/',
    zones: ['law', 'contract', 'domain', 'standards', 'crypto'],
    typesOf: ['usecases'],
    libraries: ['@myriaddreamin/typst-ts-node-compiler', 'wawoff2'],
    node: ['*'],
  },
  // Knows how messages travel, and nothing of residents, cases or tables.
  { name: 'export', folder: 'server/src/export/', zones: [], libraries: ['@cj-tech-master/excelts'], node: [] },
  { name: 'gateway', folder: 'server/src/gateway/', zones: ['crypto'], libraries: ['zod'], node: ['*'] },
  // Knows how somebody proves who they are elsewhere, and nothing of accounts or tables.
  { name: 'identity', folder: 'server/src/identity/', zones: [], libraries: ['zod', 'openid-client'], node: ['*'] },
  { name: 'blob', folder: 'server/src/blob/', zones: ['crypto', 'deps'], libraries: ['*'], node: ['*'] },
  {
    name: 'card-service',
    folder: 'card-service/',
    zones: ['exchange', 'crypto', 'standards', 'platform', 'scope'],
    libraries: ['*'],
    node: ['*'],
  },
  {
    name: 'card-face',
    folder: 'card-service/face/',
    zones: ['kit'],
    typesOf: ['card-service'],
    libraries: ['*'],
    node: [],
  },
  { name: 'kit', folder: 'faces/kit/', zones: ['contract', 'domain'], libraries: ['*'], node: [] },
  { name: 'counter', folder: 'faces/counter/', zones: ['contract', 'kit', 'domain'], libraries: ['*'], node: [] },
  // No component library: the page of a phone on the road stays small.
  {
    name: 'citizen',
    folder: 'faces/citizen/',
    zones: ['contract', 'kit', 'domain'],
    libraries: ['react', 'react-dom', 'react-i18next', 'vite', '@vitejs/plugin-react'],
    node: [],
  },
  {
    name: 'dev',
    folder: 'dev/',
    zones: EVERYTHING.filter((name) => name !== 'tests' && name !== 'bench'),
    libraries: ['*'],
    node: ['*', 'node:crypto'],
  },
  { name: 'tests', folder: 'tests/', zones: EVERYTHING, libraries: ['*'], node: ['*', 'node:crypto'] },
  { name: 'bench', folder: 'bench/', zones: EVERYTHING, libraries: ['*'], node: ['*', 'node:crypto'] },
]

/** Folders whose name inside `@anju/…` differs. */
const PACKAGES: Readonly<Record<string, string>> = {
  'face-kit': 'faces/kit',
  'face-counter': 'faces/counter',
  'face-citizen': 'faces/citizen',
}

export function zoneOf(path: string): Zone | undefined {
  return ZONES.filter(({ folder }) => path.startsWith(folder)).toSorted((a, b) => b.folder.length - a.folder.length)[0]
}

/** Where a specifier of our own leads, from the root; undefined for libraries and Node. */
export function ownPath(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) return resolve(from, specifier)
  const [, name, rest] = /^@anju\/([a-z-]+)\/(.+)$/.exec(specifier) ?? []
  if (name === undefined || rest === undefined) return undefined
  return `${PACKAGES[name] ?? name}/src/${rest}`
}

function resolve(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
