import { Tooltip } from 'antd'
import { clauseText } from './law-words.ts'
import { useLanguage } from './language.ts'

/** A clause as people cite it; the reference of the registry on hover and for screen readers. */
export function Clause({ law }: { law: string }) {
  const { language } = useLanguage()
  if (law === '') return null
  return (
    <Tooltip title={law}>
      <cite className="aj-clause">{clauseText(law, language)}</cite>
    </Tooltip>
  )
}
