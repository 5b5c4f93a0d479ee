import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { officialKeysSm3, parseRoster, type OfficialRoster } from '@anju/crypto/official-roster.ts'

/** Where the roster lies among what was carried here from the registry's side. */
export function rosterFile(peers: string): string {
  return join(peers, 'officials', 'roster.json')
}

/** Reads the pinned roster whenever it is asked for, so that a newer one counts at once. Undefined before the first was pinned. */
export function rosterReader(peers: string): () => OfficialRoster | undefined {
  const path = rosterFile(peers)
  let seen = ''
  let held: OfficialRoster | undefined
  return () => {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true })
    if (found === undefined) return undefined
    const mark = `${found.ino} ${found.mtimeNs} ${found.size}`
    if (mark !== seen) {
      held = readRoster(path)
      seen = mark
    }
    return held
  }
}

/** @throws Error for a file that is no roster: a damaged one is never taken for none */
function readRoster(path: string): OfficialRoster {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`The roster ${path} cannot be read: pin it again`, { cause: error })
  }
  const roster = parseRoster(value)
  if (roster === undefined) throw new Error(`${path} is no roster of officials: pin it again`)
  return roster
}

/** Puts a roster in the place of the one before, whole or not at all. */
export function writeRoster(peers: string, roster: OfficialRoster): void {
  const path = rosterFile(peers)
  mkdirSync(join(peers, 'officials'), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${process.pid}.new`
  writeFileSync(fresh, `${JSON.stringify(roster, null, 1)}\n`, { mode: 0o600 })
  chmodSync(fresh, 0o600)
  renameSync(fresh, path)
}

/** By which roster an order was judged; empty without one. */
export function rosterMark(roster: OfficialRoster | undefined): string {
  return roster === undefined ? '' : `${officialKeysSm3(roster.officials)}${roster.demo ? ' demo' : ''}`
}
