/**
 * A step of the build (a Vite plugin) that makes antd's run-time styles fit our page policy. The one module that writes style
 * elements sets their text through `innerHTML`, which Trusted Types forbids, and forgets the nonce where no component hands
 * it one (the lock of scrolling below a dialog). Both are mended while bundling; when the module no longer reads as it did,
 * the build stops, so that an upgrade cannot lose it unseen. See ADR 0140.
 */
export function safeStyle() {
  let mended = false
  return {
    name: 'safe-style',
    apply: 'build' as const,
    transform(code: string, id: string): string | undefined {
      if (!STYLE_WRITER.test(id)) return undefined
      const safe = mendStyleWriter(code)
      mended = true
      return safe
    },
    buildEnd(error?: Error): void {
      if (error === undefined && !mended) throw new Error('The module that writes antd’s styles was not found')
    },
  }
}

const STYLE_WRITER = /@rc-component\/util\/(?:es|lib)\/Dom\/dynamicCSS\.js$/
const OWN_NONCE = `document.querySelector('meta[name="csp-nonce"]')?.content`

/** @throws Error when a line it relies on is not there, or markup is written anywhere else. */
export function mendStyleWriter(code: string): string {
  const steps: readonly (readonly [from: string, to: string])[] = [
    ['styleNode.innerHTML = css', 'styleNode.textContent = css'],
    ['existNode.innerHTML !== css', 'existNode.textContent !== css'],
    ['existNode.innerHTML = css', 'existNode.textContent = css'],
    [
      'if (csp?.nonce) {\n    styleNode.nonce = csp?.nonce;\n  }',
      `styleNode.nonce = csp?.nonce ?? ${OWN_NONCE} ?? '';`,
    ],
  ]
  const safe = steps.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`antd writes its styles in another way now: no ${from}`)
    return text.replace(from, to)
  }, code)
  if (safe.includes('innerHTML')) throw new Error('antd writes its styles as markup in another place too')
  return safe
}
