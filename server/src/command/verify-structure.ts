import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { KeptStructure } from '../store/checkpoint-audit.ts'
import type { Structure } from '../store/structure.ts'
import type { Finding } from './verify-finding.ts'

/** A migration that this program knows. @property sm3 of its file, 64 hex characters */
export type KnownMigration = { readonly name: string; readonly sm3: string }

/**
 * Compares how the tables are built now with what the last checkpoint was signed over, and each signed structure with the
 * one before. A change is explained by a migration that came with it and that this program knows; what went away with one
 * is for a person to look at, and is a note.
 */
export function checkStructure(
  now: Structure,
  kept: readonly KeptStructure[],
  known: readonly KnownMigration[],
): { readonly findings: readonly Finding[]; readonly notes: readonly string[] } {
  const findings: Finding[] = []
  const notes: string[] = []
  const say = (what: string) => findings.push({ check: 'structure', table: 'structure', what })
  for (const { structure_sm3, description, since } of kept)
    if (sm3Hex(Buffer.from(description)) !== structure_sm3.toString('hex'))
      say(`the description that checkpoint ${since} was signed over is another`)
  for (const line of migrationsIn(now.description))
    if (!known.some(({ name, sm3 }) => line === `migration ${name} ${sm3}`))
      say(`a ${line} that this version does not know`)
  const steps = [
    ...kept.map((each) => ({ text: each.description, at: `checkpoint ${each.since}` })),
    { text: now.description, at: 'now' },
  ]
  for (const [n, after] of steps.entries()) {
    const before = steps[n - 1]
    if (before === undefined) continue
    const { gone, come } = difference(before.text, after.text)
    if (come.some((line) => line.startsWith('migration '))) {
      notes.push(...gone.map((line) => `with a migration, since ${after.at}: no more ${line}`))
      continue
    }
    for (const line of gone) say(`since ${after.at} gone without a migration: ${line}`)
    for (const line of come) say(`since ${after.at} there without a migration: ${line}`)
  }
  return { findings, notes }
}

function migrationsIn(description: string): readonly string[] {
  return linesOf(description).filter((line) => line.startsWith('migration '))
}

function difference(
  before: string,
  after: string,
): { readonly gone: readonly string[]; readonly come: readonly string[] } {
  const [earlier, later] = [new Set(linesOf(before)), new Set(linesOf(after))]
  return {
    gone: [...earlier].filter((line) => !later.has(line)),
    come: [...later].filter((line) => !earlier.has(line)),
  }
}

function linesOf(description: string): readonly string[] {
  return description.split('\n').filter((line) => line !== '')
}
