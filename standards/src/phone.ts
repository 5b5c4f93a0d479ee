import { halfWidth } from './half-width.ts'

/**
 * Reads a mobile number of the mainland (移动电话号码): eleven digits beginning 13 to 19. Spaces, hyphens and a leading +86 go.
 *
 * @returns the eleven digits, or undefined
 */
export function parseMobilePhone(text: string): string | undefined {
  const digits = halfWidth(text)
    .replaceAll(/[\s-]/g, '')
    .replace(/^(\+|00)86/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined
}

/**
 * Reads the phone of an employer (单位电话): a mobile number, or a landline with its area code, written `0757-83212345`.
 * Without hyphen the area code is three digits for 010 and the 02x cities, four elsewhere.
 *
 * @returns the written form, or undefined
 */
export function parseContactPhone(text: string): string | undefined {
  const mobile = parseMobilePhone(text)
  if (mobile !== undefined) return mobile
  const written = halfWidth(text).replaceAll(/\s/g, '')
  const parts = /^(010|02\d|0[3-9]\d{2})-?(\d{7,8})$/.exec(written)
  return parts ? `${parts[1]}-${parts[2]}` : undefined
}

/** Masks a phone number for display: `138****8000`; of a landline only the last two digits stay. */
export function maskPhone(phone: string): string {
  if (/^\d{11}$/.test(phone) && phone.startsWith('1')) return `${phone.slice(0, 3)}****${phone.slice(7)}`
  return '*'.repeat(Math.max(0, phone.length - 2)) + phone.slice(-2)
}
