import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from './open-app.ts'

/**
 * Serves a built face: its files as they are, and its page for every other GET outside `/api`, with the nonce of the
 * response filled in for `__NONCE__`. Without a build the page says what to do.
 */
export async function serveFace(app: App, dist: string): Promise<void> {
  const index = join(dist, 'index.html')
  if (!existsSync(index)) {
    app.setNotFoundHandler((request, reply) => {
      if (request.url.startsWith('/api'))
        return reply.status(404).send({ type: 'stopped', status: 404, title: 'not found', code: 'not-found' })
      return reply
        .status(503)
        .type('text/plain; charset=utf-8')
        .send('界面尚未构建，请运行 npm start。 The screens are not built yet: run npm start.\n')
    })
    return
  }
  await app.register(fastifyStatic, {
    root: dist,
    wildcard: false,
    index: false,
    immutable: true,
    maxAge: '1y',
    globIgnore: ['**/index.html'],
  })
  const page = readFileSync(index, 'utf8')
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api')) {
      return reply.status(404).send({ type: 'stopped', status: 404, title: 'not found', code: 'not-found' })
    }
    const nonce = reply.cspNonce
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll('__NONCE__', nonce.style))
  })
}
