import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.ts'

/** The groups that a test file can belong to, by its place and name. */
export type FileGroup = 'units' | 'database' | 'house-rules' | 'journeys' | 'faults' | 'long'

/** Every test file of the checkout, as paths from its root, in a fixed order. */
export function listTestFiles(): string[] {
  const found: string[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(checkout, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || /^(node_modules|dist)/.test(entry.name)) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) visit(path)
      else if (/\.test\.tsx?$/.test(entry.name)) found.push(path)
    }
  }
  visit('.')
  return found.toSorted()
}

/** A file belongs to exactly one group, so nothing is run twice and nothing is forgotten. */
export function groupOf(file: string): FileGroup {
  if (/\.long\.test\.tsx?$/.test(file)) return 'long'
  for (const group of ['house-rules', 'journeys', 'faults'] as const)
    if (file.startsWith(`tests/${group}/`)) return group
  return /\.db\.test\.tsx?$/.test(file) ? 'database' : 'units'
}
