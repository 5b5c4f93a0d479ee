import { bundleHash } from './bundle-hash.ts'
import { checkout } from './checkout.ts'
import { readSupplyChain } from './read-supply-chain.ts'
import { runProgram } from './run-program.ts'
import { supplyChainFaults } from './supply-chain-fault.ts'

/** `npm run supply-chain`: what we stand on, whether a build can be repeated, and what is known against it. */
const FACES = ['faces/counter', 'faces/citizen', 'card-service/face']

const chain = readSupplyChain()
const faults = [...supplyChainFaults(chain)]
console.log(`${Object.keys(chain.lockfile.packages).length} packages in the lockfile, ${faults.length} faults`)

for (const face of FACES) {
  const [first, second] = [await bundleHash(face), await bundleHash(face)]
  console.log(`${face} ${first}`)
  if (first !== second) faults.push(`${face} is built differently each time: ${first}, then ${second}`)
}

const audit = await runProgram('npm', ['audit', '--json'], { cwd: checkout })
const found = auditOf(audit.output)
console.log(found.said)
faults.push(...found.known)

for (const fault of faults) console.log(`✖ ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0

/** What the registry knows against our packages; where it offers no such answer, its own reason, which is no fault of ours. */
function auditOf(output: string): { readonly said: string; readonly known: readonly string[] } {
  const answer = parse(output)
  const counts = answer?.metadata?.vulnerabilities
  if (counts === undefined) {
    const reason = answer?.message ?? answer?.error?.summary ?? output.trim().split('\n')[0] ?? ''
    return { said: `audit: not offered by this registry (${reason})`, known: [] }
  }
  const grave = (counts['high'] ?? 0) + (counts['critical'] ?? 0)
  const said = `audit: ${Object.entries(counts)
    .map(([level, count]) => `${level} ${count}`)
    .join(', ')}`
  return { said, known: grave > 0 ? [`${grave} packages have grave known weaknesses: npm audit tells which`] : [] }
}

type Audit = {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> }
  readonly message?: string
  readonly error?: { readonly summary?: string }
}

function parse(output: string): Audit | undefined {
  try {
    // Warnings of npm stand before and after it.
    const answer: Audit = JSON.parse(/^\{[\s\S]*^\}/m.exec(output)?.[0] ?? '')
    return answer
  } catch {
    return undefined
  }
}
