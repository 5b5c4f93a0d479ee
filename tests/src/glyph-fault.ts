import type { Page } from 'playwright-core'

/** 居, the first sign of everything here, and 䶮, a given name that many systems cannot write. */
const SIGNS = ['居', '䶮'] as const

/**
 * Signs that the page would draw as the box of a missing sign. A code point that is nobody's (U+0378) shows what that
 * box looks like in the page's own typeface; a second one (U+0379) shows that boxes are alike and would be noticed.
 */
export async function glyphFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate((signs) => {
    const { fontFamily } = getComputedStyle(document.body)
    const draw = (sign: string): string => {
      const canvas = document.createElement('canvas')
      canvas.width = 64
      canvas.height = 64
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('No canvas')
      context.font = `40px ${fontFamily}`
      context.fillText(sign, 8, 48)
      return canvas.toDataURL()
    }
    const box = draw('\u0378')
    const nothing = draw('')
    if (box === nothing || box !== draw('\u0379')) return ['the box of a missing sign cannot be told']
    return signs.filter((sign) => [box, nothing].includes(draw(sign))).map((sign) => `${sign} is a box`)
  }, SIGNS)
}
