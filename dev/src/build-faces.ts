import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, createServer } from 'vite'
import type { InlineConfig, ViteDevServer } from 'vite'
import { checkout } from './checkout.ts'

/** The faces, each a Vite project with an index.html. */
const faces = ['faces/counter', 'faces/citizen', 'card-service/face']
/** What a face is built from besides its own folder. */
const sharedSources = ['faces/kit', 'contract', 'domain', 'standards', 'package-lock.json', 'dev/src/build-faces.ts']

/** Builds every face whose sources changed since its last build; answers which. A build appears whole or not at all. */
export async function buildFaces(): Promise<string[]> {
  const built: string[] = []
  const shared = hashOf(sharedSources)
  for (const face of faces) {
    const root = join(checkout, face)
    if (!existsSync(join(root, 'index.html'))) continue
    const stamp = createHash('sha256')
      .update(shared)
      .update(hashOf([face]))
      .digest('hex')
    const output = join(root, 'dist')
    if (existsSync(join(output, '.stamp')) && readFileSync(join(output, '.stamp'), 'utf8') === stamp) continue
    const partial = `${output}.${process.pid}`
    await build({ ...viteConfig(root), build: { outDir: partial, emptyOutDir: true } })
    writeFileSync(join(partial, '.stamp'), stamp)
    rmSync(output, { recursive: true, force: true })
    renameSync(partial, output)
    built.push(face)
  }
  return built
}

/** Vite's own server for the counter face, for people who change it; the api and the citizen face go on to the registry. */
export async function watchFaces(
  registryAddress: string,
  port: number,
): Promise<{ address: string; server: ViteDevServer }> {
  const root = join(checkout, 'faces/counter')
  const proxy = { target: registryAddress, changeOrigin: false }
  const server = await createServer({
    ...viteConfig(root),
    server: {
      host: '127.0.0.1',
      port,
      proxy: {
        '/api': proxy,
        '/sign-in': proxy,
        '/openapi.json': proxy,
        '/docs': proxy,
        '/citizen/': proxy,
        '^/[a-z]+/what-if': proxy,
      },
    },
  })
  await server.listen()
  const address = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${port}/`
  return { address, server }
}

function viteConfig(root: string): InlineConfig {
  const own = ['vite.config.ts', 'vite.config.js'].some((file) => existsSync(join(root, file)))
  return { root, logLevel: 'warn', clearScreen: false, ...(own ? {} : { configFile: false, plugins: [react()] }) }
}

/** One hash over names and contents, so that neither a checkout nor a touch of a file looks like a change. */
function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  const visit = (path: string): void => {
    const full = join(checkout, path)
    if (!existsSync(full)) return
    const entries = statSync(full).isDirectory() ? readdirSync(full, { withFileTypes: true }) : undefined
    if (entries === undefined) {
      hash.update(`${path}\0`).update(readFileSync(full))
      return
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = join(path, entry.name)
      if (/^(node_modules|dist)/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue
      if (entry.isDirectory()) visit(below)
      else hash.update(`${below}\0`).update(readFileSync(join(checkout, below)))
    }
  }
  for (const path of paths) visit(path)
  return hash.digest('hex')
}
