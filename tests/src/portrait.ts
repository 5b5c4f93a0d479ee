import type { Browser } from 'playwright-core'

/** Width and height of the photo on a permit, in pixels (GA 490: 358 × 441). */
const size = { width: 358, height: 441 }

/** A drawn portrait, nobody's face, in the size of the photo on the card. */
export async function drawPortrait(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: size })
  await page.setContent(
    `<body style="margin:0"><svg width="358" height="441"><rect width="358" height="441" fill="#fff"/>
     <path d="M60 441c0-90 50-130 119-130s119 40 119 130z" fill="#345"/><circle cx="179" cy="190" r="95" fill="#e3b58f"/>
     <path d="M84 190c0-80 40-115 95-115s95 35 95 115c-30-50-160-50-190 0z" fill="#222"/></svg></body>`,
  )
  const picture = await page.screenshot({ type: 'png' })
  await page.close()
  return picture
}
