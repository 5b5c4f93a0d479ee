import { useCounterWords } from '../counter-words.ts'

type SectionWord = `register.section.${'person' | 'home' | 'circumstances' | 'agent' | 'family' | 'materials'}`

/** A block of 附件1. */
export function Section({ word, children }: { word: SectionWord; children: React.ReactNode }) {
  const w = useCounterWords()
  return (
    <fieldset className="aj-section">
      <legend>{w(word)}</legend>
      <div className="aj-fields">{children}</div>
    </fieldset>
  )
}
