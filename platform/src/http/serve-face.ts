import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import type { App } from './open-app.ts'

/**
 * Serves a built face: its files as they are, and its page for every other GET outside `/api`, with the nonce of the
 * response filled in for `__NONCE__`. Without a build the page says what to do.
 */
export async function serveFace(app: App, dist: string): Promise<void> {
  const page = pageOf(dist)
  if (page !== undefined) await serveFiles(app, dist)
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/api')
    if (page === undefined && !request.url.startsWith('/api')) return sendNotBuilt(reply)
    if (page === undefined || !isPage)
      return reply.status(404).send({ type: 'stopped', status: 404, title: 'not found', code: 'not-found' })
    return sendPage(reply, page)
  })
}

export type FacePages = {
  /** Where its files lie in the address, as its build has it: `/citizen/`. */
  readonly filesAt: `/${string}/`
  /** Addresses that show it, in Fastify's style. */
  readonly pages: readonly string[]
}

/** Serves a second built face beside the first: its page at the addresses named, its files under a path of their own. */
export async function serveFacePages(app: App, dist: string, { filesAt, pages }: FacePages): Promise<void> {
  const page = pageOf(dist)
  if (page !== undefined) await serveFiles(app, dist, filesAt)
  for (const address of pages)
    app.get(address, (_request, reply) => (page === undefined ? sendNotBuilt(reply) : sendPage(reply, page)))
}

function pageOf(dist: string): string | undefined {
  const index = join(dist, 'index.html')
  return existsSync(index) ? readFileSync(index, 'utf8') : undefined
}

async function serveFiles(app: App, root: string, prefix = '/'): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    prefix,
    // Only one of several may add its methods to the reply, and nobody uses them.
    decorateReply: false,
    wildcard: false,
    index: false,
    immutable: true,
    maxAge: '1y',
    globIgnore: ['**/index.html'],
  })
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll('__NONCE__', reply.pageNonce))
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .status(503)
    .type('text/plain; charset=utf-8')
    .send('界面尚未构建，请运行 npm start。 The screens are not built yet: run npm start.\n')
}
