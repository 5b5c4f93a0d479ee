import { sm3 } from '@anju/crypto/sm3.ts'

/**
 * A UUID (version 8) that follows from another and a purpose: one record from outside may carry several commands, and each
 * needs an intent id that is the same whenever the record comes again.
 */
export function derivedId(from: string, purpose: string): string {
  const bytes = sm3(Buffer.from(`anju:derived-id\0${from}\0${purpose}`)).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
