import { parseSync } from 'oxc-parser'
import { readFile } from './repository.ts'

/** A node of the syntax tree, as far as the rules look. */
export type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown }

export type Import = {
  readonly specifier: string
  readonly line: number
  /** Nothing but types comes in; nothing is loaded at run time. */
  readonly isType: boolean
}

export type Export = { readonly name: string; readonly line: number; readonly isType: boolean; readonly from?: string }

export type Source = {
  readonly path: string
  readonly text: string
  readonly program: Node
  readonly imports: readonly Import[]
  readonly exports: readonly Export[]
}

const parsed = new Map<string, Source>()

/** A source file of the repository, parsed once. */
export function sourceOf(path: string): Source {
  const known = parsed.get(path)
  if (known !== undefined) return known
  const source = parseSource(path, readFile(path))
  parsed.set(path, source)
  return source
}

/** @throws Error when the text is no valid module. */
export function parseSource(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path}: ${error.message}`)
  const staticImports = module.staticImports.map((one) => ({
    specifier: one.moduleRequest.value,
    line: lineAt(text, one.start),
    isType:
      /^import\s+type\b/.test(text.slice(one.start, one.end)) ||
      (one.entries.length > 0 && one.entries.every((entry) => entry.isType)),
  }))
  const reexports = module.staticExports.flatMap((one) =>
    one.entries.flatMap((entry) =>
      entry.moduleRequest === null
        ? []
        : [{ specifier: entry.moduleRequest.value, line: lineAt(text, one.start), isType: entry.isType }],
    ),
  )
  const dynamicImports = module.dynamicImports.flatMap((one) => {
    const written = text.slice(one.moduleRequest.start, one.moduleRequest.end)
    const literal = /^['"](.+)['"]$/.exec(written)?.[1]
    return literal === undefined ? [] : [{ specifier: literal, line: lineAt(text, one.start), isType: false }]
  })
  const exports = module.staticExports.flatMap((one) =>
    one.entries.map((entry) => ({
      name: entry.exportName.name ?? (/^export\s+default\b/.test(text.slice(one.start)) ? 'default' : '*'),
      line: lineAt(text, one.start),
      isType: entry.isType,
      ...(entry.moduleRequest === null ? {} : { from: entry.moduleRequest.value }),
    })),
  )
  return {
    path,
    text,
    program: program as unknown as Node,
    imports: [...staticImports, ...reexports, ...dynamicImports],
    exports,
  }
}

/** Calls `visit` for every node under `node`, parents first, with the node above. */
export function walkTree(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walkTree(child, visit, node)
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** `kebab-case` of an identifier: residenceLedger, ResidenceLedger and RESIDENCE_LEDGER are all residence-ledger. */
export function kebab(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}
