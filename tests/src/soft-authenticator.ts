import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { randomBytes } from '@anju/crypto/random.ts'
import type { KeyAnswer } from '@anju/contract/key-answer.ts'

/** How a key behaves that is not as it should be. */
export type Misbehaviour = {
  /** Nobody typed a PIN or laid a finger on it. */
  readonly unverified?: boolean
  /** It was made for another site. */
  readonly rpId?: string
  readonly origin?: string
  /** A copy of it lies in a cloud. */
  readonly backedUp?: boolean
  /** It may be copied, whether it was or not. */
  readonly multiDevice?: boolean
  /** It tells this count instead of the next. */
  readonly count?: number
  readonly type?: string
}
type Enrolled = {
  readonly kind: 'security-key'
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
  readonly transports: string[]
}

/** A security key in software, for tests of what is refused: each answer can be wrong in one way. ES256, packed self-attestation. */
export type SoftAuthenticator = {
  readonly id: string
  /** COSE key, base64url. */
  readonly publicKey: string
  enrol(challenge: string, misbehaving?: Misbehaviour): Enrolled
  answer(challenge: string, misbehaving?: Misbehaviour): Extract<KeyAnswer, { kind: 'security-key' }>
}

const AAGUID = Buffer.from('0123456789abcdef0123456789abcdef', 'hex')
/** The model of {@link softAuthenticator}, as a list of allowed models names it. */
export const SOFT_MODEL = '01234567-89ab-cdef-0123-456789abcdef'

/** @param home - the site it is made for */
export function softAuthenticator(home: { readonly rpId: string; readonly origin: string }): SoftAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const cose = coseOf(Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url'))
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let count = 0
  const key: KeyObject = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))

  const clientData = (type: string, challenge: string, wrong: Misbehaviour) =>
    Buffer.from(
      JSON.stringify({ type: wrong.type ?? type, challenge, origin: wrong.origin ?? home.origin, crossOrigin: false }),
    )
  const authenticatorData = (wrong: Misbehaviour, attested: Buffer | undefined) => {
    count = wrong.count ?? count + 1
    const flags =
      0x01 |
      (wrong.unverified === true ? 0 : 0x04) |
      (wrong.multiDevice === true || wrong.backedUp === true ? 0x08 : 0) |
      (wrong.backedUp === true ? 0x10 : 0) |
      (attested === undefined ? 0 : 0x40)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(count)
    const site = createHash('sha256')
      .update(wrong.rpId ?? home.rpId)
      .digest()
    return Buffer.concat([site, Buffer.from([flags]), counter, attested ?? Buffer.alloc(0)])
  }
  const signed = (data: Buffer, client: Buffer) =>
    sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), key)

  return {
    id,
    publicKey: cose.toString('base64url'),
    enrol(challenge, wrong = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credentialId.length)
      const data = authenticatorData(wrong, Buffer.concat([AAGUID, length, credentialId, cose]))
      const client = clientData('webauthn.create', challenge, wrong)
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        textOf('fmt'),
        textOf('packed'),
        textOf('attStmt'),
        Buffer.from([0xa2]),
        textOf('alg'),
        Buffer.from([0x26]),
        textOf('sig'),
        bytesOf(signed(data, client)),
        textOf('authData'),
        bytesOf(data),
      ])
      return {
        kind: 'security-key',
        id,
        clientDataJSON: client.toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['usb'],
      }
    },
    answer(challenge, wrong = {}) {
      const data = authenticatorData(wrong, undefined)
      const client = clientData('webauthn.get', challenge, wrong)
      return {
        kind: 'security-key',
        id,
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signed(data, client).toString('base64url'),
      }
    },
  }
}

function coseOf(x: Buffer, y: Buffer): Buffer {
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21])
  return Buffer.concat([head, bytesOf(x), Buffer.from([0x22]), bytesOf(y)])
}

function bytesOf(bytes: Buffer): Buffer {
  if (bytes.length < 24) return Buffer.concat([Buffer.from([0x40 | bytes.length]), bytes])
  if (bytes.length < 256) return Buffer.concat([Buffer.from([0x58, bytes.length]), bytes])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([Buffer.from([0x59]), length, bytes])
}

function textOf(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | text.length]), Buffer.from(text)])
}
