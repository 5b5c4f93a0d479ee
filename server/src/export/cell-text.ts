/* oxlint-disable no-control-regex -- control characters are what is taken out */
/**
 * Text as a cell of a table that leaves the registry. A text that a spreadsheet could take for a formula, also after leading
 * blanks and in full-width signs (＝＋－＠), gets an apostrophe in front; control characters go, since no format carries them.
 */
export function cellText(text: string): string {
  const printable = text.replaceAll(
    /[\u0000-\u0008\u000B-\u001F\u007F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    '',
  )
  const isRisky = /^\s*[=+\-@＝＋－＠﹢﹣﹦﹫]/u.test(printable) || /^[\t\n]/.test(printable)
  return isRisky ? `'${printable}` : printable
}
