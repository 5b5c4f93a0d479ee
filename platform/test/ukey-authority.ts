import { generateSm2KeyPair, sm2Sign } from '@anju/crypto/sm2.ts'
import { EC_PUBLIC_KEY, SM2_CURVE, SM2_WITH_SM3 } from '../src/ukey/sm2-certificate.ts'
import { sm2SignatureToDer } from '../src/ukey/sm2-signature-der.ts'
import { AsnConvert, AsnObjectIdentifierConverter, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  CertificateList,
  Extension,
  Extensions,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  RevokedCertificate,
  SubjectPublicKeyInfo,
  TBSCertificate,
  TBSCertList,
  Time,
  Validity,
  Version,
} from '@peculiar/asn1-x509'

/** What a certificate says; what is left out is as it should be. */
export type Wanted = {
  readonly name: string
  readonly publicKey: string
  readonly serial?: number
  readonly from?: string
  readonly until?: string
  readonly isAuthority?: boolean
  readonly below?: number
  readonly usage?: number
  /** An extension that nobody knows and that must be understood. */
  readonly strangeCritical?: boolean
}

/** An authority of UKeys (发证机构) for tests: its certificate, and what it makes for others. PEM. */
export type UKeyAuthority = {
  readonly name: string
  readonly certificate: string
  /** The certificate of a UKey, DER. */
  readonly issue: (wanted: Wanted) => Buffer
  /** An authority below this one. */
  readonly below: (wanted: Partial<Wanted> & { readonly name: string }) => UKeyAuthority
  readonly revocationList: (said: {
    readonly serials: readonly number[]
    readonly madeAt: string
    readonly dueAt: string
  }) => string
}

const FROM = '2010-01-01T00:00:00.000Z'
const UNTIL = '2060-01-01T00:00:00.000Z'
const AUTHORITY_USAGE = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
const STRANGE = '1.2.3.4.5'

/** A root of its own. */
export function openUKeyAuthority(wanted: Partial<Wanted> & { readonly name: string }): UKeyAuthority {
  return authorityOf(wanted, undefined)
}

type Signer = { readonly name: string; readonly sign: (bytes: Uint8Array) => Buffer }

function authorityOf(wanted: Partial<Wanted> & { readonly name: string }, parent: Signer | undefined): UKeyAuthority {
  const keys = generateSm2KeyPair()
  const sign = (bytes: Uint8Array) => sm2SignatureToDer(sm2Sign(bytes, keys))
  const self: Signer = { name: wanted.name, sign }
  const said = { isAuthority: true, usage: AUTHORITY_USAGE, publicKey: keys.publicKey, ...wanted }
  return {
    name: wanted.name,
    certificate: pem('CERTIFICATE', certify(said, parent ?? self)),
    issue: (other) => certify(other, self),
    below: (other) => authorityOf(other, self),
    revocationList: (list) => pem('X509 CRL', listed(list, self)),
  }
}

function certify(wanted: Wanted, by: Signer): Buffer {
  const { name, publicKey, serial = 1, from = FROM, until = UNTIL } = wanted
  const said = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialOf(serial),
    signature: SIGNED_BY,
    issuer: named(by.name),
    validity: new Validity({ notBefore: new Date(from), notAfter: new Date(until) }),
    subject: named(name),
    subjectPublicKeyInfo: new SubjectPublicKeyInfo({
      algorithm: new AlgorithmIdentifier({
        algorithm: EC_PUBLIC_KEY,
        parameters: AsnConvert.serialize(AsnObjectIdentifierConverter.toASN(SM2_CURVE)),
      }),
      subjectPublicKey: bytesOf(Buffer.from(publicKey, 'hex')),
    }),
    extensions: new Extensions(extensionsOf(wanted)),
  })
  const signatureValue = bytesOf(by.sign(Buffer.from(AsnConvert.serialize(said))))
  return Buffer.from(
    AsnConvert.serialize(new Certificate({ tbsCertificate: said, signatureAlgorithm: SIGNED_BY, signatureValue })),
  )
}

function extensionsOf({ isAuthority = false, below, usage = KeyUsageFlags.digitalSignature, strangeCritical }: Wanted) {
  const constraints = new BasicConstraints({
    cA: isAuthority,
    ...(below === undefined ? {} : { pathLenConstraint: below }),
  })
  return [
    extension(id_ce_basicConstraints, AsnConvert.serialize(constraints)),
    extension(id_ce_keyUsage, AsnConvert.serialize(new KeyUsage(usage))),
    ...(strangeCritical === true ? [extension(STRANGE, new ArrayBuffer(2))] : []),
  ]
}

function listed(
  { serials, madeAt, dueAt }: { readonly serials: readonly number[]; readonly madeAt: string; readonly dueAt: string },
  by: Signer,
): Buffer {
  const revoked = serials.map(
    (serial) =>
      new RevokedCertificate({ userCertificate: serialOf(serial), revocationDate: new Time(new Date(madeAt)) }),
  )
  const said = new TBSCertList({
    version: Version.v2,
    signature: SIGNED_BY,
    issuer: named(by.name),
    thisUpdate: new Time(new Date(madeAt)),
    nextUpdate: new Time(new Date(dueAt)),
    ...(revoked.length === 0 ? {} : { revokedCertificates: revoked }),
  })
  const signature = bytesOf(by.sign(Buffer.from(AsnConvert.serialize(said))))
  return Buffer.from(
    AsnConvert.serialize(new CertificateList({ tbsCertList: said, signatureAlgorithm: SIGNED_BY, signature })),
  )
}

const SIGNED_BY = new AlgorithmIdentifier({ algorithm: SM2_WITH_SM3 })

function extension(extnID: string, value: ArrayBuffer): Extension {
  return new Extension({ extnID, critical: true, extnValue: new OctetString(value) })
}

function named(name: string): Name {
  const value = new AttributeValue({ utf8String: name })
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: '2.5.4.3', value })])])
}

function serialOf(serial: number): ArrayBuffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(serial)
  const first = bytes.findIndex((byte) => byte !== 0)
  return bytesOf(bytes.subarray((bytes[first] ?? 0) >= 0x80 ? first - 1 : first))
}

function bytesOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function pem(label: string, der: Buffer): string {
  return `-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`
}
