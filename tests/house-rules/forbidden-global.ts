import { isNode, lineAt, type Node, type Source, walkTree } from './source.ts'

/** What a global gives that a pure part must be given as an argument. */
type Kind = 'clock' | 'random' | 'environment' | 'network' | 'timer'

/** Parts that are pure altogether: nothing of this is in reach, not even a Date made of numbers. */
const PURE = ['standards/', 'domain/', 'contract/']

/** Where clock, random and environment may be read. Everywhere else they are arguments. */
const READS: Readonly<Record<'clock' | 'random' | 'environment', readonly string[]>> = {
  clock: [
    'server/src/app.ts',
    'server/src/main.ts',
    'server/src/command/',
    'server/src/http/',
    'server/src/workers/',
    'platform/src/launcher/',
    'platform/src/http/',
    'card-service/',
    'dev/',
    'tests/',
    'bench/',
    // A UUIDv7 begins with the time.
    'crypto/src/random.ts',
    // Whether the key folder was looked at lately; nothing is reckoned from it.
    'crypto/src/soft-provider.ts',
    // The last thing a screen shows is how long ago; nothing of the law is reckoned from it.
    'faces/',
  ],
  random: [
    'crypto/src/random.ts',
    'server/src/app.ts',
    'server/src/main.ts',
    'server/src/http/',
    'server/src/workers/',
    'platform/src/launcher/',
    'card-service/',
    'dev/',
    'tests/',
    'bench/',
    // Intent ids are made by the client.
    'faces/',
  ],
  environment: [
    'server/src/app.ts',
    'server/src/main.ts',
    'server/src/command/',
    'server/src/http/',
    'server/src/workers/',
    'platform/src/launcher/',
    'card-service/',
    'crypto/src/key-folder.ts',
    'faces/counter/vite.config.ts',
    'dev/',
    'tests/',
    'bench/',
  ],
}

const NAMES: Readonly<Record<string, Kind>> = {
  Date: 'clock',
  performance: 'clock',
  process: 'environment',
  fetch: 'network',
  XMLHttpRequest: 'network',
  WebSocket: 'network',
  setTimeout: 'timer',
  setInterval: 'timer',
  setImmediate: 'timer',
  crypto: 'random',
}

/** Reads of clock, random, environment, network and timers where they are forbidden, one line each. */
export function globalFaults(source: Pick<Source, 'path' | 'text' | 'program'>): readonly string[] {
  if (/\.test\.tsx?$|\/test\//.test(source.path)) return []
  const bound = boundNames(source.program)
  const faults: string[] = []
  walkTree(source.program, (node, parent) => {
    const read = readOf(node, parent, bound)
    if (read === undefined || isAllowed(source.path, read)) return
    faults.push(`${source.path}:${lineAt(source.text, node.start)} reads ${read.what}`)
  })
  return faults
}

type Read = { readonly kind: Kind; readonly what: string; readonly isOfNow: boolean }

function readOf(node: Node, parent: Node | undefined, bound: ReadonlySet<string>): Read | undefined {
  if (node.type === 'MemberExpression') {
    const member = memberName(node)
    if (member === 'Math.random') return { kind: 'random', what: member, isOfNow: true }
    if (member === 'Temporal.Now') return { kind: 'clock', what: member, isOfNow: true }
    return undefined
  }
  if (node.type !== 'Identifier') return undefined
  const name = String(node['name'])
  const kind = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
  if (kind === undefined || bound.has(name) || isOnlyAName(node, parent)) return undefined
  return { kind, what: name, isOfNow: isOfNow(name, parent) }
}

/** A Date made of a given instant, and a process asked for nothing of its surroundings, are reads all the same in a pure part. */
function isOfNow(name: string, parent: Node | undefined): boolean {
  if (name === 'Date') {
    if (parent?.type === 'NewExpression') return Array.isArray(parent['arguments']) && parent['arguments'].length === 0
    return parent?.type === 'MemberExpression' ? memberName(parent) === 'Date.now' : true
  }
  if (name === 'process') return parent?.type === 'MemberExpression' && memberName(parent) === 'process.env'
  if (name === 'crypto') return true
  return name === 'performance'
}

function isAllowed(path: string, { kind, isOfNow: ofNow }: Read): boolean {
  if (PURE.some((folder) => path.startsWith(folder))) return false
  if (kind === 'network' || kind === 'timer' || !ofNow) return true
  return READS[kind].some((place) => path.startsWith(place))
}

/** `Math.random` of `Math.random()` and of `globalThis.Math.random`. */
function memberName(node: Node): string {
  const { object, property } = node
  if (node['computed'] === true || !isNode(object) || !isNode(property)) return ''
  const name = String(property['name'])
  if (object.type === 'Identifier') return object['name'] === 'globalThis' ? name : `${String(object['name'])}.${name}`
  return object.type === 'MemberExpression' ? `${memberName(object)}.${name}`.replace(/^globalThis\./, '') : ''
}

/** The word stands for a member, a key or a type, and nothing is read. */
function isOnlyAName(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return false
  if (parent.type.startsWith('TS')) return !/^TS(As|NonNull|Satisfies)/.test(parent.type)
  if (parent.type === 'MemberExpression')
    return parent['property'] === node && parent['computed'] !== true && !isOfGlobal(parent)
  return parent.type === 'Property' && parent['key'] === node && parent['shorthand'] !== true
}

function isOfGlobal(member: Node): boolean {
  return isNode(member['object']) && member['object']['name'] === 'globalThis'
}

/** Names that the file itself declares or imports: those are no globals. */
function boundNames(program: Node): ReadonlySet<string> {
  const names = new Set<string>()
  walkTree(program, (node, parent) => {
    if (node.type !== 'Identifier' || parent === undefined) return
    const isDeclared =
      (parent.type === 'VariableDeclarator' && parent['id'] === node) ||
      (/^Import(Default|Namespace)?Specifier$/.test(parent.type) && parent['local'] === node) ||
      (/Function/.test(parent.type) && Array.isArray(parent['params']) && parent['params'].includes(node)) ||
      (parent.type === 'Property' &&
        parent['value'] === node &&
        parent['shorthand'] === true &&
        isPattern(program, parent))
    if (isDeclared) names.add(String(node['name']))
  })
  return names
}

/** Whether a property stands in a pattern (`const { fetch } = options`) and not in an object that is made. */
function isPattern(program: Node, property: Node): boolean {
  let found = false
  walkTree(program, (node) => {
    if (node.type === 'ObjectPattern' && Array.isArray(node['properties']) && node['properties'].includes(property))
      found = true
  })
  return found
}
