import { isNode, kebab, lineAt, type Node, type Source, walkTree } from './source.ts'

/** Words that say nothing about the thing they name. */
const FORBIDDEN = ['manager', 'helper', 'util', 'common', 'base', 'impl', 'data', 'info', 'process']

type Allowed = { readonly path: string; readonly name: string; readonly why: string }

/** Names of a tool or a format that we cannot choose. */
export const ALLOWED_NAMES: readonly Allowed[] = [
  { path: 'bench/src/invented-number.ts', name: 'greatestCommonDivisor', why: 'what mathematics calls it' },
  {
    path: 'dev/src/test-reporter.ts',
    name: 'default',
    why: 'the test runner takes its reporter from the default export',
  },
]

/** A name that begins like this is a function, and the file holds that function. */
const VERB = /^(decide|may|parse|find|format|normalise|record|explain|register|accept|approve|refuse|mask)-/

/** Files that share no word with what they export, with the reason. */
export const UNNAMED_FILES: readonly { readonly path: string; readonly why: string }[] = [
  { path: 'contract/src/message.ts', why: 'says every kind of message: explainRefusal, explainGround, explainProblem' },
  { path: 'contract/src/form.ts', why: 'the one door through which faces see the form and its code lists' },
  { path: 'contract/src/shape.ts', why: 'shapes that several routes share' },
  { path: 'contract/src/openapi.ts', why: 'OpenAPI is one word, openApiDocument two' },
  { path: 'bench/src/report.ts', why: 'the tables and files that a measurement ends in' },
  { path: 'card-service/src/contract.ts', why: 'what its own face and its server promise each other' },
  {
    path: 'card-service/src/exchange/node.ts',
    why: 'where this node stands at the boundary: its folders and its doors',
  },
  { path: 'card-service/src/order/read-order.ts', why: 'opens what an order has sealed' },
  { path: 'card-service/src/usecase/keep-stock.ts', why: 'blank cards in and out' },
  { path: 'domain/src/kernel/state-machine.ts', why: 'a state machine is a list of Transitions' },
  { path: 'domain/src/permit/validity.ts', why: 'validity is what anniversary and validThrough tell' },
  { path: 'faces/counter/src/registration/form-sections.ts', why: 'which fields stand in which section of the form' },
  { path: 'dev/src/test-reporter.ts', why: 'the test runner takes its reporter from the default export' },
  { path: 'tests/house-rules/repository.ts', why: 'the files of the repository' },
  { path: 'tests/house-rules/import-table.ts', why: 'the import table: one zone a row' },
]

/** A file that begins a program, configures a tool or declares types for one is named by its use; a store's file by its noun. */
const NAMED_BY_USE = /\/test\/|\/src\/store\/|(^|\/)(main|app|vite\.config)\.tsx?$|\.test\.tsx?$|\.mjs$|\.d\.ts$/

const SEGMENT = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Migrations begin with their UTC time, packs with the day they begin, tools want names of their own. */
const OTHER_STEM = /^\d{8}T\d{6}Z-[a-z0-9-]+$|^vite\.(config|d)$|^[a-z0-9-]+\.(generated|mirror)$/
const ROOT_DOCUMENT = /^[A-Z]+$/

/** What is wrong with the name of a file or its folders, one line each. */
export function pathFaults(path: string): readonly string[] {
  const folders = path.split('/')
  const file = folders.pop() ?? ''
  const isOurs = /\.(ts|tsx|mjs|sql|md|yaml|css)$/.test(file)
  const stem = file.replace(/(\.d)?\.[a-z]+$/, '').replace(/(\.(db|long))?\.test$/, '')
  const isPlain = SEGMENT.test(stem) || OTHER_STEM.test(stem) || (file.endsWith('.md') && ROOT_DOCUMENT.test(stem))
  const faults = [
    ...folders.filter((folder) => !SEGMENT.test(folder) && !folder.startsWith('.')),
    ...(isOurs && !isPlain ? [file] : []),
  ].map((part) => `${part} is not kebab-case`)
  // A decision's file name is a sentence.
  const named = path.startsWith('docs/adr/') ? folders : [...folders, stem]
  const words = named.flatMap(forbiddenWords).map((word) => `the word ${word} says nothing`)
  return [...faults, ...words].map((fault) => `${path}: ${fault}`)
}

/** What is wrong with the names that a file exports, and with its own name, one line each. */
export function exportFaults(source: Pick<Source, 'path' | 'text' | 'exports' | 'program'>): readonly string[] {
  const { path, exports } = source
  const passesOn = path === 'contract/src/form.ts'
  const isAllowed = (name: string) => ALLOWED_NAMES.some((allowed) => allowed.path === path && allowed.name === name)
  const faults = exports.flatMap(({ name, line, from }) => [
    ...(name === 'default' && !isAllowed(name) && !/(^|\/)vite\.config\.ts$/.test(path)
      ? [`${line} has a default export`]
      : []),
    ...(from !== undefined && !passesOn ? [`${line} passes on ${name} of ${from}: import it where it is made`] : []),
  ])
  const isTest = /\.test\.tsx?$/.test(path)
  const words = (isTest ? [] : declaredNames(source)).flatMap(({ name, line }) =>
    isAllowed(name) ? [] : forbiddenWords(kebab(name)).map((word) => `${line} ${name}: the word ${word} says nothing`),
  )
  return [...[...faults, ...words].map((fault) => `${path}:${fault}`), ...namesakeFaults(source)]
}

function namesakeFaults({ path, exports, program }: Pick<Source, 'path' | 'exports' | 'program'>): readonly string[] {
  if (NAMED_BY_USE.test(path) || UNNAMED_FILES.some((file) => file.path === path)) return []
  if (exports.length === 0) return isScript(program) ? [] : [`${path}: exports nothing and does nothing`]
  const stem = (path.split('/').at(-1) ?? '').replace(/\.tsx?$/, '')
  const names = exports.map(({ name }) => kebab(name))
  if (VERB.test(stem))
    return names.includes(stem) || names.includes(`${stem}s`) ? [] : [`${path}: holds no function of its name`]
  const words = names.flatMap((name) => name.split('-').map(singular))
  if (stem.split('-').some((word) => words.some((other) => isKin(singular(word), other)))) return []
  return [`${path}: shares no word with its exports (${exports.map(({ name }) => name).join(', ')})`]
}

function isScript(program: Node): boolean {
  const body = Array.isArray(program['body']) ? program['body'].filter(isNode) : []
  return body.some(({ type }) => !/^(Import|Export)|Declaration$/.test(type))
}

/** Every function, class and type that a file declares at any depth, and every variable that the whole file sees. */
function declaredNames({ program, text }: Pick<Source, 'program' | 'text'>): readonly { name: string; line: number }[] {
  const names: { name: string; line: number }[] = []
  const body = Array.isArray(program['body']) ? program['body'].filter(isNode) : []
  const variables = body
    .map((statement) => (isNode(statement['declaration']) ? statement['declaration'] : statement))
    .flatMap((statement) => (Array.isArray(statement['declarations']) ? statement['declarations'].filter(isNode) : []))
  walkTree(program, (node) => {
    const isNamed = /^(Function|Class)Declaration$|^TS(TypeAlias|Interface)Declaration$/.test(node.type)
    if ((!isNamed && !variables.includes(node)) || !isNode(node['id']) || node['id'].type !== 'Identifier') return
    names.push({ name: String(node['id']['name']), line: lineAt(text, node.start) })
  })
  return names
}

/** The same word, or one made from the other: sealer of seal, signature of sign. */
function isKin(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other].toSorted((a, b) => a.length - b.length)
  return short === long || (short.length >= 4 && long.startsWith(short))
}

function singular(word: string): string {
  return word.replace(/ies$/, 'y').replace(/xes$/, 'x').replace(/s$/, '')
}

function forbiddenWords(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split('-')
    .filter((word) => FORBIDDEN.includes(word) || FORBIDDEN.includes(word.replace(/s$/, '')))
}
