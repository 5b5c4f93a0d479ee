import type { Browser } from 'playwright-core'

/** A drawn portrait, nobody's face, in the size of the photo on the card (GA 490: 358 × 441 pixels), as PNG. */
export async function drawPortrait(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage()
  // Drawn on a canvas and read from it: nothing has to come onto a screen for it.
  const address = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 358, height: 441 })
    const pen = canvas.getContext('2d')
    const paint = (colour: string, path: string) => {
      if (pen === null) throw new Error('the browser draws nothing')
      pen.fillStyle = colour
      // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas is no array
      pen.fill(new Path2D(path))
    }
    paint('#fff', 'M0 0h358v441H0z')
    paint('#345', 'M60 441c0-90 50-130 119-130s119 40 119 130z')
    paint('#e3b58f', 'M84 190a95 95 0 1 0 190 0a95 95 0 1 0-190 0z')
    paint('#222', 'M84 190c0-80 40-115 95-115s95 35 95 115c-30-50-160-50-190 0z')
    return canvas.toDataURL('image/png')
  })
  await page.close()
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
}
