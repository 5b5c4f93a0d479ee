import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Says what a profile of the server spent its time on, by the part that the running function belongs to: `--profile
 * <folder>` of a measurement writes it, `npm run bench:profile -w @anju/bench -- <folder>` reads it. Time of a part is its own
 * and that of what has no part of its own beneath it, such as the runtime's JSON or BigInt.
 */

const profileFile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
      children: z.array(z.number()).optional(),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
})
type Profile = z.infer<typeof profileFile>

/** The first that fits names the part; a frame that fits none belongs to its caller's part. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/\/crypto\/src\/sm2\.ts|sm-crypto-v2|@noble/, 'SM2 countersignature'],
  [/\/crypto\/src\//, 'sealing, blind indexes, keyed hashes'],
  [/\/node_modules\/pg|node_modules\/pg-|\/platform\/src\/database\//, 'driver and its connections'],
  [/\/node_modules\/zod/, 'schema checks of request and answer'],
  [/@fastify\/helmet|\/node_modules\/helmet/, 'headers'],
  [
    /fastify|find-my-way|light-my-request|avvio|secure-json|fast-json|\/server\/src\/http\/|\/platform\/src\/http\//,
    'HTTP: framework and routes',
  ],
  [/node:_http|node:http|node:internal\/http|node:_http_/, 'HTTP: runtime'],
  [/node:net|node:internal\/stream|stream_base|node:internal\/streams/, 'sockets and streams'],
  [/\/domain\/src\/|\/standards\/src\//, 'form checks and rules'],
  [/\/server\/src\/store\//, 'statements and their parameters'],
  [/\/server\/src\//, 'use cases'],
]

function summarise({ nodes, samples, timeDeltas }: Profile): ReadonlyMap<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const partOf = new Map<number, string>()
  const [root] = nodes
  const walk = (id: number, above: string): void => {
    const node = byId.get(id)
    if (node === undefined) return
    const { functionName, url } = node.callFrame
    const own = functionName.startsWith('(') && url === '' ? functionName : PARTS.find(([fits]) => fits.test(url))?.[1]
    const part = own === '(root)' ? above : (own ?? above)
    partOf.set(id, part)
    for (const child of node.children ?? []) walk(child, part)
  }
  if (root !== undefined) walk(root.id, 'other')
  const spent = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const part = partOf.get(id) ?? 'other'
    spent.set(part, (spent.get(part) ?? 0) + (timeDeltas[at] ?? 0))
  }
  return spent
}

const [folder = '.'] = process.argv.slice(2)
for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
  const spent = summarise(profileFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
  const idle = spent.get('(idle)') ?? 0
  const busy = [...spent.values()].reduce((sum, us) => sum + us, 0) - idle
  process.stdout.write(`${file}: at work ${(busy / 1e6).toFixed(1)} s, idle ${(idle / 1e6).toFixed(1)} s\n`)
  for (const [part, us] of [...spent].sort((one, other) => other[1] - one[1]).filter(([name]) => name !== '(idle)'))
    process.stdout.write(`  ${((us / busy) * 100).toFixed(1).padStart(5)} %  ${part}\n`)
}
