import { LOOK_KIND_WORDS, lookContent } from '@anju/contract/message/look-words.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ToneTag } from '../account/tone-tag.tsx'
import { useCounterWords } from '../counter-words.ts'
import { momentText } from './moment-text.ts'
import { purposeWord, usePurposes } from './stated-purpose.ts'

type LookLine = AnswerOf<Routes['listLooks']>['looks'][number]
const PERSONS_SHOWN = 3

/** The log as a dense table. */
export function LookTable({ looks }: { looks: readonly LookLine[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const purposes = usePurposes()
  if (looks.length === 0) return <p className="aj-empty">{w('look.log.none')}</p>
  return (
    <table className="aj-table" data-testid="looks">
      <thead>
        <tr>
          {(['at', 'official', 'kind', 'persons', 'purpose', 'data', 'ip'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`look.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {looks.map((look) => (
          <tr key={look.lookId}>
            <td className="aj-figure">{momentText(look.at)}</td>
            <td>
              {look.official}
              <br />
              <small className="aj-faint">
                {language === 'zh' ? look.officeZh : look.officeEn} {tableWord('role', look.role, language)}
              </small>
            </td>
            <td>
              {kindWord(look.kind, language)} {look.inFull && <ToneTag tone="warn">{w('look.inFull')}</ToneTag>}
            </td>
            <td>
              {look.persons
                .slice(0, PERSONS_SHOWN)
                .map(({ personName }) => personName || w('look.outOfReach'))
                .join('、')}
              {look.persons.length > PERSONS_SHOWN && ` +${look.persons.length - PERSONS_SHOWN}`}
            </td>
            <td>
              {purposeWord(look.purpose, purposes, language)}
              {look.words !== '' && <small className="aj-faint"> {look.words}</small>}
            </td>
            <td>{lookContent(look.fields, language).join(language === 'zh' ? '、' : ', ')}</td>
            <td className="aj-figure">{look.clientIp}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function kindWord(kind: string, language: 'zh' | 'en'): string {
  return Object.entries(LOOK_KIND_WORDS).find(([known]) => known === kind)?.[1][language] ?? kind
}
