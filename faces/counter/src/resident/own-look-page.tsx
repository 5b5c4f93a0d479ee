import { LOOK_KIND_WORDS, lookContent } from '@anju/contract/message/look-words.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { momentText } from '../look/moment-text.ts'
import { purposeWord, usePurposes } from '../look/stated-purpose.ts'

/** 谁看过我的记录, in plain words: when, which office, what for, which data. */
export function OwnLookPage(): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const purposes = usePurposes()
  const [purpose, setPurpose] = useState('')
  const own = useRegistry('listOwnLooks', { params: { city } })
  return (
    <div className="aj-page aj-resident" data-testid="own-looks">
      <header className="aj-page-head">
        <h1>{w('look.mine')}</h1>
      </header>
      <p className="aj-soft">{w('look.mine.note')}</p>
      <Reading query={own}>
        {({ looks, withheld, withheldDays }) => {
          const said = [...new Set(looks.map((look) => look.purpose))]
          const shown = looks.filter((look) => purpose === '' || look.purpose === purpose)
          return (
            <>
              {said.length > 1 && (
                <Segmented
                  value={purpose}
                  onChange={setPurpose}
                  options={[
                    { value: '', label: w('look.mine.any') },
                    ...said.map((value) => ({ value, label: purposeWord(value, purposes, language) })),
                  ]}
                />
              )}
              {looks.length === 0 && <p data-testid="no-own-looks">{w('look.mine.none')}</p>}
              {shown.map((look, at) => (
                // The log only grows at its front, and is read anew as a whole.
                <article key={`${look.at}-${String(at)}`} className="aj-panel" data-testid="own-look">
                  <h2>
                    {momentText(look.at)} · {language === 'zh' ? look.officeZh : look.officeEn}
                  </h2>
                  <p>
                    {tableWord('role', look.role, language)} · {LOOK_KIND_WORDS[look.kind][language]}
                    {look.inFull && ` · ${w('look.mine.inFull')}`}
                  </p>
                  <p>{w('look.mine.purpose', { purpose: purposeWord(look.purpose, purposes, language) })}</p>
                  <p className="aj-soft">
                    {w('look.mine.saw', {
                      data: lookContent(look.fields, language).join(language === 'zh' ? '、' : ', '),
                    })}
                  </p>
                </article>
              ))}
              <p className="aj-soft" data-testid="withheld">
                {w(withheld === 0 ? 'look.mine.withheldNone' : 'look.mine.withheld', {
                  count: withheld,
                  days: withheldDays,
                })}
              </p>
            </>
          )
        }}
      </Reading>
    </div>
  )
}
