/**
 * How far a post sees (数据权限): 全部, 自定义, 本部门, 本部门及以下, 本人, and the grid (网格) of whoever goes to doors.
 * The words are those that administrators know; what they mean here goes by divisions, since every case lies in one.
 */
export const SCOPE_KINDS = ['all', 'custom', 'own-office', 'own-and-below', 'own', 'grid'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]

/** The scope of a post as it is kept. `prefixes`: the grids, or of a custom one the divisions. `officeIds`: of a custom one. */
export type PostScope = {
  readonly kind: ScopeKind
  readonly prefixes: readonly string[]
  readonly officeIds: readonly string[]
}
export const DEFAULT_POST_SCOPE: PostScope = { kind: 'own-and-below', prefixes: [], officeIds: [] }

/** An office as the tree of offices knows it: below another when its division lies within the other's. */
export type OfficeNode = { readonly officeId: string; readonly divisionPrefix: string }

/** One person's file opened to an official beside their divisions: 承办件, or 跨区协查 until an instant. */
export type Opening = { readonly personId: string } & (
  | { readonly kind: 'assigned' }
  | { readonly kind: 'cross-area'; readonly untilAt: string }
)

/** Which openings an operation honours: an assigned case may be worked on, a cross-area file only looked at. */
export type Widening = { readonly assigned: boolean; readonly crossArea: boolean }
export const NOTHING_WIDENED: Widening = { assigned: false, crossArea: false }

/** The predicate of a request: what stands in its statements, and in the settings that row-level security reads. */
export type CompiledScope = {
  readonly prefixes: readonly string[]
  readonly except: readonly string[]
  readonly own: boolean
  readonly persons: readonly string[]
}
export const NOTHING_SEEN: CompiledScope = { prefixes: [], except: [], own: false, persons: [] }

export type ScopeQuestion = {
  readonly cityPrefix: string
  readonly post: { readonly divisionPrefix: string; readonly dataScope: PostScope }
  readonly offices: readonly OfficeNode[]
  readonly openings: readonly Opening[]
  /** Instant by the system clock: a cross-area grant ends by it. */
  readonly at: string
  readonly widening: Widening
}

/**
 * Compiles what a post sees on one request. Nothing beyond the city is ever named, a grid lies within the divisions of its
 * post, and a list that names nothing sees nothing. Several posts of one person are never joined: who signs in chooses one.
 */
export function compileScope(question: ScopeQuestion): CompiledScope {
  const { cityPrefix, openings, widening, at } = question
  const byPost = divisionsOf(question)
  const persons = openings
    .filter((opening) => (opening.kind === 'assigned' ? widening.assigned : widening.crossArea && at < opening.untilAt))
    .map(({ personId }) => personId)
  return {
    prefixes: byPost.prefixes.filter((prefix) => prefix.startsWith(cityPrefix)),
    except: byPost.except,
    own: byPost.own,
    persons: [...new Set(persons)].toSorted(),
  }
}

const seen = (prefixes: readonly string[], except: readonly string[] = []) => ({ prefixes, except, own: false })

function divisionsOf({ cityPrefix, post, offices }: ScopeQuestion): Omit<CompiledScope, 'persons'> {
  const { divisionPrefix, dataScope } = post
  switch (dataScope.kind) {
    case 'all':
      return seen([cityPrefix])
    case 'own-and-below':
      return seen([divisionPrefix])
    case 'own-office':
      return seen([divisionPrefix], prefixesBelow(divisionPrefix, offices))
    case 'grid':
      return seen(dataScope.prefixes.filter((prefix) => prefix.startsWith(divisionPrefix)))
    case 'custom':
      return seen([...dataScope.prefixes, ...prefixesOf(dataScope.officeIds, offices)])
    case 'own':
      return { prefixes: [], except: [], own: true }
    default:
      return { prefixes: [], except: [], own: false }
  }
}

/** Divisions of the offices below: each answers for its own, so 本部门 leaves them out. */
function prefixesBelow(divisionPrefix: string, offices: readonly OfficeNode[]): readonly string[] {
  const below = offices
    .map((office) => office.divisionPrefix)
    .filter((prefix) => prefix.startsWith(divisionPrefix) && prefix.length > divisionPrefix.length)
  return [...new Set(below)].toSorted()
}

function prefixesOf(officeIds: readonly string[], offices: readonly OfficeNode[]): readonly string[] {
  return offices.filter(({ officeId }) => officeIds.includes(officeId)).map((office) => office.divisionPrefix)
}

/** Where a row belongs, as far as access asks. */
export type PlacedRow = {
  readonly divisionCode: string
  readonly personId: string | null
  /** Whether the actor took part in anything of that person: the ledger knows. */
  readonly tookPart: boolean
}

/** Whether a division lies in the divisions of a scope. */
export function seesDivision(scope: Pick<CompiledScope, 'prefixes' | 'except'>, divisionCode: string): boolean {
  const begins = (prefix: string) => divisionCode.startsWith(prefix)
  return scope.prefixes.some(begins) && !scope.except.some(begins)
}

/** Why a scope sees a row. */
export type SeenBy = 'division' | 'opened' | 'took-part'

/** Which part of a scope shows a row; undefined when none does. Row-level security gives the same answer in SQL. */
export function seenBy(scope: CompiledScope, row: PlacedRow): SeenBy | undefined {
  if (seesDivision(scope, row.divisionCode)) return 'division'
  if (row.personId !== null && scope.persons.includes(row.personId)) return 'opened'
  return scope.own && row.tookPart ? 'took-part' : undefined
}

/**
 * Whether a scope shows nothing that another does not show: then setting it takes away and gives nothing. A scope that asks who took
 * part shows places that no list names, so it is within such a one only.
 */
export function isWithinScope(scope: CompiledScope, other: CompiledScope): boolean {
  const isLeftOut = (prefix: string) =>
    other.except.some(
      (out) =>
        prefix.startsWith(out) || (out.startsWith(prefix) && !scope.except.some((except) => out.startsWith(except))),
    )
  return (
    (!scope.own || other.own) &&
    scope.prefixes.every((prefix) => other.prefixes.some((wider) => prefix.startsWith(wider)) && !isLeftOut(prefix))
  )
}
