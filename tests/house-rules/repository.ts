import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const NEVER_TRACKED = new Set(['node_modules', 'dist', '.git', '.anju', 'screens'])

let listed: readonly string[] | undefined

/** Every file of the repository, by path from its root with `/`: tracked, or new and not ignored. Without git, all files. */
export function listFiles(): readonly string[] {
  listed ??= existsSync(join(ROOT, '.git')) ? listByGit() : walk(ROOT)
  return listed
}

export function readFile(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

export function exists(path: string): boolean {
  return existsSync(join(ROOT, path))
}

/** Source files in TypeScript or JavaScript, tests included, generated ones not. */
export function listSources(): readonly string[] {
  return listFiles().filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.generated.ts'))
}

function listByGit(): readonly string[] {
  const text = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  // A file that was just deleted is still in the index.
  return [...new Set(text.split('\0'))].filter((path) => path !== '' && exists(path)).sort()
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NEVER_TRACKED.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return walk(path)
      return entry.isFile() ? [relative(ROOT, path).split(sep).join('/')] : []
    })
    .sort()
}
