import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { chainFaults, listOf, type NamedCertificates, type UKeyFault } from './certificate-chain.ts'
import { parseRevocationList, type RevocationList } from './revocation-list.ts'
import { parseSm2Certificate, type Sm2Certificate } from './sm2-certificate.ts'

/** A UKey as it is bound, or about to be: its public key (65 bytes) and its certificate (DER). */
export type UKeyToBelieve = { readonly publicKey: Uint8Array; readonly certificate: Uint8Array }

/** What an installation believes of UKeys. */
export type UKeyTrust = {
  /** Why a UKey may not be bound now; every reason. */
  readonly bindingFaults: (key: UKeyToBelieve, at: string) => readonly UKeyFault[]
  /** Why a UKey that is bound is not taken now; every reason. */
  readonly useFaults: (key: UKeyToBelieve, at: string) => readonly UKeyFault[]
  /** What lies in the folders, read anew. */
  readonly standing: (at: string) => UKeyTrustStanding
}

export type UKeyTrustStanding = {
  /** Whether certificates are named at all. */
  readonly isSet: boolean
  readonly certificates: readonly Pick<Sm2Certificate, 'name' | 'serial' | 'validFrom' | 'validTo'>[]
  /** Undefined where the installation keeps no lists. */
  readonly lists:
    | readonly (Pick<RevocationList, 'name' | 'madeAt' | 'dueAt'> & { readonly isStale: boolean })[]
    | undefined
  /** Files that are neither, and authorities without a list; for a console. */
  readonly problems: readonly string[]
}

/**
 * The folders of certificates and lists that an installation names (UKey 信任锚). They are read again when something in them has changed, so that
 * a new list counts at once. A file that cannot be read counts for nothing: an authority whose certificate or list it was is not
 * believed until it is mended.
 *
 * Without a folder nothing is known of any UKey. Then those that are bound go on as before, and none is bound any more, but in dev
 * mode.
 */
export function openUKeyTrust({
  roots,
  lists,
  dev,
}: {
  readonly roots?: string | undefined
  readonly lists?: string | undefined
  readonly dev: boolean
}): UKeyTrust {
  if (roots === undefined) return unsetTrust(dev)
  const read = folderReader(roots, lists)
  const faults = ({ publicKey, certificate }: UKeyToBelieve, at: string, isBinding: boolean): readonly UKeyFault[] => {
    const parsed = parseSm2Certificate(certificate)
    if (parsed === undefined) return [{ code: 'unreadable', facts: {} }]
    const isOwn = parsed.publicKey === Buffer.from(publicKey).toString('hex')
    return [
      ...(isOwn ? [] : [{ code: 'other-key', facts: {} } as const]),
      ...chainFaults(parsed, read(), { at, isBinding }),
    ]
  }
  return {
    bindingFaults: (key, at) => faults(key, at, true),
    useFaults: (key, at) => faults(key, at, false),
    standing: (at) => standingOf(read(), at),
  }
}

function unsetTrust(dev: boolean): UKeyTrust {
  return {
    bindingFaults: () => (dev ? [] : [{ code: 'roots-unset', facts: {} }]),
    useFaults: () => [],
    standing: () => ({ isSet: false, certificates: [], lists: undefined, problems: [] }),
  }
}

type Read = NamedCertificates & { readonly unread: readonly string[] }

function standingOf({ certificates, lists, unread }: Read, at: string): UKeyTrustStanding {
  const without = lists === undefined ? [] : certificates.filter((each) => listOf(each, lists) === undefined)
  return {
    isSet: true,
    certificates,
    lists: lists?.map(({ name, madeAt, dueAt }) => ({ name, madeAt, dueAt, isStale: dueAt < at })),
    problems: [
      ...unread.map((file) => `${file} holds no SM2 certificate and no list signed with SM2 and SM3`),
      ...(certificates.length === 0 ? ['no certificate of an authority is there: no UKey is taken'] : []),
      ...without.map(({ name }) => `no list of what ${name} took back: UKeys below it are not taken`),
    ],
  }
}

/** Reads both folders, again only after something in them has changed. */
function folderReader(roots: string, lists: string | undefined): () => Read {
  let seen = ''
  let held: Read = { certificates: [], lists: undefined, unread: [] }
  return () => {
    const files = [roots, ...(lists === undefined ? [] : [lists])].map(filesIn)
    const mark = JSON.stringify(files)
    if (mark === seen) return held
    const [certificates, revocations] = [
      readAll(files[0] ?? [], 'CERTIFICATE', parseSm2Certificate),
      readAll(files[1] ?? [], 'X509 CRL', parseRevocationList),
    ]
    held = {
      certificates: certificates.read,
      lists: lists === undefined ? undefined : revocations.read,
      unread: [...certificates.unread, ...revocations.unread],
    }
    seen = mark
    return held
  }
}

type File = { readonly path: string; readonly mark: string }

/** A folder that is not there is an empty one: what needs it is refused. */
function filesIn(folder: string): readonly File[] {
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : []
  return names.toSorted().flatMap((name) => {
    const path = join(folder, name)
    const found = statSync(path, { throwIfNoEntry: false, bigint: true })
    if (name.startsWith('.') || found?.isFile() !== true) return []
    return [{ path, mark: `${found.ino} ${found.mtimeNs} ${found.size}` }]
  })
}

function readAll<T>(files: readonly File[], label: string, parse: (der: Buffer) => T | undefined) {
  const read: T[] = []
  const unread: string[] = []
  for (const { path } of files) {
    const parts = derIn(readFileSync(path), label).map(parse)
    if (parts.length === 0 || parts.includes(undefined)) unread.push(path)
    read.push(...parts.filter((part) => part !== undefined))
  }
  return { read, unread }
}

/** PEM, several to a file if they are, or DER. */
function derIn(bytes: Buffer, label: string): readonly Buffer[] {
  const text = bytes.toString('latin1')
  if (!text.includes('-----BEGIN ')) return [bytes]
  const blocks = text.matchAll(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g'))
  return [...blocks].map(([, body = '']) => Buffer.from(body, 'base64'))
}
