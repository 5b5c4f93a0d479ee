type Pattern = { readonly what: string; readonly pattern: RegExp; readonly in?: RegExp }

/** A pattern is written with ¦ in its words, so that this file is no hit of its own. */
export const glue = (text: string) => text.replaceAll('¦', '')
const written = (text: string, flags = '') => new RegExp(glue(text), flags)

const CODE = /\.(ts|tsx|mjs|sql|md|yaml|css)$/

/** Text that belongs to a machine or to a moment, and not to the house. */
const PATTERNS: readonly Pattern[] = [
  { what: 'a path of one machine', pattern: written('(^|[\\s\'"`(=:])/¦(work|root|Users|home/[a-z]+)/', 'm') },
  { what: 'a path of one machine', pattern: written('[\'"`]/¦tmp/'), in: /\.(ts|tsx|mjs|json|yaml)$/ },
  { what: 'a registry host', pattern: written('(regis¦try|mir¦rors?)\\.[a-z0-9-]+\\.(org|com|cn)|npm¦mirror') },
  { what: 'a registry host', pattern: written('"resol¦ved": "https:'), in: /package-lock\.json$/ },
  { what: 'something left to do', pattern: written('(//|/\\*|\\* |#|--).*\\b(TO¦DO|FIX¦ME)\\b'), in: CODE },
  { what: 'how it was made', pattern: written('\\b(Cl¦aude|Anth¦ropic|Chat¦GPT|Co¦pilot|L¦LM|sub¦-?agent)\\b', 'i') },
  { what: 'how it was made', pattern: written('\\bA¦I (agent|assistant|session|generated)') },
  { what: 'how it was made', pattern: written('shared/¦spec|rul¦ings\\.md|do¦main\\.md|de¦sign\\.md') },
  // A Chinese font draws it as wide as a character.
  { what: 'a wide apostrophe', pattern: /[A-Za-z]\u2019/, in: /(?<!text-fault|\.test)\.(ts|tsx|yaml)$/ },
  { what: 'how it was made', pattern: written('\\bis¦sue #?\\d+\\b', 'i'), in: CODE },
]

const BINARY = /\.(png|jpe?g|gz|woff2?|ico|pdf|zip|der|bin)$/

/** Text in a tracked file that should not be there, one line each. */
export function textFaults(path: string, text: string): readonly string[] {
  if (BINARY.test(path)) return []
  return PATTERNS.filter((one) => one.in === undefined || one.in.test(path)).flatMap(({ what, pattern }) => {
    const found = pattern.exec(text)
    return found === null
      ? []
      : [`${path}:${text.slice(0, found.index).split('\n').length} has ${what}: ${found[0].trim()}`]
  })
}

/** Tests that are skipped, put off or run alone. */
const NOT_RUN = /\b(test|it|describe|suite)\.(skip|only|todo)\b|\{[^{}]*\b(skip|only|todo)\s*:\s*(true|'|"|`|[a-z])/i

/** Tests of a file that would not run, one line each. */
export function testFaults(path: string, text: string): readonly string[] {
  // The runner's own test writes tests that do not run, to see that they count as failures.
  if (!/\.test\.tsx?$/.test(path) || path === 'dev/src/run-test-group.test.ts') return []
  const calls = text
    .split('\n')
    .flatMap((line, at) => (NOT_RUN.test(line) ? [`${path}:${at + 1} does not run: ${line.trim()}`] : []))
  return /\bassert\b|\bexpect/.test(text) ? calls : [...calls, `${path} asserts nothing`]
}
