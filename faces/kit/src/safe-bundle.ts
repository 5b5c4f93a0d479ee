type Mending = {
  readonly module: RegExp
  readonly steps: readonly (readonly [from: string, to: string])[]
  /** What must not be left in the module when all steps are done. */
  readonly gone: string
}

const OWN_NONCE = `document.querySelector('meta[name="csp-nonce"]')?.content`
/** Markup that goes into a style element is its text; and a style without a nonce of its own takes that of the page. */
const STYLE_STEPS: Mending['steps'] = [
  ['styleNode.innerHTML = css', 'styleNode.textContent = css'],
  ['existNode.innerHTML !== css', 'existNode.textContent !== css'],
  ['existNode.innerHTML = css', 'existNode.textContent = css'],
]
const MENDINGS: readonly Mending[] = [
  {
    module: /@rc-component\/util\/(?:es|lib)\/Dom\/dynamicCSS\.js$/,
    steps: [
      ...STYLE_STEPS,
      [
        'if (csp?.nonce) {\n    styleNode.nonce = csp?.nonce;\n  }',
        `styleNode.nonce = csp?.nonce ?? ${OWN_NONCE} ?? '';`,
      ],
    ],
    gone: 'innerHTML',
  },
  { module: /@ant-design\/icons\/(?:es|lib)\/cssUtils\.js$/, steps: STYLE_STEPS, gone: 'innerHTML' },
  // zod tries whether it may make functions of text; a page of ours may not, and the try alone is reported.
  {
    module: /zod\/v4\/core\/core\.js$/,
    steps: [['(_a.__zod_globalConfig = {})', '(_a.__zod_globalConfig = { jitless: true })']],
    gone: '__zod_globalConfig = {}',
  },
]

/**
 * A step of the build (a Vite plugin) that makes libraries fit our page policy: they write no markup and make no code of text.
 * Where a library no longer reads as it did, the build stops, so that an upgrade cannot lose a mending unseen. See ADR 0140.
 */
export function safeBundle() {
  return {
    name: 'safe-bundle',
    apply: 'build' as const,
    transform(code: string, id: string): string | undefined {
      const mending = MENDINGS.find(({ module }) => module.test(id))
      return mending === undefined ? undefined : mend(code, mending)
    },
  }
}

/** @throws Error when a line it relies on is not there, or what should be gone still is. */
export function mend(code: string, { module, steps, gone }: Mending): string {
  const safe = steps.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${module.source} reads differently now: no ${from}`)
    return text.replaceAll(from, to)
  }, code)
  if (safe.includes(gone)) throw new Error(`${module.source} still has ${gone}`)
  return safe
}
