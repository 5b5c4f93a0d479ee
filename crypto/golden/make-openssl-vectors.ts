/**
 * Makes `openssl-sm2.json`: SM2 signatures and ciphertexts by a second, independent implementation, the `openssl` command (3.x).
 * Also shows the other direction, ours read by openssl, and stops when that fails. Run by hand: the tests need only the file.
 *
 *     node crypto/golden/make-openssl-vectors.ts
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { SM2_ID, sm2Encrypt, sm2Sign } from '../src/sm2.ts'

const folder = mkdtempSync(join(tmpdir(), 'sm2-'))
const at = (name: string) => join(folder, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })

/** The content octets of each DER element in a SEQUENCE, long lengths not needed here. */
function derElements(sequence: Buffer): Buffer[] {
  if (sequence[0] !== 0x30 || sequence[1] !== sequence.length - 2)
    throw new Error('openssl wrote DER this script does not read')
  const found: Buffer[] = []
  for (let start = 2; start < sequence.length; start += 2 + (sequence[start + 1] ?? 0)) {
    found.push(sequence.subarray(start + 2, start + 2 + (sequence[start + 1] ?? 0)))
  }
  return found
}

function fixed32(integer: Buffer): Buffer {
  const digits = integer[0] === 0 ? integer.subarray(1) : integer
  return Buffer.concat([Buffer.alloc(32 - digits.length), digits])
}

function der(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, content.length]), content])
}

function derInteger(fixed: Buffer): Buffer {
  let start = 0
  while (start < 31 && fixed[start] === 0) start += 1
  const digits = fixed.subarray(start)
  return der(0x02, (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.alloc(1), digits]))
}

function signByOpenssl(message: Buffer): Buffer {
  writeFileSync(at('message'), message)
  const signed = openssl(
    'pkeyutl',
    '-sign',
    '-inkey',
    at('key.pem'),
    '-rawin',
    '-digest',
    'sm3',
    '-in',
    at('message'),
    '-pkeyopt',
    `distid:${SM2_ID}`,
  )
  return Buffer.concat(derElements(signed).map(fixed32))
}

function encryptByOpenssl(message: Buffer): Buffer {
  writeFileSync(at('message'), message)
  const sealed = openssl('pkeyutl', '-encrypt', '-pubin', '-inkey', at('public.pem'), '-in', at('message'))
  const [x, y, c3, c2] = derElements(sealed)
  if (x === undefined || y === undefined || c3 === undefined || c2 === undefined) throw new Error('not four elements')
  return Buffer.concat([fixed32(x), fixed32(y), c3, c2])
}

function opensslReadsOurs(message: Buffer, keys: { publicKey: string; privateKey: string }): void {
  const ours = sm2Sign(message, keys)
  writeFileSync(at('message'), message)
  writeFileSync(
    at('signature'),
    der(0x30, Buffer.concat([derInteger(ours.subarray(0, 32)), derInteger(ours.subarray(32))])),
  )
  openssl(
    'pkeyutl',
    '-verify',
    '-pubin',
    '-inkey',
    at('public.pem'),
    '-rawin',
    '-digest',
    'sm3',
    '-in',
    at('message'),
    '-sigfile',
    at('signature'),
    '-pkeyopt',
    `distid:${SM2_ID}`,
  )
  const sealed = sm2Encrypt(message, keys.publicKey)
  const parts = [
    derInteger(sealed.subarray(0, 32)),
    derInteger(sealed.subarray(32, 64)),
    der(0x04, sealed.subarray(64, 96)),
    der(0x04, sealed.subarray(96)),
  ]
  writeFileSync(at('sealed'), derLong(Buffer.concat(parts)))
  if (!openssl('pkeyutl', '-decrypt', '-inkey', at('key.pem'), '-in', at('sealed')).equals(message)) {
    throw new Error('openssl does not decrypt what we encrypted')
  }
}

function derLong(content: Buffer): Buffer {
  return content.length < 128 ? der(0x30, content) : Buffer.concat([Buffer.from([0x30, 0x81, content.length]), content])
}

function keyHex(): { publicKey: string; privateKey: string } {
  const text = openssl('ec', '-in', at('key.pem'), '-noout', '-text').toString()
  const part = (label: string) => {
    const found = new RegExp(`${label}:\\s*([0-9a-f:\\s]+)`).exec(text)?.[1]
    if (found === undefined) throw new Error(`openssl printed no ${label}`)
    return found.replaceAll(/[:\s]/g, '')
  }
  return { privateKey: part('priv').slice(-64).padStart(64, '0'), publicKey: part('pub') }
}

try {
  const version = openssl('version').toString().trim()
  openssl('ecparam', '-name', 'SM2', '-genkey', '-noout', '-out', at('key.pem'))
  openssl('ec', '-in', at('key.pem'), '-pubout', '-out', at('public.pem'))
  const keys = keyHex()
  const messages = Array.from({ length: 40 }, (_, index) => Buffer.from(`安居 ${index} `.repeat(1 + (index % 5))))
  const short = messages.map((message) => message.subarray(0, 16))
  for (const message of short) opensslReadsOurs(message, keys)
  const vectors = {
    note: 'TEST KEY, published here, protects nothing',
    madeBy: version,
    distinguishingId: SM2_ID,
    ...keys,
    signatures: messages.map((message) => ({
      message: message.toString('hex'),
      signature: signByOpenssl(message).toString('hex'),
    })),
    ciphertexts: short.slice(0, 10).flatMap((message) => {
      // An unlucky point makes a longer DER than this script reads; another attempt has another point.
      for (;;) {
        try {
          return [{ plaintext: message.toString('hex'), ciphertext: encryptByOpenssl(message).toString('hex') }]
        } catch (error) {
          if (!(error instanceof Error) || !error.message.includes('DER')) throw error
        }
      }
    }),
  }
  const path = join(import.meta.dirname, 'openssl-sm2.json')
  writeFileSync(path, `${JSON.stringify(vectors, null, 2)}\n`)
  process.stdout.write(
    `${path}: ${JSON.parse(readFileSync(path, 'utf8')).signatures.length} signatures by ${version}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
