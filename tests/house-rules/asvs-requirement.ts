/**
 * The requirements of OWASP ASVS 5.0 that level 2 asks for (levels 1 and 2 together: 253), by number: for each section of a chapter
 * how many there are. The standard puts what only level 3 asks for last in its section; a section of such alone has none here.
 */
const REQUIREMENTS_OF_SECTIONS: readonly (readonly number[])[] = [
  [2, 9, 11, 3, 2],
  [3, 3, 4, 1],
  [0, 2, 4, 6, 5, 0, 2],
  [3, 1, 2, 4],
  [1, 3, 2, 3],
  [3, 12, 4, 4, 5, 3, 0, 4],
  [3, 4, 2, 5, 2, 2],
  [2, 3, 1, 1],
  [3, 4],
  [2, 2, 4, 11, 5, 2, 3],
  [2, 3, 3, 4, 1, 1],
  [3, 2, 4],
  [1, 5, 2, 5],
  [2, 4, 3],
  [3, 3, 7],
  [1, 5, 4, 3, 3],
  [1, 4, 2],
]

export const ASVS_REQUIREMENTS: readonly string[] = REQUIREMENTS_OF_SECTIONS.flatMap((sections, chapter) =>
  sections.flatMap((last, section) =>
    Array.from({ length: last }, (_, at) => `${chapter + 1}.${section + 1}.${at + 1}`),
  ),
)

/** `1.2.6–1.2.8, 1.3.1` names four requirements. */
export function requirementsOf(cell: string): readonly string[] {
  return cell.split(',').flatMap((part) => {
    const [from = '', to = from] = part.trim().split('–')
    const section = from.slice(0, from.lastIndexOf('.'))
    const [first, last] = [from, to].map((each) => Number(each.slice(each.lastIndexOf('.') + 1)))
    if (first === undefined || last === undefined || !to.startsWith(`${section}.`) || !(last >= first))
      return [part.trim()]
    return Array.from({ length: last - first + 1 }, (_, at) => `${section}.${first + at}`)
  })
}
