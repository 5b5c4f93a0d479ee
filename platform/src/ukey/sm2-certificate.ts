import { isSm2PublicKey, sm2Verify } from '@anju/crypto/sm2.ts'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_kp_clientAuth,
  KeyUsage,
  KeyUsageFlags,
  Version,
} from '@peculiar/asn1-x509'
import type { AlgorithmIdentifier, Extension, Name } from '@peculiar/asn1-x509'
import { sm2SignatureOfDer } from './sm2-signature-der.ts'

/** SM2 with SM3 (SM2签名 SM3摘要), a public key of an elliptic curve, and the curve of SM2 (GB/T 33560). */
export const SM2_WITH_SM3 = '1.2.156.10197.1.501'
export const EC_PUBLIC_KEY = '1.2.840.10045.2.1'
export const SM2_CURVE = '1.2.156.10197.1.301'

const CALLED = '2.5.4.3'
const ORGANIZATION = '2.5.4.10'
const ANY_PURPOSE = '2.5.29.37.0'

/** What is signed, and what stands under it. */
export type Signed = { readonly signedBytes: Buffer; readonly signature: Buffer }

/** An SM2 certificate (SM2数字证书), as far as a chain asks for it. Names are the hex of their DER, to be compared. */
export type Sm2Certificate = Signed & {
  readonly subject: string
  readonly issuer: string
  /** What the subject calls itself: of an issuer only, since a person's may hold an ID number. */
  readonly name: string
  /** Hex. */
  readonly serial: string
  /** 130 hex characters. */
  readonly publicKey: string
  /** Instants; the last second counts. */
  readonly validFrom: string
  readonly validTo: string
  readonly isAuthority: boolean
  /** How many authorities may stand below; undefined for any number. */
  readonly authoritiesBelowMax: number | undefined
  readonly usage: { readonly signs: boolean; readonly signsCertificates: boolean; readonly signsLists: boolean }
  /** Extensions that must be understood and are not; their object identifiers. */
  readonly unknownCritical: readonly string[]
}

/** @returns undefined for anything but a certificate, of version 3, of an SM2 key, signed by SM2 with SM3 */
export function parseSm2Certificate(der: Uint8Array): Sm2Certificate | undefined {
  try {
    const certificate = AsnConvert.parse(der, Certificate)
    const { tbsCertificate: said, tbsCertificateRaw: raw, signatureAlgorithm } = certificate
    const signature = sm2SignatureOfDer(Buffer.from(certificate.signatureValue))
    const publicKey = Buffer.from(said.subjectPublicKeyInfo.subjectPublicKey).toString('hex')
    if (raw === undefined || signature === undefined || said.version !== Version.v3) return undefined
    if (!isSm2WithSm3(signatureAlgorithm) || !isSm2WithSm3(said.signature)) return undefined
    if (!isOnSm2Curve(said.subjectPublicKeyInfo.algorithm) || !isSm2PublicKey(publicKey)) return undefined
    return {
      signedBytes: Buffer.from(raw),
      signature,
      subject: nameHex(said.subject),
      issuer: nameHex(said.issuer),
      name: calledIn(said.subject),
      serial: Buffer.from(said.serialNumber).toString('hex'),
      publicKey,
      validFrom: said.validity.notBefore.getTime().toISOString(),
      validTo: said.validity.notAfter.getTime().toISOString(),
      ...extensionsOf(said.extensions ?? []),
    }
  } catch {
    return undefined
  }
}

/** Whether this key stands under what is signed. */
export function standsUnder({ publicKey }: Pick<Sm2Certificate, 'publicKey'>, signed: Signed): boolean {
  return sm2Verify(signed.signedBytes, signed.signature, publicKey)
}

export function isSm2WithSm3({ algorithm }: AlgorithmIdentifier): boolean {
  return algorithm === SM2_WITH_SM3
}

export function nameHex(name: Name): string {
  return Buffer.from(AsnConvert.serialize(name)).toString('hex')
}

/** What a name says to a reader: its common name, else its organisation. */
export function calledIn(name: Name): string {
  const parts = [...name].flatMap((part) => [...part])
  const called = [CALLED, ORGANIZATION].flatMap((type) => parts.filter((part) => part.type === type))[0]
  return called?.value.toString() ?? ''
}

function isOnSm2Curve({ algorithm, parameters }: AlgorithmIdentifier): boolean {
  if (algorithm !== EC_PUBLIC_KEY || parameters === undefined || parameters === null) return false
  const [, ...curve] = Buffer.from(parameters)
  return Buffer.from(curve).equals(SM2_CURVE_DER)
}

/** Length and content of the curve's identifier, as its DER has them. */
const SM2_CURVE_DER = Buffer.from('082a811ccf5501822d', 'hex')

function extensionsOf(extensions: readonly Extension[]) {
  const known = new Map(extensions.map((each) => [each.extnID, each]))
  if (known.size !== extensions.length) throw new Error('An extension stands there twice')
  const valueOf = (id: string) => known.get(id)?.extnValue.buffer
  const constraints = parsed(valueOf(id_ce_basicConstraints), BasicConstraints)
  const flags = parsed(valueOf(id_ce_keyUsage), KeyUsage)?.toNumber() ?? 0
  const has = (flag: KeyUsageFlags) => (flags & flag) !== 0
  const purposes = [...(parsed(valueOf(id_ce_extKeyUsage), ExtendedKeyUsage) ?? [])]
  const understood = new Set([
    id_ce_basicConstraints,
    id_ce_keyUsage,
    id_ce_certificatePolicies,
    id_ce_subjectAltName,
    ...(purposes.some((purpose) => purpose === id_kp_clientAuth || purpose === ANY_PURPOSE) ? [id_ce_extKeyUsage] : []),
  ])
  return {
    isAuthority: constraints?.cA === true,
    authoritiesBelowMax: constraints?.pathLenConstraint,
    usage: {
      signs: has(KeyUsageFlags.digitalSignature),
      signsCertificates: has(KeyUsageFlags.keyCertSign),
      signsLists: has(KeyUsageFlags.cRLSign),
    },
    unknownCritical: [...known.values()].flatMap(({ critical, extnID: oid }) =>
      critical && !understood.has(oid) ? [oid] : [],
    ),
  }
}

function parsed<T>(value: ArrayBuffer | undefined, type: new () => T): T | undefined {
  return value === undefined ? undefined : AsnConvert.parse(value, type)
}
