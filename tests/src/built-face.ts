import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The smallest thing a build can be: a page that wants its nonce, and one file. For tests that look at answers, not at screens. */
export function builtFace(home: string): string {
  const folder = mkdtempSync(join(home, 'face-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__NONCE__"><script type="module" src="/assets/app.js" nonce="__NONCE__"></script>',
  )
  writeFileSync(join(folder, 'assets', 'app.js'), 'export {}\n')
  return folder
}
