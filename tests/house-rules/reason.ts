import { isNode, lineAt, type Node, type Source, walkTree } from './source.ts'

/** A reason as a rule writes it: `refusal('code', law, { facts })` or `ground(law, 'key', { facts })`. */
export type Reason = {
  readonly kind: 'refusal' | 'ground'
  /** Every code or key that the call can give; one that is put together ends in `*`. */
  readonly keys: readonly string[]
  readonly facts: readonly string[]
  /** All facts stand in the call itself, none come in from elsewhere. */
  readonly isComplete: boolean
  readonly at: string
}

/** Every reason that a file writes with its code or key in view. */
export function reasonsIn(source: Pick<Source, 'path' | 'text' | 'program'>): readonly Reason[] {
  const reasons: Reason[] = []
  walkTree(source.program, (node) => {
    const { callee } = node
    if (node.type !== 'CallExpression' || !isNode(callee) || callee.type !== 'Identifier') return
    const kind = callee['name']
    if (kind !== 'refusal' && kind !== 'ground') return
    const given = Array.isArray(node['arguments']) ? node['arguments'].filter(isNode) : []
    const keys = keysOf(given[kind === 'refusal' ? 0 : 1])
    if (keys.length === 0) return
    reasons.push({ kind, keys, ...factsOf(given[2]), at: `${source.path}:${lineAt(source.text, node.start)}` })
  })
  return reasons
}

function keysOf(node: Node | undefined): readonly string[] {
  if (node === undefined) return []
  if (node.type === 'Literal') return [String(node['value'])]
  if (node.type === 'ConditionalExpression') {
    return [node['consequent'], node['alternate']].flatMap((one) => (isNode(one) ? keysOf(one) : []))
  }
  if (node.type !== 'TemplateLiteral') return []
  const [first] = Array.isArray(node['quasis']) ? node['quasis'].filter(isNode) : []
  return [`${/^[a-z-]+\./.exec(JSON.stringify(first?.['value']).replace(/^.*?"raw":"/, ''))?.[0] ?? ''}*`]
}

function factsOf(node: Node | undefined): Pick<Reason, 'facts' | 'isComplete'> {
  if (node === undefined) return { facts: [], isComplete: true }
  if (node.type !== 'ObjectExpression') return { facts: [], isComplete: false }
  const properties = Array.isArray(node['properties']) ? node['properties'].filter(isNode) : []
  const named = properties.filter(({ type, computed }) => type === 'Property' && computed !== true)
  return {
    facts: named.flatMap(({ key }) => (isNode(key) ? [String(key['name'] ?? key['value'])] : [])),
    isComplete: named.length === properties.length,
  }
}
