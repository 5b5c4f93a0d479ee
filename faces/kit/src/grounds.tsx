import type { GroundSent } from '@anju/contract/problem.ts'
import { Clause } from './clause.tsx'
import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'
import { groundText } from './law-words.ts'

/** Why the registry decided as it did: each ground in words, with its clause. */
export function Grounds({ grounds }: { grounds: readonly GroundSent[] }) {
  const w = useKitWords()
  const { language } = useLanguage()
  if (grounds.length === 0) return <p className="aj-faint">{w('grounds.empty')}</p>
  return (
    <ul className="aj-grounds">
      {grounds.map((ground, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the list of one decision never changes
        <li key={index}>
          <span>{groundText(ground, language)}</span> <Clause law={ground.law} />
        </li>
      ))}
    </ul>
  )
}
