/**
 * Masks an ID number for display: the first three and last four characters stay, enough for a clerk to tell two people
 * apart, not enough to read a birth date. Works on any document number; short ones keep only the last character.
 */
export function maskIdNumber(idNumber: string): string {
  if (idNumber.length < 8) return '*'.repeat(Math.max(0, idNumber.length - 1)) + idNumber.slice(-1)
  return idNumber.slice(0, 3) + '*'.repeat(idNumber.length - 7) + idNumber.slice(-4)
}
