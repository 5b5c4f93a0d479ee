import { randomBytes } from './random.ts'
import { sm3 } from './sm3.ts'

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/** A fresh enrolment code: twelve characters of Crockford's base32, sixty bits, no letter that is taken for a figure. */
export function newEnrolmentCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** The code as it is hashed: upper case, no separators, letters that look like figures read as these. */
export function normaliseEnrolmentCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}

/** What is kept of a code. */
export function enrolmentCodeSm3(typed: string): Buffer {
  return sm3(Buffer.from(normaliseEnrolmentCode(typed)))
}
