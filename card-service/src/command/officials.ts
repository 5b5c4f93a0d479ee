import { readFileSync } from 'node:fs'
import {
  OFFICIAL_ROSTER,
  officialKeyId,
  officialKeysSm3,
  parseOfficialKeys,
  type OfficialKeys,
} from '@anju/crypto/official-roster.ts'
import { rosterReader, writeRoster } from '../pinned-roster.ts'
import type { Say } from './migrate.ts'

/**
 * The roster of officials' public keys. Without a file: what is pinned. With one: its digest and what it would change, and nothing is
 * done. With the digest that was read out as well: pins it, and orders that waited for it are begun within seconds.
 * @throws Error when the file holds no keys, or its digest is another
 */
export function keepOfficials(
  peers: string,
  {
    file,
    digest,
    at,
  }: { readonly file?: string | undefined; readonly digest?: string | undefined; readonly at: string },
  say: Say,
): void {
  const pinned = rosterReader(peers)()
  if (file === undefined) {
    if (pinned === undefined)
      say("No roster is pinned yet: every order waits. Bring the file that the registry's program `officials` wrote.")
    else
      say(
        `Pinned ${pinned.pinnedAt}: ${countOf(pinned.officials)}, digest ${officialKeysSm3(pinned.officials)}${pinned.demo ? '; a trial run, demo signatures are taken' : ''}`,
      )
    return
  }
  const officials = parseOfficialKeys(JSON.parse(readFileSync(file, 'utf8')))
  if (officials === undefined) throw new Error(`${file} holds no public keys of officials`)
  const sm3 = officialKeysSm3(officials)
  if (digest !== undefined && digest.replaceAll(/\s/g, '').toLowerCase() !== sm3)
    throw new Error(
      `The digest of ${file} is ${sm3}, not ${digest}: this is not the roster that was read out. Nothing was pinned.`,
    )
  for (const line of changes(pinned?.officials ?? {}, officials)) say(line)
  say(`${file}: ${countOf(officials)}, digest ${sm3}`)
  if (digest === undefined) {
    say(
      `Nothing was pinned. Compare the digest with what was read out where the keys were bound, and each added key with its official's own note; then: officials ${file} <digest as it was read out>`,
    )
    return
  }
  writeRoster(peers, { format: OFFICIAL_ROSTER, pinnedAt: at, demo: false, officials })
  say('Pinned.')
}

/** The roster of a trial run, in which nobody's key counts; one that is pinned already stays. */
export function pinDemoRoster(peers: string, at: string): void {
  if (rosterReader(peers)() === undefined)
    writeRoster(peers, { format: OFFICIAL_ROSTER, pinnedAt: at, demo: true, officials: {} })
}

function countOf(officials: OfficialKeys): string {
  return `${Object.keys(officials).length} officials, ${Object.values(officials).flat().length} keys`
}

/** One line for each key that comes or goes. */
function changes(before: OfficialKeys, after: OfficialKeys): readonly string[] {
  return [...only('-', before, after), ...only('+', after, before)]
}

function only(sign: string, from: OfficialKeys, to: OfficialKeys): readonly string[] {
  return Object.entries(from).flatMap(([official, keys]) =>
    keys
      .filter((key) => to[official]?.includes(key) !== true)
      .map((key) => `${sign} ${official} ${officialKeyId(key)}`),
  )
}
