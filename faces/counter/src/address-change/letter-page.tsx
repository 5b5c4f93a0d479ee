import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

const route = getRouteApi('/letters/$letterId')

/** 通报: what another office told of somebody this office looked after, to be taken note of. */
export function LetterPage(): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const { letterId } = route.useParams()
  const { city } = useSession()
  const queue = useRegistry('listQueue', { params: { city }, body: { all: '1', q: '' } })
  const read = useCommand('readOfficeLetter')
  const takeNote = () => void read.send({ params: { city, letterId }, body: {}, leave: () => navigate({ to: '/' }) })
  return (
    <div className="aj-page aj-narrow" data-testid="letter-page">
      <header className="aj-page-head">
        <h1>{w('letter.title')}</h1>
      </header>
      <Reading query={queue}>
        {({ items }) => {
          const letter = items.find(({ id, kind }) => id === letterId && kind === 'letter')
          if (letter === undefined) return <p className="aj-empty">{w('letter.gone')}</p>
          const { name, standardText: address, since } = letter
          return (
            <section className="aj-panel">
              <p>{w('letter.text', { name, address, on: formatDay(since, language) })}</p>
              {read.attempt.problem !== undefined && <ProblemPanel problem={read.attempt.problem} />}
              <Button type="primary" data-testid="read-letter" onClick={takeNote}>
                {w('letter.read')}
              </Button>
            </section>
          )
        }}
      </Reading>
    </div>
  )
}
