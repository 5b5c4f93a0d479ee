import type { FastifyInstance as App } from 'fastify'

/** How deep and how wide a JSON body may be. The deepest of the contract has six levels, the widest some ten thousand values. */
export const JSON_DEPTH_MAX = 32
export const JSON_VALUES_MAX = 50_000

class BadShape extends Error {
  readonly statusCode = 400
}
class NotReadable extends Error {
  readonly statusCode = 415
}

/**
 * Reads JSON bodies, and nothing else. Depth and number of values are counted over the text before anything is built of it; a
 * key that would change the prototype of objects is refused; a compressed body is not unpacked but refused.
 */
export function readJsonBodies(app: App): void {
  app.addHook('onRequest', async (request) => {
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') throw new NotReadable('compressed bodies are not taken')
  })
  app.removeContentTypeParser('text/plain')
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    const fault = shapeFault(text)
    if (fault === undefined) return parse(request, text, done)
    return done(new BadShape(fault))
  })
}

/** Why a JSON text is not even tried; undefined when it may be parsed. */
export function shapeFault(text: string): string | undefined {
  let depth = 0
  let values = 1
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign === QUOTE) {
      at = endOfText(text, at)
      // No database takes the null character, and no form has it.
      if (at < 0) return 'a null character'
    } else if (sign === OPEN_OBJECT || sign === OPEN_LIST) {
      depth += 1
      if (depth > JSON_DEPTH_MAX) return `nested deeper than ${JSON_DEPTH_MAX}`
    } else if (sign === CLOSE_OBJECT || sign === CLOSE_LIST) depth -= 1
    else if (sign === COMMA) {
      values += 1
      if (values > JSON_VALUES_MAX) return `more than ${JSON_VALUES_MAX} values`
    }
  }
  return undefined
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Where a text ends, or -1 when a null character stands in it. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign === QUOTE) return at
    if (sign !== BACKSLASH) continue
    if (text.startsWith('u0000', at + 1)) return -1
    at += 1
  }
  return text.length
}
