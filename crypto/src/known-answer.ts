import { sm2Decrypt, sm2PublicKeyOf, sm2Sign, sm2Verify } from './sm2.ts'
import { hmacSm3, sm3 } from './sm3.ts'
import { sm4Block, sm4GcmOpen, sm4GcmSeal } from './sm4-gcm.ts'

/** One published example and whether our code gives the published answer. */
export interface KnownAnswer {
  readonly name: string
  readonly source: string
  holds(): boolean
}

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')

const SM4_KEY = hex('0123456789ABCDEFFEDCBA9876543210')
const GCM = {
  nonce: hex('00001234567800000000ABCD'),
  aad: hex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2'),
  plaintext: hex(`AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD
    EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA`),
  sealed: hex(`17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735
    D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D
    83DE3541E4C2B58177E065A9BF7B62EC`),
}
const SM2 = {
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  publicKey: `0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13`,
  message: Buffer.from('message digest'),
  signature: hex(`F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
    B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA`),
  plaintext: 'encryption standard',
  ciphertext: hex(`04EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73
    E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0
    59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766
    21886CA989CA9C7D58087307CA93092D651EFA`),
}

/** The published vectors this installation must reproduce. The signature example also shows that a changed message fails. */
export const KNOWN_ANSWERS: readonly KnownAnswer[] = [
  {
    name: 'SM3 of abc',
    source: 'GB/T 32905-2016 A.1',
    holds: () =>
      sm3(Buffer.from('abc')).equals(hex('66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0')),
  },
  {
    name: 'SM3 of 64 bytes',
    source: 'GB/T 32905-2016 A.2',
    holds: () =>
      sm3(Buffer.from('abcd'.repeat(16))).equals(
        hex('DEBE9FF92275B8A138604889C18E5A4D6FDB70E5387E5765293DCBA39C0C5732'),
      ),
  },
  {
    name: 'HMAC-SM3 built from SM3 by its definition',
    source: 'RFC 2104 over GB/T 32905',
    holds: () => {
      const block = Buffer.concat([SM4_KEY, Buffer.alloc(48)])
      const pad = (byte: number) => block.map((value) => value ^ byte)
      const inner = sm3(Buffer.concat([pad(0x36), SM2.message]))
      return hmacSm3(SM4_KEY, SM2.message).equals(sm3(Buffer.concat([pad(0x5c), inner])))
    },
  },
  {
    name: 'SM4 block',
    source: 'GB/T 32907-2016 A.1',
    holds: () => sm4Block(SM4_KEY, SM4_KEY).equals(hex('681EDF34D206965E86B3E94F536E4246')),
  },
  {
    name: 'SM4-GCM',
    source: 'RFC 8998 A.1',
    holds: () =>
      sm4GcmSeal(SM4_KEY, GCM.nonce, GCM.aad, GCM.plaintext).equals(GCM.sealed) &&
      sm4GcmOpen(SM4_KEY, GCM.nonce, GCM.aad, GCM.sealed).equals(GCM.plaintext),
  },
  {
    name: 'SM2 public key from private key',
    source: 'GB/T 32918.5-2017 A.2',
    holds: () => sm2PublicKeyOf(SM2.privateKey) === SM2.publicKey,
  },
  {
    name: 'SM2 signature with the national ID',
    source: 'GB/T 32918.5-2017 A.2',
    holds: () =>
      sm2Verify(SM2.message, SM2.signature, SM2.publicKey) &&
      !sm2Verify(Buffer.from('message digesT'), SM2.signature, SM2.publicKey) &&
      sm2Verify(SM2.message, sm2Sign(SM2.message, SM2), SM2.publicKey),
  },
  {
    name: 'SM2 decryption',
    source: 'GB/T 32918.5-2017 C.2',
    holds: () => sm2Decrypt(SM2.ciphertext, SM2.privateKey)?.toString() === SM2.plaintext,
  },
]

let proven = false

/** Runs every known answer once a process and throws, naming those that fail: a start with broken ciphers must not go on. */
export function assertKnownAnswers(): void {
  if (proven) return
  const failed = KNOWN_ANSWERS.filter((answer) => !holdsSafely(answer))
  if (failed.length > 0) {
    const names = failed.map(({ name, source }) => `${name} (${source})`).join('; ')
    throw new Error(`This runtime does not reproduce the published vectors: ${names}. Use the pinned Node.`)
  }
  proven = true
}

function holdsSafely(answer: KnownAnswer): boolean {
  try {
    return answer.holds()
  } catch {
    return false
  }
}
