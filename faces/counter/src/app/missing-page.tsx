import { Link } from '@tanstack/react-router'
import { useCounterWords } from '../counter-words.ts'

/** An address that no screen has. */
export function MissingPage() {
  const w = useCounterWords()
  return (
    <div className="aj-page">
      <h1>{w('shell.missing')}</h1>
      <Link to="/">{w('shell.home')}</Link>
    </div>
  )
}
