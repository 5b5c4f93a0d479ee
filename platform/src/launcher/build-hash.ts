import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { Environment } from './environment.ts'

/** What a program is made of: its sources, the law, migrations, built faces, and the versions of all libraries. */
const PARTS = [
  '{platform,server,card-service,contract,domain,standards,crypto,exchange}/{src,migrations}/**/*.{ts,sql}',
  'law/**/*.yaml',
  '{faces/*,card-service/face}/dist/**/*.{html,js,css}',
  'package-lock.json',
]

/** One hash (SM3, hex) over names and contents of everything that runs, so that a changed file shows at the next start. */
export function buildHash(root: string): string {
  const files = globSync(PARTS, { cwd: root, exclude: (name) => name.endsWith('.test.ts') || name === 'node_modules' })
  const lines = files.toSorted().map((path) => `${sm3(readFileSync(join(root, path))).toString('hex')}  ${path}`)
  return sm3(Buffer.from(lines.join('\n'))).toString('hex')
}

/** One hash over the settings of a program. Addresses of databases go in without their passwords. */
export function settingsHash(environment: Environment): string {
  const told = Object.entries(environment)
    .map(([name, value]) => [name, /url$/i.test(name) ? withoutPassword(String(value)) : value])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return sm3(Buffer.from(JSON.stringify(told))).toString('hex')
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return ''
  const { protocol, username, host, pathname } = new URL(url)
  return `${protocol}//${username}@${host}${pathname}`
}
