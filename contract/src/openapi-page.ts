import { nounOf, type OpenApiDocument, type OpenApiOperation } from './openapi.ts'
import { isSchema, type JsonSchema } from './openapi-schema.ts'
import type { Access } from './route.ts'
import { schemaText } from './schema-text.ts'

type PageOptions = {
  /** For `style-src 'nonce-…'`; made for each answer by the server. The page has no script and loads nothing. */
  readonly nonce: string
  /** Where the document itself is served. */
  readonly documentPath: string
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", sans-serif }
body { max-width: 64rem; margin: 0 auto; padding: 1.5rem }
h2 { margin: 2rem 0 .5rem; border-bottom: 1px solid #8886 }
nav { columns: 12rem auto; margin: 1rem 0 }
nav a { display: block }
details { border-bottom: 1px solid #8883; padding: .35rem 0 }
summary { cursor: pointer; display: grid; grid-template-columns: 3.5rem minmax(18rem, 1fr) minmax(12rem, 1fr); gap: .75rem }
summary b { font-family: ui-monospace, monospace; color: #0a6 } summary b.post, summary b.put { color: #b50 }
code, pre { font: 13px/1.5 ui-monospace, "Noto Sans Mono CJK SC", monospace }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #8881; padding: .75rem; margin: .25rem 0 1rem }
h3 { font-size: 1rem; margin: .75rem 0 0 }
.access { opacity: .75 }
@media (max-width: 44rem) { summary { grid-template-columns: 1fr } }
`

/** A page about every operation, by noun: method, path, who may call it, what is sent and what comes back. */
export function openApiPage(document: OpenApiDocument, { nonce, documentPath }: PageOptions): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const sections = document.tags.map(({ name }) => {
    const own = operations.filter(({ path }) => nounOf({ path: path.replaceAll(/\{(\w+)\}/g, ':$1') }) === name)
    const parts = own.map(({ path, method, operation }) => operationPart(path, method, operation))
    return `<h2 id="${escape(name)}">${escape(name)}</h2>\n${parts.join('\n')}`
  })
  const shapes = Object.entries(document.components.schemas)
    .map(([name, schema]) => block(name, schemaText(schema)))
    .join('')
  const links = document.tags.map(({ name }) => `<a href="#${escape(name)}">${escape(name)}</a>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(document.info.title)}</title>
<style nonce="${escape(nonce)}">${STYLE}</style>
</head>
<body>
<h1>${escape(document.info.title)} ${escape(document.info.version)}</h1>
${paragraphs(document.info.description)}
<p><a href="${escape(documentPath)}">OpenAPI ${document.openapi} document</a> · ${operations.length} operations</p>
<nav>${links.join('\n')}
<a href="#shapes">Shapes</a></nav>
${sections.join('\n')}
<h2 id="shapes">Shapes</h2>
${shapes}
</body>
</html>
`
}

function operationPart(path: string, method: string, operation: OpenApiOperation): string {
  const sent = bodySchema(operation.requestBody)
  const answer = bodySchema(operation.responses['200'])
  const parameters = operation.parameters.map((parameter) => {
    const schema = isSchema(parameter['schema']) ? schemaText(parameter['schema']) : 'string'
    return `${String(parameter['name'])}${parameter['required'] === true ? '' : '?'}: ${schema}  // in the ${String(parameter['in'])}`
  })
  const problems = Object.entries(operation.responses)
    .filter(([status]) => status !== '200')
    .map(([status, response]) => `${status}  ${String(response['description'])}`)
  return `<details id="${escape(operation.operationId)}">
<summary><b class="${escape(method)}">${escape(method.toUpperCase())}</b><code>${escape(path)}</code><span lang="zh-CN">${escape(operation['x-anju-zh'])}</span></summary>
<p>${escape(operation.summary)}.<br><span class="access">${escape(accessText(operation['x-anju-access']))} · <code>${escape(operation.operationId)}</code></span></p>
${block('Parameters', parameters.join('\n'))}${block('Sent', sent)}${block('Comes back', answer)}${block('Problems', problems.join('\n'))}</details>`
}

/** Who may call, in words. */
export function accessText(access: Access): string {
  const reach = 'reach' in access && access.reach === 'city' ? ', whole city' : ''
  if (access.kind === 'duty') return `an official charged with ${access.duties.join(' or ')}${reach}`
  if (access.kind === 'post') return `an official with a post in the city${reach}`
  return { public: 'anybody', 'signed-in': 'anybody signed in', resident: 'a resident, for their own matters' }[
    access.kind
  ]
}

function bodySchema(part: JsonSchema | undefined): string {
  const content = part?.['content']
  const json = isSchema(content) ? content['application/json'] : undefined
  const schema = isSchema(json) ? json['schema'] : undefined
  return isSchema(schema) ? schemaText(schema) : ''
}

function block(title: string, text: string): string {
  return text === '' ? '' : `<h3>${title}</h3><pre>${escape(text)}</pre>\n`
}

function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((part) => `<p>${escape(part).replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('\n')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
