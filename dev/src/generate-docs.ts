import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nounOf, openApiDocument } from '@anju/contract/openapi.ts'
import { accessText } from '@anju/contract/openapi-page.ts'
import { ROUTES } from '@anju/contract/route-table.ts'
import type { Route } from '@anju/contract/route.ts'
import { loadPacks } from '@anju/server/law/load-packs.ts'
import { permissionPage } from './permission-page.ts'
import house from '../../package.json' with { type: 'json' }

/** The documents made from the contract, by path from the root of the repository. A difference from the files there is red. */
export function generatedDocs(): Readonly<Record<string, string>> {
  const document = openApiDocument(ROUTES, { title: 'Anju 安居', version: house.version })
  return {
    'docs/generated/openapi.json': `${JSON.stringify(document, null, 1)}\n`,
    'docs/generated/routes.md': routesPage(ROUTES),
    'docs/generated/permissions.md': permissionPage(loadPacks()),
  }
}

function routesPage(routes: Readonly<Record<string, Route>>): string {
  const rows = Object.entries(routes)
  const nouns = [...new Set(rows.map(([, route]) => nounOf(route)))]
  const sections = nouns.map((noun) => {
    const own = rows.filter(([, route]) => nounOf(route) === noun)
    const lines = own.map(
      ([name, { method, path, access, decides, zh, en }]) =>
        `| \`${name}\` | ${method} \`${path}\` | ${accessText(access)} | ${decides ? 'yes' : ''} | ${zh} | ${en} |`,
    )
    const head = '| name | call | who | decides | 中文 | English |\n|---|---|---|---|---|---|'
    return `## ${noun}\n\n${head}\n${lines.join('\n')}\n`
  })
  return `# Routes

Made by \`node dev/src/generate-docs.ts\` from \`contract/src/route-table.ts\`. "decides": the law may say no, with every
reason at once. Shapes stand in \`openapi.json\` beside this page, and on the registry's own page \`/api\`.

${sections.join('\n')}`
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  for (const [path, text] of Object.entries(generatedDocs())) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    process.stdout.write(`${path}\n`)
  }
}
