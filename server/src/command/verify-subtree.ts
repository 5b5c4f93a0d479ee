import { merkleRoot } from '@anju/crypto/merkle-log.ts'
import { equalDigests } from '@anju/crypto/sm3.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { listLeaves } from '../store/checkpoint.ts'
import { listSubtrees, type KeptSubtree } from '../store/checkpoint-audit.ts'
import type { Finding } from './verify-finding.ts'

/** Hashes are kept at every eighth level: each is made of 256 of the level below. */
const FAN = 256

/** Whether the hashes kept for proofs are those of the leaves below them, and none is missing between two. */
export async function checkSubtrees(db: Db): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const levels = Map.groupBy(await listSubtrees(db), ({ level }) => level)
  for (const [level, kept] of levels) {
    const below = levels.get(level - 8) ?? []
    for (const [n, subtree] of kept.entries()) {
      if (subtree.nth !== n) {
        findings.push(told(subtree, `a kept hash is missing before it`))
        break
      }
      const from = subtree.nth * FAN
      const parts =
        level === 8
          ? (await listLeaves(db, from, FAN)).map(({ leaf }) => leaf)
          : below.slice(from, from + FAN).map(({ hash }) => hash)
      if (!equalDigests(merkleRoot(parts), subtree.hash))
        findings.push(told(subtree, 'not the hash of what is below it'))
    }
  }
  return findings
}

function told({ level, nth }: KeptSubtree, what: string): Finding {
  const seq = nth * 2 ** level
  return { check: 'checkpoint', table: 'ledger_subtree', what: `subtree ${level}/${nth}: ${what}`, seq, column: 'hash' }
}
