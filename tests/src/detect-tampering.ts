import assert from 'node:assert/strict'
import { findingLine, type Finding } from '@anju/server/command/verify-finding.ts'
import type { Expected, Tampered, Tamperer } from './ledger-tamper.ts'
import { randomFrom } from './random-from.ts'
import type { TamperedCity } from './tampered-city.ts'

/** Bends the city so many times in one way; each time the verifier must see it and point at it. */
export async function detectEach(
  bent: TamperedCity,
  tamper: (tamperer: Tamperer) => Promise<Tampered>,
  { seed, placements }: { readonly seed: number; readonly placements: number },
): Promise<number> {
  const random = randomFrom(seed)
  for (let placement = 0; placement < placements; placement += 1) {
    const { tampered, verification } = await bent.attempt(tamper, random)
    assertLocated(tampered, verification.findings, `seed ${seed}, placement ${placement}`)
  }
  return placements
}

function assertLocated({ what, expected }: Tampered, findings: readonly Finding[], where: string): void {
  const told = findings.map(findingLine).join('\n')
  assert.ok(findings.length > 0, `${what} went unseen (${where})`)
  assert.ok(
    findings.some((finding) => points(finding, expected)),
    `${what} was not located at ${JSON.stringify(expected)} (${where}):\n${told}`,
  )
}

function points(finding: Finding, { tables, streamId, version, seq, column }: Expected): boolean {
  return (
    tables.includes(finding.table) &&
    (streamId === undefined || finding.streamId === streamId) &&
    (version === undefined || finding.version === version) &&
    (seq === undefined || finding.seq === seq) &&
    (column === undefined || finding.column === column)
  )
}
