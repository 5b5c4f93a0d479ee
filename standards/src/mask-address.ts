/**
 * Masks an address for display: province, city and county stay, what lies below them goes (湖南省邵阳市隆回县****). Of a text without such
 * names only the first two characters stay.
 */
export function maskAddress(text: string): string {
  if (text === '') return ''
  const above =
    /^(?:.{2,8}?(?:省|自治区))?(?:.{2,8}?(?:自治州|地区|盟|市))?(?:.{1,8}?(?:自治县|县|区|市|旗))?/u.exec(text)?.[0] ??
    ''
  if (above.length === text.length) return text
  return `${above === '' ? text.slice(0, 2) : above}****`
}
