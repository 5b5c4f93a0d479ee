import { SM2_SIGNATURE_BYTES } from '@anju/crypto/sm2.ts'

const SEQUENCE = 0x30
const INTEGER = 0x02
const SCALAR_BYTES = SM2_SIGNATURE_BYTES / 2

/**
 * The 64 bytes r‖s out of the DER form in which certificates hold an SM2 signature (GM/T 0009). Only the one form that writing them
 * gives is taken: nothing behind them, no longer lengths, no zeros in front.
 *
 * @returns undefined for anything else
 */
export function sm2SignatureOfDer(der: Uint8Array): Buffer | undefined {
  const rBytes = der[3] ?? 0
  const r = scalarIn(der.subarray(4, 4 + rBytes))
  const s = scalarIn(der.subarray(6 + rBytes))
  if (r === undefined || s === undefined) return undefined
  const raw = Buffer.concat([r, s])
  return sm2SignatureToDer(raw).equals(der) ? raw : undefined
}

/** The DER form of r‖s. */
export function sm2SignatureToDer(raw: Uint8Array): Buffer {
  const body = Buffer.concat([integer(raw.subarray(0, SCALAR_BYTES)), integer(raw.subarray(SCALAR_BYTES))])
  return Buffer.concat([Buffer.of(SEQUENCE, body.length), body])
}

function scalarIn(bytes: Uint8Array): Buffer | undefined {
  const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes
  if (digits.length === 0 || digits.length > SCALAR_BYTES) return undefined
  return Buffer.concat([Buffer.alloc(SCALAR_BYTES - digits.length), digits])
}

function integer(scalar: Uint8Array): Buffer {
  const first = scalar.findIndex((byte) => byte !== 0)
  const digits = scalar.subarray(first === -1 ? scalar.length - 1 : first)
  const sign = (digits[0] ?? 0) >= 0x80 ? Buffer.of(0) : Buffer.alloc(0)
  return Buffer.concat([Buffer.of(INTEGER, sign.length + digits.length), sign, digits])
}
