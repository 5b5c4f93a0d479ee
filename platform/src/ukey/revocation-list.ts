import { AsnConvert } from '@peculiar/asn1-schema'
import { CertificateList, RevokedCertificate } from '@peculiar/asn1-x509'
import { sm2SignatureOfDer } from './sm2-signature-der.ts'
import { calledIn, isSm2WithSm3, nameHex, type Signed } from './sm2-certificate.ts'
import { splitRevocationList, type Revoked } from './split-revocation-list.ts'

/** The certificates that an authority took back (证书吊销列表, CRL). */
export type RevocationList = Signed & {
  /** Hex of the DER of the authority's name. */
  readonly issuer: string
  readonly name: string
  readonly madeAt: string
  /** When the next one was due; one after that is stale. */
  readonly dueAt: string
  /** When each was taken back, by its serial in hex. */
  readonly revoked: ReadonlyMap<string, string>
}

/** Far more than any list we expect, and some eighty megabytes here; more is no list. */
const CERTIFICATES_MAX = 500_000
/** The library's own bound ends at some three thousand certificates; this is for a list that only the library can read. */
const NODES_MAX = 1_000_000

/**
 * What a list says is read by the library, the certificates in it by {@link splitRevocationList}, since they may be very many and the
 * one thread has other things to do.
 *
 * @returns undefined for anything but a whole list, signed by SM2 with SM3, that says when the next is due. A list of changes or of
 * a part says so in an extension that must be understood; it is none of ours.
 */
export function parseRevocationList(der: Buffer): RevocationList | undefined {
  try {
    const split = splitRevocationList(der, CERTIFICATES_MAX, readRevoked)
    const list = AsnConvert.parse(split?.shell ?? der, CertificateList, { berOptions: { maxNodes: NODES_MAX } })
    const { tbsCertList: said, tbsCertListRaw: raw } = list
    const signature = sm2SignatureOfDer(Buffer.from(list.signature))
    if (raw === undefined || signature === undefined || said.nextUpdate === undefined) return undefined
    if (!isSm2WithSm3(list.signatureAlgorithm) || !isSm2WithSm3(said.signature)) return undefined
    if ((said.crlExtensions ?? []).some(({ critical }) => critical)) return undefined
    return {
      signedBytes: split?.signedBytes ?? Buffer.from(raw),
      signature,
      issuer: nameHex(said.issuer),
      name: calledIn(said.issuer),
      madeAt: said.thisUpdate.getTime().toISOString(),
      dueAt: said.nextUpdate.getTime().toISOString(),
      revoked: split?.revoked ?? new Map((said.revokedCertificates ?? []).map(whenRevoked)),
    }
  } catch {
    return undefined
  }
}

function readRevoked(der: Buffer): Revoked {
  return whenRevoked(AsnConvert.parse(der, RevokedCertificate))
}

function whenRevoked({ userCertificate, revocationDate }: RevokedCertificate): Revoked {
  return [Buffer.from(userCertificate).toString('hex'), revocationDate.getTime().toISOString()]
}
